/**
 * An uploaded file → a picture in the sizes that pages need. Every picture is decoded and written anew as WebP, so that nothing of the
 * file survives but what is seen: no place where it was taken, no camera, no second file. Orientation is applied, colours become sRGB.
 */
import sharp from 'sharp'
import { readContainer } from './container.ts'

/** Of one file. */
export const LARGEST_FILE = 8 * 1024 * 1024
/** Widths in pixels for lists, pages and large screens. A picture is never enlarged. */
const WIDTHS = [320, 960, 1920]
/** A picture of so many pixels takes 160 MB at most while it is decoded. A decompression bomb claims more, and is not begun. */
const MOST_PIXELS = 40_000_000
const LONGEST_SIDE = 16_000
const DECODE_SECONDS = 15
/** Uploads that may wait for their turn, with their files in memory. */
const MOST_WAITING = 16

export interface ImageSize { width: number, height: number, webp: Buffer }
/** Sizes ascend. */
export type ReadImage = { sizes: ImageSize[] } | { refused: string } | 'overloaded'

// Only these four decoders exist in this process: what draws from text, runs scripts or asks other files is shut off.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer', 'VipsForeignLoadHeifBuffer'] })
sharp.cache(false)
sharp.concurrency(1)

const OPTIONS = { failOn: 'truncated', limitInputPixels: MOST_PIXELS, limitInputChannels: 5, sequentialRead: true } as const

/** One picture is worked on at a time: memory is bounded by one, and bids by other requests do not wait behind pictures. */
let last: Promise<unknown> = Promise.resolve()
let waiting = 0

export async function readImage (file: Buffer): Promise<ReadImage> {
  const container = readContainer(file)
  if ('refused' in container) return container
  if (waiting >= MOST_WAITING) return 'overloaded'
  waiting++
  const turn = last.then(async () => await decode(file, container.format === 'avif' ? 'heif' : container.format))
  last = turn.catch(() => {})
  try {
    return await turn
  } finally {
    waiting--
  }
}

async function decode (file: Buffer, format: string): Promise<ReadImage> {
  try {
    const { width, height, format: found, compression, pages = 1, autoOrient } = await sharp(file, OPTIONS).metadata()
    if (found !== format || (found === 'heif' && compression !== 'av1')) return { refused: 'the file is not what it begins as' }
    if (pages > 1) return { refused: 'animations are not taken, only still pictures' }
    if (width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) return { refused: `the picture has ${width} × ${height} pixels; allowed are ${MOST_PIXELS / 1_000_000} million, and ${LONGEST_SIDE} to a side` }
    const wanted = [...new Set(WIDTHS.map((each) => Math.min(each, autoOrient.width)))]
    const sizes: ImageSize[] = []
    // From the largest down, each from the one before: the file itself is decoded once.
    let source = file
    for (const each of wanted.reverse()) {
      const { data, info } = await sharp(source, OPTIONS).autoOrient().timeout({ seconds: DECODE_SECONDS })
        .resize({ width: each, height: 4 * each, fit: 'inside', withoutEnlargement: true }).toColourspace('srgb')
        .webp({ quality: sizes.length === 0 ? 86 : 80, smartSubsample: true }).toBuffer({ resolveWithObject: true })
      sizes.unshift({ width: info.width, height: info.height, webp: data })
      source = data
    }
    return { sizes }
  } catch (error) {
    return { refused: reasonOf((error as Error).message) }
  }
}

function reasonOf (message: string): string {
  if (/pixel limit/i.test(message)) return `the picture has too many pixels; allowed are ${MOST_PIXELS / 1_000_000} million`
  if (/timeout/i.test(message)) return 'the picture takes too long to be read'
  if (/premature end|truncated|read error/i.test(message)) return 'the file is cut off or damaged'
  return 'the file is damaged'
}

/**
 * What a file is by its content, read from its first byte to its last: a picture of one of four kinds and nothing else. What stands
 * before, between or behind is where a second file hides (a polyglot), and where one is cut off shows as well. No pixel is decoded here.
 */

export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'avif'
/** `refused` says why, in words for a person. */
export type Container = { format: ImageFormat } | { refused: string }

const CUT_OFF = 'the file is cut off'
const ANIMATED = 'animations are not taken, only still pictures'
const MORE = 'the file holds something else behind the picture'

export function readContainer (file: Buffer): Container {
  if (file.length < 12) return { refused: 'the file is empty or no picture' }
  if (file.readUInt16BE(0) === 0xffd8) return verdict('jpeg', readJpeg(file))
  if (file.subarray(0, 8).equals(PNG_SIGNATURE)) return verdict('png', readPng(file))
  if (ascii(file, 0, 4) === 'RIFF' && ascii(file, 8, 12) === 'WEBP') return verdict('webp', readWebp(file))
  if (ascii(file, 4, 8) === 'ftyp') return verdict('avif', readAvif(file))
  return { refused: 'only JPEG, PNG, WebP and AVIF are taken, whatever the name says' }
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const verdict = (format: ImageFormat, refused: string | null): Container => refused === null ? { format } : { refused }
const ascii = (file: Buffer, from: number, to: number) => file.toString('latin1', from, to)

/** Marker segments up to the end of the picture. Phones put a second JPEG or a short film behind it, and padding; nobody else does. */
function readJpeg (file: Buffer): string | null {
  let at = 2
  for (;;) {
    if (at + 2 > file.length) return CUT_OFF
    if (file[at] !== 0xff) return 'the file is damaged'
    const marker = file[at + 1]!
    if (marker === 0xd9) break
    if (marker === 0xff) at++
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2
    else {
      if (at + 4 > file.length) return CUT_OFF
      at += 2 + file.readUInt16BE(at + 2)
      // The scan that follows ends at the next marker that is no restart and no stuffed byte.
      if (marker === 0xda) at = endOfScan(file, at)
    }
  }
  let behind = at + 2
  while (file[behind] === 0) behind++
  if (behind >= file.length) return null
  const secondPicture = file.readUInt8(behind) === 0xff && file[behind + 1] === 0xd8
  return secondPicture || ascii(file, behind + 4, behind + 8) === 'ftyp' ? null : MORE
}

function endOfScan (file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at !== -1; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1]
    if (next !== undefined && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return file.length
}

function readPng (file: Buffer): string | null {
  for (let at = 8; ;) {
    if (at + 12 > file.length) return CUT_OFF
    const name = ascii(file, at + 4, at + 8)
    at += 12 + file.readUInt32BE(at)
    if (name === 'acTL') return ANIMATED
    if (name === 'IEND') return at === file.length ? null : at > file.length ? CUT_OFF : MORE
  }
}

function readWebp (file: Buffer): string | null {
  const end = 8 + file.readUInt32LE(4)
  if (file.length < end) return CUT_OFF
  // One byte of padding is within the format.
  if (file.length > end + (end & 1)) return MORE
  const animated = ascii(file, 12, 16) === 'VP8X' && file.length > 20 && (file[20]! & 0x02) !== 0
  return animated ? ANIMATED : null
}

/** Boxes from end to end. */
function readAvif (file: Buffer): string | null {
  const brands = ascii(file, 8, Math.min(file.readUInt32BE(0), 256))
  if (brands.startsWith('avis')) return ANIMATED
  if (!brands.includes('avif')) return 'only JPEG, PNG, WebP and AVIF are taken, whatever the name says'
  for (let at = 0; at < file.length;) {
    if (at + 8 > file.length) return MORE
    const size = file.readUInt32BE(at)
    if (!/^[\w ]{4}$/.test(ascii(file, at + 4, at + 8))) return MORE
    if (size === 0) return null
    if (size < 8) return 'the file is damaged'
    at += size
    if (at > file.length) return CUT_OFF
  }
  return null
}

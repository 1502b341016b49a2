/** Where pictures lie: a folder, or storage that speaks S3. Names are `<auction>/<image>/<width>.webp`; a file never changes. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Settings } from '@martelo/service-runtime'
import { openFolder } from './folder.ts'
import { openBucket } from './bucket.ts'

export interface ImageFiles {
  /** The same for two processes exactly when one finds what the other stored. */
  place: string
  put: (name: string, content: Buffer) => Promise<void>
  /** @returns null when there is none. */
  get: (name: string) => Promise<{ content: Readable, size: number } | null>
  /** All files of one image, `<auction>/<image>`. One that is gone already is fine. */
  remove: (image: string) => Promise<void>
  /** Every image, with the time of its files in epoch milliseconds. */
  list: () => AsyncIterable<{ image: string, at: number }>
  close: () => void
}

/**
 * @param store names the store that the auctions live in: each has a part of its own, so that two that share a folder do not mix.
 * @returns null when no place was chosen and the one that stands in for it cannot be written, as in a container: there are no pictures then.
 * @throws SettingsError when the chosen place cannot be used.
 */
export async function openImageFiles (settings: Settings, store: string): Promise<ImageFiles | null> {
  if (settings.IMAGES_S3_BUCKET !== null) return await openBucket(settings, settings.IMAGES_S3_BUCKET, store)
  if (settings.IMAGES_DIR !== null) return await openFolder(settings.IMAGES_DIR, store)
  return await openFolder(defaultFolder(), store).catch(() => null)
}

/** `.data/images` of the checkout or, where this package runs alone, beside it; whatever folder the process was started in. */
function defaultFolder (): string {
  const room = fileURLToPath(new URL('../../', import.meta.url))
  const checkout = join(room, '../..')
  return join(existsSync(join(checkout, 'pnpm-workspace.yaml')) ? checkout : room, '.data/images')
}

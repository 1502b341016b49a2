/** Removes pictures that no auction lists: of an upload whose process died half-way, or of a removal that storage did not carry out. */
import type { AuctionStore } from '@martelo/auction-store'
import type { FastifyBaseLogger } from 'fastify'
import type { ImageFiles } from './files.ts'

/** Younger ones may belong to an upload that is under way. */
const ORPHAN_AFTER_MS = 3_600_000
const EVERY_MS = 6 * 3_600_000
const AT_ONCE = 100

/** One round. @returns how many images were removed. */
export async function sweepOnce (files: ImageFiles, store: Pick<AuctionStore, 'readMany'>, now = Date.now()): Promise<number> {
  let removed = 0
  let batch: string[] = []
  const judge = async () => {
    const auctionOf = (image: string) => image.split('/', 1)[0]!
    const { auctions } = await store.readMany([...new Set(batch.map(auctionOf))])
    for (const image of batch) {
      if (auctions.get(auctionOf(image))?.images.some(({ id }) => image.endsWith(`/${id}`))) continue
      await files.remove(image)
      removed++
    }
    batch = []
  }
  for await (const { image, at } of files.list()) {
    if (now - at > ORPHAN_AFTER_MS && batch.push(image) === AT_ONCE) await judge()
  }
  if (batch.length > 0) await judge()
  return removed
}

/** Sweeps now and then, in every process: one more finds nothing to do. @returns how to stop; resolves when no round is running. */
export function sweepImages (files: ImageFiles, store: AuctionStore, log: FastifyBaseLogger): () => Promise<void> {
  let round = Promise.resolve()
  const sweep = () => {
    round = sweepOnce(files, store).then(
      (removed) => { if (removed > 0) log.info({ removed }, 'pictures that no auction lists were removed') },
      (error: Error) => { log.warn({ reason: error.message }, 'pictures could not be swept; tried again later') })
  }
  sweep()
  const timer = setInterval(sweep, EVERY_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await round
  }
}

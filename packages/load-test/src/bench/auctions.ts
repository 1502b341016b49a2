/** Auctions for benchmarks, made through the store. */
import type { AuctionStore } from '@martelo/auction-store'

const HOUR_MS = 3600_000

/** @returns its id. Without options it runs for an hour. */
export async function newAuction (store: AuctionStore, seller: string, title: string, { ends_at }: { ends_at?: number } = {}): Promise<string> {
  const created = await store.create(seller, {
    title, description: '', category: null, currency: 'BRL', locale: 'pt-BR', starting_price: 1000, reserve_price: null, buy_now_price: null, increment: { type: 'table' }, soft_close: null
  }, { starts_at: null, end: ends_at === undefined ? { after_ms: HOUR_MS } : { at: ends_at } }, null)
  if ('rejected' in created) throw new Error(`an auction was refused: ${created.rejected.code}`)
  return created.auction.id
}

/** A worker in this process, with a store that a test drives, people, an inbox and a channel. */
import { auctionEnded, announcement, encodeAuctionEnded, ANNOUNCEMENT_CHANNEL, AUCTION_ENDED, AUCTION_ENDED_VERSION } from '@martelo/auction'
import { createAccounts } from '@martelo/accounts'
import { createAuctionStore, type AuctionContent } from '@martelo/auction-store'
import { createLogger, loadSettings } from '@martelo/service-runtime'
import { withDiscord, withInbox, withRedis, type Teardown } from '@martelo/testing'
import { startWorker } from '../src/worker.ts'

const content: AuctionContent = { title: 'Relógio de parede', description: '', category: null, currency: 'BRL', locale: 'pt-BR', starting_price: 10_00, reserve_price: null, buy_now_price: null, increment: { type: 'table' }, soft_close: null }

export async function withWorker (t: Teardown, over: Record<string, string> = {}) {
  const server = await withRedis(t)
  const inbox = await withInbox(t)
  const discord = await withDiscord(t)
  const settings = loadSettings({
    REDIS_URL: server.url, METRICS_PORT: '0', SMTP_HOST: inbox.smtp.host, SMTP_PORT: String(inbox.smtp.port), DISCORD_WEBHOOK_URL: discord.webhook, PUBLIC_URL: 'https://leiloes.example', LOG_LEVEL: 'silent', ...over
  }, '/nonexistent')
  const worker = await startWorker(settings, createLogger(settings, 'worker'))
  t.teardown(() => worker.close())
  const redis = server.connect()
  const store = createAuctionStore(redis)
  const accounts = createAccounts(redis)

  const person = async (name: string) => await accounts.create({ name, email: `${name.toLowerCase()}@example.com` })
  async function create (seller: { id: string }, given: Partial<AuctionContent> = {}, after_ms = 3_600_000, starts_at: number | null = null): Promise<string> {
    const created = await store.create(seller.id, { ...content, ...given }, { starts_at, end: { after_ms } }, null)
    if ('rejected' in created) throw new Error(created.rejected.code)
    return created.auction.id
  }
  async function bid (id: string, bidder: { id: string }, amount: number): Promise<void> {
    const placed = await store.bid(id, bidder.id, { amount }, null)
    if ('rejected' in placed) throw new Error(placed.rejected.code)
  }
  /** As its owner does. */
  async function close (id: string, seller: { id: string }): Promise<void> {
    await store.endEarly(id, seller.id, 'owner')
    const { auction } = (await store.read(id))!
    const event = auctionEnded(auction)
    const { bids } = await store.bids(id, { limit: 100 })
    await store.close(id, { version: auction.version, outcome: event.outcome, event_id: event.event_id, type: AUCTION_ENDED, event_version: AUCTION_ENDED_VERSION, payload: encodeAuctionEnded(event), channel: ANNOUNCEMENT_CHANNEL, announcement: announcement(auction, bids, new Map()) })
  }
  return { server, redis, inbox, discord, store, accounts, settings, person, create, bid, close }
}

/** Does a full store slow anything down, and how much room do auctions and bids take in it? */
import { ANNOUNCEMENT_CHANNEL, AUCTION_ENDED, AUCTION_ENDED_VERSION, auctionEnded, encodeAuctionEnded } from '@martelo/auction'
import { createAccounts } from '@martelo/accounts'
import { createAuctionStore, type AuctionStore } from '@martelo/auction-store'
import { freePort, withRedis, withService, type RedisServer, type Teardown } from '@martelo/testing'
import { inTurns, service } from '../stage.ts'
import { newAuction } from './auctions.ts'
import type { Figure, Row } from './row.ts'
import { figure, median, ratios, rounds } from './statistics.ts'

const AT_ONCE = 256

export const full: Row = {
  name: 'full-store',
  title: 'latency with 1,000,000 auctions and 1,000,000 bids stored, to that with 1,000',
  async measure (t, size, say) {
    const small = await stored(t, size === 'full' ? 1000 : 50, say)
    const large = await stored(t, size === 'full' ? 1_000_000 : 200, say)
    const count = size === 'full' ? 300 : 10
    const figures: Figure[] = []
    for (const kind of ['bid', 'auction', 'list'] as const) {
      const took = await rounds(size === 'full' ? 5 : 1, { small: async () => await small.latency(kind, count), large: async () => await large.latency(kind, count) })
      figures.push(figure(`${kind}: ratio`, ratios(took.large, took.small), '×', { most: 1.1 }), figure(`${kind}: median with many`, took.large, 'ms'))
    }
    return figures
  }
}

export const memory: Row = {
  name: 'memory',
  title: 'memory in Redis',
  async measure (t, size) {
    const redis = await withRedis(t)
    const client = redis.connect()
    const store = createAuctionStore(client)
    const used = async () => Number(/used_memory:(\d+)/.exec(await client.info('memory'))![1])
    const count = size === 'full' ? 10_000 : 100
    const ids: string[] = []
    await newAuction(store, 'seller', 'First')
    const before = await used()
    await inTurns(count, AT_ONCE, async (i) => { ids[i] = await newAuction(store, `seller-${i % 100}`, `A lot with a title of usual length, number ${i}`) })
    await inTurns(count, AT_ONCE, async (i) => { await store.bid(ids[i]!, `bidder-${i % 100}`, { amount: 1000 }, null) })
    await inTurns(count, AT_ONCE, async (i) => { await close(store, ids[i]!) })
    await forgetOperations(redis)
    const closed = await used()
    const war = await newAuction(store, 'seller', 'War')
    const beforeBids = await used()
    for (let i = 0; i < count; i++) await store.bid(war, `bidder-${i % 2}`, { amount: 1000 + i * 20_000 }, null)
    await forgetOperations(redis)
    const bids = await used()
    return [
      { name: 'a closed auction, with one bid and its event', value: (closed - before) / count, unit: 'bytes', target: { most: 1536 } },
      { name: 'a bid, without idempotency keys', value: (bids - beforeBids) / count, unit: 'bytes', target: { most: 120 } }
    ]
  }
}

async function close (store: AuctionStore, id: string): Promise<void> {
  await store.endEarly(id, '', 'administrator')
  const { auction } = (await store.read(id))!
  const event = auctionEnded(auction)
  await store.close(id, { version: auction.version, outcome: event.outcome, event_id: event.event_id, type: AUCTION_ENDED, event_version: AUCTION_ENDED_VERSION, payload: encodeAuctionEnded(event), channel: ANNOUNCEMENT_CHANNEL, announcement: '{}' })
}

/** What remembers requests goes by itself after a minute, or a day with a key. */
async function forgetOperations (redis: RedisServer): Promise<void> {
  const client = redis.connect()
  for await (const keys of client.scanStream({ match: '{p0}:kept:*', count: 1000 }) as AsyncIterable<string[]>) if (keys.length > 0) await client.unlink(...keys)
  client.disconnect()
}

/** A store that holds so many auctions, a bid on each, and an API in front of it. */
async function stored (t: Teardown, count: number, say: (text: string) => void) {
  const redis = await withRedis(t)
  const client = redis.connect()
  // Only while it is filled: what is measured is measured with the promise on.
  await client.config('SET', 'appendfsync', 'no')
  const store = createAuctionStore(client)
  const accounts = createAccounts(client)
  const people = await Promise.all(['seller', 'ana', 'bruno'].map(async (name) => {
    const { id } = await accounts.create({ name, email: `${name}@bench.example` })
    return { id, token: (await accounts.createToken(id, { label: 'bench' })).token }
  })) as [{ id: string, token: string }, { id: string, token: string }, { id: string, token: string }]
  const [seller, ...bidders] = people
  const ids: string[] = []
  await inTurns(count, AT_ONCE, async (i) => {
    ids[i] = await newAuction(store, seller.id, `Lot ${i}`, { ends_at: Date.now() + 24 * 3600_000 + i })
    await store.bid(ids[i]!, bidders[0].id, { amount: 1000 }, null)
    if (i > 0 && i % 100_000 === 0) say(`${i} auctions stored`)
  })
  await client.config('SET', 'appendfsync', 'always')
  const port = await freePort()
  await withService(t, service('api'), { REDIS_URL: redis.url, API_PORT: String(port), METRICS_PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'warn' })
  let amount = 1000
  const ask = async (kind: 'bid' | 'auction' | 'list') => {
    const id = ids[Math.floor(ids.length / 2)]!
    const path = kind === 'bid' ? `/auctions/${id}/bids` : kind === 'auction' ? `/auctions/${id}` : '/auctions?status=open&sort=ending_soon&limit=20'
    const bidding = kind === 'bid' && { method: 'POST', headers: { authorization: `Bearer ${bidders[(amount += 20_000) / 20_000 % 2 < 1 ? 0 : 1]!.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ amount: (amount / 100).toFixed(2) }) }
    const began = performance.now()
    const response = await fetch(`http://127.0.0.1:${port}/api${path}`, { ...bidding })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    return performance.now() - began
  }
  return {
    async latency (kind: 'bid' | 'auction' | 'list', times: number): Promise<number> {
      const took: number[] = []
      for (let i = 0; i < times; i++) took.push(await ask(kind))
      return median(took)
    }
  }
}

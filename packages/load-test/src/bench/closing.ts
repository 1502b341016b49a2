/** Many auctions that end in the same second, two API processes, bids under way: how late each is closed, on Redis' clock. */
import { setTimeout as pause } from 'node:timers/promises'
import { createAccounts } from '@martelo/accounts'
import { createAuctionStore, type AuctionStore } from '@martelo/auction-store'
import { withRedis, withService } from '@martelo/testing'
import { inTurns, service } from '../stage.ts'
import { newAuction } from './auctions.ts'
import type { Row } from './row.ts'
import { percentile } from './statistics.ts'

export const closing: Row = {
  name: 'closing',
  title: 'auctions that end in the same second, two API processes, bids under way',
  async measure (t, size, say) {
    const redis = await withRedis(t)
    const env = { REDIS_URL: redis.url, API_PORT: '0', METRICS_PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'warn' }
    await Promise.all([withService(t, service('api'), env), withService(t, service('api'), env)])
    const client = redis.connect()
    const store = createAuctionStore(client)
    const accounts = createAccounts(client)
    const [seller, ana, bruno] = await Promise.all(['seller', 'ana', 'bruno'].map(async (name) => (await accounts.create({ name, email: `${name}@bench.example` })).id)) as [string, string, string]

    const wave = async (count: number) => {
      // Time to make them, twice over.
      const ends_at = Date.now() + 3000 + count
      const ids: string[] = []
      await inTurns(count, 32, async (i) => {
        ids[i] = await newAuction(store, seller, `Lot ${i}`, { ends_at: ends_at + i % 1000 })
        await store.bid(ids[i]!, ana, { amount: 1000 }, null)
      })
      const load = bidWar(store, seller, [ana, bruno])
      await pause(Math.max(0, ends_at - Date.now()))
      say(`${count} are ending`)
      const late = await latenessOf(store, ids)
      await load.stop()
      const events = (await client.xrange('{p0}:finalized', '-', '+')).map(([, fields]) => fields[1])
      const twice = events.length - new Set(events).size
      return { late, twice, missing: ids.filter((id) => !events.includes(`evt_${id}`)).length }
    }
    const few = await wave(size === 'full' ? 1000 : 50)
    const many = size === 'full' ? await wave(10_000) : few
    return [
      { name: '1,000: p50 lateness', value: percentile(few.late, 50), unit: 'ms' },
      { name: '1,000: p99 lateness', value: percentile(few.late, 99), unit: 'ms', target: { most: 200 } },
      { name: '10,000: the last', value: Math.max(...many.late), unit: 'ms', target: { most: 2500 } },
      { name: 'early', value: [...few.late, ...many.late].filter((ms) => ms < 0).length, unit: 'auctions', target: { most: 0 } },
      { name: 'without an event, or with two', value: few.twice + few.missing + many.twice + many.missing, unit: 'auctions', target: { most: 0 } }
    ]
  }
}

/** @returns ms after its end that each was closed */
async function latenessOf (store: AuctionStore, ids: readonly string[]): Promise<number[]> {
  const late = new Map<string, number>()
  while (late.size < ids.length) {
    const left = ids.filter((id) => !late.has(id))
    for (let i = 0; i < left.length; i += 100) {
      const { auctions } = await store.readMany(left.slice(i, i + 100))
      for (const [id, { lifecycle, standing }] of auctions) if (lifecycle.status === 'closed') late.set(id, lifecycle.closed_at - standing.ends_at)
    }
    await pause(100)
  }
  return [...late.values()]
}

/** Bids on other auctions, about two hundred a second. */
function bidWar (store: AuctionStore, seller: string, bidders: readonly [string, string]): { stop: () => Promise<void> } {
  let running = true
  const war = (async () => {
    const id = await newAuction(store, seller, 'War')
    for (let amount = 1000, i = 0; running; amount += 20_000, i++) {
      await store.bid(id, bidders[i % 2]!, { amount }, null)
      await pause(5)
    }
  })()
  return {
    async stop () {
      running = false
      await war
    }
  }
}

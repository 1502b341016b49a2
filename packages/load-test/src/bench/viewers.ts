/** A bid on its way to everybody who looks at the auction, and what a viewer costs the API in memory. */
import { setTimeout as pause } from 'node:timers/promises'
import { createAccounts } from '@martelo/accounts'
import { createAuctionStore } from '@martelo/auction-store'
import { freePort, withRedis, withService, type RunningProcess, type Teardown } from '@martelo/testing'
import { built, service } from '../stage.ts'
import { newAuction } from './auctions.ts'
import type { Row } from './row.ts'
import { median } from './statistics.ts'

/** One process of viewers holds so many. */
const CROWD = 1000
const BETWEEN_BIDS_MS = 200
/** Minor units; more than any increment. */
const STEP = 1_000_000

export const viewers: Row = {
  name: 'viewers',
  title: 'a bid to everybody who looks at the auction (SSE)',
  async measure (t, size, say) {
    const few = await watch(t, size === 'full' ? 1000 : 20, size === 'full' ? 30 : 3)
    say(`${few.viewers} viewers: p99 ${few.p99.toFixed(1)} ms`)
    const many = size === 'full' ? await watch(t, 10_000, 5) : few
    return [
      { name: '1,000 viewers: p50', value: few.p50, unit: 'ms' },
      { name: '1,000 viewers: p99', value: few.p99, unit: 'ms', target: { most: 50 } },
      { name: 'memory a viewer', value: many.kilobytes, unit: 'KB', target: { most: 20 } },
      { name: '10,000 viewers: dropped', value: many.dropped, unit: 'viewers', target: { most: 0 } },
      { name: '10,000 viewers: p99', value: many.p99, unit: 'ms' }
    ]
  }
}

async function watch (t: Teardown, count: number, bids: number) {
  const redis = await withRedis(t)
  const port = await freePort()
  const api = await withService(t, service('api'), { REDIS_URL: redis.url, API_PORT: String(port), METRICS_PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'info' })
  const client = redis.connect()
  const store = createAuctionStore(client)
  const accounts = createAccounts(client)
  const [seller, ana, bruno] = await Promise.all(['seller', 'ana', 'bruno'].map(async (name) => (await accounts.create({ name, email: `${name}@bench.example` })).id)) as [string, string, string]
  const id = await newAuction(store, seller, 'Watched')

  const before = await memoryOf(api)
  const crowd = Math.min(CROWD, count)
  const crowds = await Promise.all(Array.from({ length: Math.ceil(count / crowd) }, async () => await withService(t, built('bench/peers/viewers.js'), {
    URL: `http://127.0.0.1:${port}/api/auctions/${id}/stream`, VIEWERS: String(crowd)
  })))
  const after = await memoryOf(api)
  const sent = new Map<string, number>()
  for (let i = 1; i <= bids; i++) {
    const amount = i * STEP
    sent.set((amount / 100).toFixed(2), performance.timeOrigin + performance.now())
    const placed = await store.bid(id, i % 2 === 0 ? ana : bruno, { amount }, null)
    if ('rejected' in placed) throw new Error(`a bid was refused: ${placed.rejected.code}`)
    await pause(BETWEEN_BIDS_MS)
  }
  const reached = await Promise.all(crowds.map(async ({ lines }) => {
    const all = () => lines.filter((line) => line.startsWith('bid ')).map((line) => line.split(' ') as [string, string, string, string])
    while (all().length < bids) await pause(20)
    return all().map(([, amount, p50, p99]) => ({ p50: Number(p50) - sent.get(amount)!, p99: Number(p99) - sent.get(amount)! }))
  }))
  const dropped = crowds.flatMap(({ lines }) => lines.filter((line) => line.startsWith('dropped'))).length
  for (const each of [...crowds, api]) await each.kill()
  await redis.stop()
  return { viewers: count, p50: median(reached.flat().map(({ p50 }) => p50)), p99: Math.max(...reached.flat().map(({ p99 }) => p99)), kilobytes: (after - before) / count / 1024, dropped }
}

/** Resident memory of the API, bytes, once it has calmed down. */
async function memoryOf (api: RunningProcess): Promise<number> {
  const port = /"metrics_port":(\d+)/.exec(await api.waitForLine(/"metrics_port"/))![1]
  await pause(1000)
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(/^process_resident_memory_bytes\S* (\S+)/m.exec(text)?.[1])
}

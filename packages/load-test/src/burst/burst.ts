/** The burst itself: create, bid, wait for the end, watch the backlog grow and go. */
import { setTimeout as pause } from 'node:timers/promises'
import autocannon from 'autocannon'

export interface BurstOptions {
  api: string
  auctions: number
  connections: number
  /** How long after the end everything may take, ms. */
  patience_ms: number
  /** Tokens. */
  seller: string
  bidder: string
  say: (text: string) => void
}

interface Requests { requests: number, per_second: number, p50_ms: number, p99_ms: number, refused: number }

export interface BurstResult {
  created: Requests
  bids: Requests
  /** From the common end until no auction of ours was open; until nothing was waiting. */
  closed_ms: number
  settled_ms: number
  most_waiting: number
  most_workers: number
}

/** So many a second are made at least, on the smallest machine: it decides when the end may be. */
const SLOWEST_PER_SECOND = 100
const LEAST_AHEAD_MS = 2000
const LOOK_MS = 500
const TOLD_MS = 5000

/** @throws when requests fail, or when not everything is settled in time */
export async function runBurst ({ api, auctions, connections, patience_ms, seller, bidder, say }: BurstOptions): Promise<BurstResult> {
  // Twice the time that the slowest would take: creating, then bidding.
  const ends_at = new Date(await clockOf(api) + LEAST_AHEAD_MS + 2 * Math.ceil(auctions / SLOWEST_PER_SECOND) * 1000)
  const ids: string[] = []
  let count = 0
  const created = await shoot(api, connections, auctions, seller, () => ({ path: '/api/auctions', body: { title: `Burst ${++count}`, description: '', starting_price: '10.00', ends_at, soft_close: null } }), (body) => {
    ids.push((JSON.parse(body) as { id: string }).id)
  })
  say(`${ids.length} created; they end at ${ends_at.toISOString()}`)
  if (ids.length === 0) throw new Error('no auction could be created')
  let next = 0
  const bids = await shoot(api, connections, ids.length, bidder, () => ({ path: `/api/auctions/${ids[next++ % ids.length]}/bids`, body: { amount: '12.50' } }))
  const early = ends_at.getTime() - await clockOf(api)
  if (early < 0) throw new Error(`the auctions ended ${-early} ms before all bids were made: this API is slower than ${SLOWEST_PER_SECOND} requests a second`)
  say(`${bids.requests} bids; ${Math.round(early / 1000)} s to the end`)
  await pause(early)

  const began = performance.now()
  let [closed_ms, most_waiting, most_workers, told] = [0, 0, 0, -Infinity]
  for (;;) {
    const since = performance.now() - began
    if (closed_ms === 0 && await allClosed(api, ids)) closed_ms = since
    const { lag, pending, parked, workers } = await pipelineOf(api)
    const waiting = lag + pending + parked
    most_waiting = Math.max(most_waiting, waiting)
    most_workers = Math.max(most_workers, workers)
    if (since - told >= TOLD_MS) {
      told = since
      say(`${String(Math.round(since / 1000)).padStart(5)} s   ${lag} not begun, ${pending} in hand, ${parked} wait for another try, ${workers} workers`)
    }
    if (closed_ms > 0 && waiting === 0) return { created, bids, closed_ms, settled_ms: performance.now() - began, most_waiting, most_workers }
    if (since > patience_ms) throw new Error(`after ${Math.round(since / 1000)} s ${closed_ms === 0 ? 'not every auction is closed' : `${waiting} events are not settled`}`)
    await pause(LOOK_MS)
  }
}

interface Shot { path: string, body: unknown }

async function shoot (api: string, connections: number, amount: number, token: string, shot: () => Shot, answered?: (body: string) => void): Promise<Requests> {
  const statuses = new Map<number, number>()
  const result = await autocannon({
    url: api,
    connections: Math.min(connections, amount),
    amount,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    requests: [{
      method: 'POST',
      setupRequest (request: autocannon.Request) {
        const { path, body } = shot()
        return { ...request, path, body: JSON.stringify(body) }
      },
      onResponse (status: number, body: string) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (status === 201) answered?.(body)
      }
    }]
  })
  if (result.errors > 0) throw new Error(`${result.errors} requests got no answer (${result.timeouts} in time)`)
  const refused = [...statuses].filter(([status]) => status !== 201).reduce((sum, [, count]) => sum + count, 0)
  if (refused === amount) throw new Error(`every request was refused: ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')}`)
  // What autocannon counts in its last, unfinished second is not a rate; the whole is.
  return { requests: amount, per_second: amount / Math.max(result.duration, 0.001), p50_ms: result.latency.p50, p99_ms: result.latency.p99, refused }
}

/** The API's clock, ms: only that one counts, and a Job's node may have another. */
async function clockOf (api: string): Promise<number> {
  const { items } = await json(`${api}/api/auctions?limit=1`) as { items: Array<{ server_time: string }> }
  return items[0] === undefined ? Date.now() : Date.parse(items[0].server_time)
}

/** The last one created is closed last; a few others, because several closers begin at different ends. */
async function allClosed (api: string, ids: string[]): Promise<boolean> {
  const { items } = await json(`${api}/api/auctions?status=open&sort=ending_soon&limit=100`) as { items: Array<{ id: string }> }
  return !items.some(({ id }) => ids.includes(id))
}

async function pipelineOf (api: string): Promise<{ lag: number, pending: number, parked: number, workers: number }> {
  const { pipeline } = await json(`${api}/api/health`) as { pipeline: { lag: number, pending: number, parked: number, workers: number } }
  return pipeline
}

async function json (url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return await response.json()
}

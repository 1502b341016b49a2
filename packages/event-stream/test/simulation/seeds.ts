/**
 * A thread that runs the worlds of some orders, many at a time on one connection, and posts what they came to. Not on the test's own
 * thread: tap follows every promise there, and worlds make millions.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { Redis, type RedisOptions } from 'ioredis'
import type { SeededBug } from './connection.ts'
import { runWorld, type WorldResult } from './world.ts'

export interface SeedsOrder {
  port: number
  database: number
  from: number
  /** Inclusive. */
  to: number
  bug: SeededBug | null
  /** Stops when so many worlds were wrong. */
  most_failures: number
  tracing: boolean
}

export interface SeedsResult {
  worlds: number
  events: number
  steps: number
  repeated: number
  unknown: number
  dead: number
  faults: Record<string, number>
  failures: WorldResult[]
}

const AT_A_TIME = 40

async function run ({ port, database, from, to, bug, most_failures, tracing }: SeedsOrder): Promise<SeedsResult> {
  // All that the worlds ask in one turn goes out in one piece.
  const redis = new Redis({ port, db: database, host: '127.0.0.1', replyMapping: 'legacy', enableAutoPipelining: true } as RedisOptions & { replyMapping: 'legacy' })
  const result: SeedsResult = { worlds: 0, events: 0, steps: 0, repeated: 0, unknown: 0, dead: 0, faults: {}, failures: [] }
  for (let seed = from; seed <= to && result.failures.length < most_failures; seed += AT_A_TIME) {
    const worlds = await Promise.all(Array.from({ length: Math.min(AT_A_TIME, to - seed + 1) }, (_, i) => runWorld(redis, seed + i, bug, tracing)))
    await redis.flushdb()
    for (const world of worlds) {
      result.worlds++
      for (const name of ['events', 'steps', 'repeated', 'unknown', 'dead'] as const) result[name] += world[name]
      for (const [name, count] of Object.entries(world.faults)) result.faults[name] = (result.faults[name] ?? 0) + count
      if (world.violations.length > 0 || tracing) result.failures.push(world)
    }
  }
  redis.disconnect()
  return result
}

const results: SeedsResult[] = []
for (const order of workerData as SeedsOrder[]) results.push(await run(order))
parentPort!.postMessage(results)

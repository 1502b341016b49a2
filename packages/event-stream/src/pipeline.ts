/** The pipeline in numbers: what waits, what is in hand, who works. */
import type { Redis } from 'ioredis'
import { deliveriesKey, parkedKey, remotesKey, retriesKey, streamKey, type StreamNames } from './names.ts'
import { readRates, type Latency, type Rates } from './rates.ts'

export interface Consumer {
  name: string
  pending: number
  /** Since it last asked for work, ms. */
  idle_ms: number
}

export interface Pipeline {
  /** Entries in the stream. */
  length: number
  /** Entries that no worker was given yet, those that return included. */
  lag: number
  /** Entries that a worker was given and has not acknowledged. */
  pending: number
  /** Events that wait for a retry, or for a newer worker. */
  parked: number
  dead: number
  unknown: number
  done: number
  consumers: Consumer[]
  /** Remotes that are tried by one event now and then, because they were away five times in a row. */
  remotes_away: RemoteAway[]
  rates: Rates
  latencies: {
    /** From the append of an event's entry until all its effects were done. */
    event: Latency
    /** Of attempts, by effect. */
    effects: Record<string, Latency>
  }
}

export interface RemoteAway {
  effect: string
  /** Epoch milliseconds. */
  since: number
  /** In a row. */
  failures: number
  /** When one event may try it, epoch milliseconds. */
  next_try_at: number
  error: string
}

type Info = Record<string, string | number | null>
type Counts = Pick<Pipeline, 'length' | 'lag' | 'pending' | 'consumers'>

export async function readPipeline (redis: Redis, names: StreamNames): Promise<Pipeline> {
  const [first, retries, parked, dead, unknown, done, remotes_away, { rates, latencies }] = await Promise.all([
    countsOf(redis, streamKey(names), names.group), countsOf(redis, retriesKey(names), names.group),
    redis.zcard(parkedKey(names)), redis.zcard(deliveriesKey(names, 'dead')), redis.zcard(deliveriesKey(names, 'unknown')), redis.zcard(deliveriesKey(names, 'done')),
    readRemotes(redis, names), readRates(redis, names)
  ])
  const consumers = new Map<string, Consumer>()
  for (const one of [...first.consumers, ...retries.consumers]) {
    const { pending = 0, idle_ms = one.idle_ms } = consumers.get(one.name) ?? {}
    consumers.set(one.name, { name: one.name, pending: pending + one.pending, idle_ms: Math.min(idle_ms, one.idle_ms) })
  }
  return { length: first.length, lag: first.lag + retries.lag, pending: first.pending + retries.pending, parked, dead, unknown, done, consumers: [...consumers.values()], remotes_away, rates, latencies }
}

/** As many failures in a row as `lua/lib/remotes.lua` takes for an outage. */
const AWAY = 5

async function readRemotes (redis: Redis, names: StreamNames): Promise<RemoteAway[]> {
  const known = await redis.hgetall(remotesKey(names))
  return Object.keys(known).filter((field) => field.endsWith(':failures') && Number(known[field]) >= AWAY).map((field) => {
    const effect = field.slice(0, -':failures'.length)
    const of = (name: string) => known[`${effect}:${name}`]
    return { effect, since: Number(of('since')), failures: Number(of('failures')), next_try_at: Number(of('next')), error: of('error') ?? '' }
  })
}

async function countsOf (redis: Redis, stream: string, group: string): Promise<Counts> {
  const length = await redis.xlen(stream)
  // Before the first worker there is no group, and before the first event no stream: everything is still to come.
  const none: Counts = { length, lag: length, pending: 0, consumers: [] }
  if (length === 0 && await redis.exists(stream) === 0) return none
  const own = (await redis.xinfo('GROUPS', stream) as unknown[][]).map(infoOf).find(({ name }) => name === group)
  if (own === undefined) return none
  const consumers = await redis.xinfo('CONSUMERS', stream, group).catch((error: Error) => {
    if (error.message.startsWith('NOGROUP')) return []
    throw error
  }) as unknown[][]
  return {
    length,
    // Redis does not know the lag after entries were deleted by hand: then they are counted.
    lag: own.lag === null || own.lag === undefined ? (await redis.xrange(stream, `(${own['last-delivered-id']}`, '+', 'COUNT', 10_000)).length : Number(own.lag),
    pending: Number(own.pending),
    consumers: consumers.map(infoOf).map(({ name, pending, idle }) => ({ name: String(name), pending: Number(pending), idle_ms: Number(idle) }))
  }
}

function infoOf (flat: unknown[]): Info {
  const info: Info = {}
  for (let i = 0; i + 1 < flat.length; i += 2) info[String(flat[i])] = flat[i + 1] as string | number | null
  return info
}

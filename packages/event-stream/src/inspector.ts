/** Looking at deliveries and the pipeline, and an operator's decisions. Works on any connection, beside any number of workers. */
import type { Redis } from 'ioredis'
import { deliveriesKey, ledgerKey, notesKey, parkedKey, retriesKey, streamKey, type StreamNames } from './names.ts'
import { loadScripts } from './scripts.ts'
import { DELIVERY_STATES, type Delivery, type DeliveryState, type EffectState } from './types.ts'

export interface Pipeline {
  /** Entries in the stream. */
  length: number
  /** Entries that no worker was given yet. */
  lag: number
  /** Entries that a worker was given and has not acknowledged. */
  pending: number
  parked: number
  dead: number
  unknown: number
  done: number
  consumers: Array<{ name: string, pending: number, idle_ms: number }>
}

export interface Inspector {
  /** @returns null when nothing is recorded of the event. */
  delivery: (eventId: string) => Promise<Delivery | null>
  /** A text that was written once for the event. */
  note: (eventId: string, name: string) => Promise<string | null>
  pipeline: () => Promise<Pipeline>
  /** The latest first. @param cursor `next_cursor` of the page before. */
  list: (state: DeliveryState | null, page: { limit: number, cursor?: string }) => Promise<{ items: Delivery[], next_cursor: string | null }>
  resend: (eventId: string, effect: string) => Promise<'scheduled' | 'not_resolvable' | 'not_found'>
  markDone: (eventId: string, effect: string, by: string) => Promise<'marked' | 'not_resolvable' | 'not_found'>
}

export function createInspector (redis: Redis, names: StreamNames): Inspector {
  const run = loadScripts(redis)

  async function delivery (eventId: string): Promise<Delivery | null> {
    const ledger = await redis.hgetall(ledgerKey(names, eventId))
    if (ledger.state === undefined) return null
    const effects: Delivery['effects'] = {}
    for (const name of (ledger.effects ?? '').split(' ').filter(Boolean)) {
      const receipt = ledger[`${name}:receipt`]
      effects[name] = {
        state: (ledger[`${name}:state`] ?? 'pending') as EffectState,
        attempts: Number(ledger[`${name}:attempts`] ?? 0),
        receipt: receipt ? JSON.parse(receipt) as Record<string, unknown> : null,
        last_error: ledger[`${name}:error`] || null,
        updated_at: Number(ledger[`${name}:at`] ?? 0)
      }
    }
    return { event_id: eventId, state: ledger.state as DeliveryState, reason: ledger.reason ?? null, effects }
  }

  async function resolve (eventId: string, effect: string, decision: 'resend' | 'mark-done', receipt: string): Promise<string> {
    const [word = ''] = await run('resolve-effect', [ledgerKey(names, eventId)], [names.prefix, eventId, effect, decision, receipt])
    return word
  }

  return {
    delivery,

    async note (eventId, name) {
      return await redis.hget(notesKey(names, eventId), name)
    },

    async pipeline () {
      const counts = await Promise.all([streamKey(names), retriesKey(names)].map((stream) => groupOf(redis, stream, names.group)))
      const [parked, dead, unknown, done] = await Promise.all([
        redis.zcard(parkedKey(names)), redis.zcard(deliveriesKey(names, 'dead')), redis.zcard(deliveriesKey(names, 'unknown')), redis.zcard(deliveriesKey(names, 'done'))
      ])
      const consumers = new Map<string, { name: string, pending: number, idle_ms: number }>()
      for (const one of counts.flatMap((count) => count.consumers)) {
        const known = consumers.get(one.name)
        consumers.set(one.name, known ? { name: one.name, pending: known.pending + one.pending, idle_ms: Math.min(known.idle_ms, one.idle_ms) } : one)
      }
      const sum = (member: 'lag' | 'pending') => counts.reduce((total, count) => total + count[member], 0)
      return { length: counts[0]!.length, lag: sum('lag'), pending: sum('pending'), parked, dead, unknown, done, consumers: [...consumers.values()] }
    },

    async list (state, { limit, cursor }) {
      const [score, after] = cursor?.split(' ') ?? []
      const pages = await Promise.all((state === null ? DELIVERY_STATES : [state]).map(async (each) => {
        const flat = await redis.zrange(deliveriesKey(names, each), score ?? '+inf', '-inf', 'BYSCORE', 'REV', 'LIMIT', 0, limit + 100, 'WITHSCORES')
        return Array.from({ length: flat.length / 2 }, (_, i) => ({ id: flat[2 * i]!, score: Number(flat[2 * i + 1]) }))
      }))
      const places = pages.flat().sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
        .filter((place) => after === undefined || place.score < Number(score) || (place.score === Number(score) && place.id < after))
      const shown = places.slice(0, limit)
      const items = (await Promise.all(shown.map((place) => delivery(place.id)))).filter((item) => item !== null)
      const last = shown.at(-1)
      return { items, next_cursor: places.length > limit && last ? `${last.score} ${last.id}` : null }
    },

    async resend (eventId, effect) {
      return await resolve(eventId, effect, 'resend', '') as 'scheduled' | 'not_resolvable' | 'not_found'
    },

    async markDone (eventId, effect, by) {
      return await resolve(eventId, effect, 'mark-done', JSON.stringify({ marked_done_by: by, marked_done_at: new Date().toISOString() })) as 'marked' | 'not_resolvable' | 'not_found'
    }
  }
}

type Info = Record<string, string | number>

async function groupOf (redis: Redis, stream: string, group: string): Promise<Pick<Pipeline, 'length' | 'lag' | 'pending' | 'consumers'>> {
  const none = { length: 0, lag: 0, pending: 0, consumers: [] }
  try {
    const [length, groups, consumers] = await Promise.all([redis.xlen(stream), redis.xinfo('GROUPS', stream), redis.xinfo('CONSUMERS', stream, group)]) as [number, unknown[][], unknown[][]]
    const own = groups.map(infoOf).find((each) => each.name === group)
    return {
      length,
      lag: Number(own?.lag ?? 0),
      pending: Number(own?.pending ?? 0),
      consumers: consumers.map(infoOf).map((each) => ({ name: String(each.name), pending: Number(each.pending), idle_ms: Number(each.idle) }))
    }
  } catch (error) {
    // Before the first worker there is no group, and before the first event no stream.
    if (/no such key|NOGROUP/.test((error as Error).message)) return none
    throw error
  }
}

function infoOf (flat: unknown[]): Info {
  const info: Info = {}
  for (let i = 0; i + 1 < flat.length; i += 2) info[String(flat[i])] = flat[i + 1] as string | number
  return info
}

/** Looking at deliveries and the pipeline, and an operator's decisions. Works on any connection, beside any number of workers. */
import type { Redis } from 'ioredis'
import { deliveriesKey, ledgerKey, notesKey, streamKey, type StreamNames } from './names.ts'
import { readPipeline, type Pipeline } from './pipeline.ts'
import { loadScripts } from './scripts.ts'
import { DELIVERY_STATES, type Delivery, type DeliveryState, type EffectState } from './types.ts'

export interface Page {
  /** At least 1. */
  limit: number
  /** `next_cursor` of the page before. */
  cursor?: string
}

export interface Inspector {
  /** @returns null when nothing is recorded of the event: no worker has taken it yet, or there is none. */
  delivery: (eventId: string) => Promise<Delivery | null>
  /** A text that was written once for the event. */
  note: (eventId: string, name: string) => Promise<string | null>
  pipeline: () => Promise<Pipeline>
  /** Has everything that was appended at this time, epoch ms, left the stream? Then what no ledger knows is over, and not still to come. */
  isForgotten: (appended_at: number) => Promise<boolean>
  /** The latest change first. @param state null for all */
  list: (state: DeliveryState | null | undefined, page: Page) => Promise<{ items: Delivery[], next_cursor: string | null }>
  /** Tries an effect again that is unknown or failed, or of a dead event. */
  resend: (eventId: string, effect: string) => Promise<'scheduled' | 'not_resolvable' | 'not_found'>
  /** Says that such an effect has happened. Who says it, and when, is recorded. */
  markDone: (eventId: string, effect: string, by: string | { by: string }) => Promise<'marked' | 'not_resolvable' | 'not_found'>
}

/** An entry's id is read from the clock a little after the time that its own script was told. */
const LONGEST_STEP_MS = 5000

interface Place { id: string, at: number }

export function createInspector (redis: Redis, names: StreamNames): Inspector {
  const run = loadScripts(redis)

  async function delivery (eventId: string): Promise<Delivery | null> {
    return deliveryOf(eventId, await redis.hgetall(ledgerKey(names, eventId)))
  }

  /** The places after the cursor, the latest first: as many as asked for, if there are. */
  async function places (state: DeliveryState, after: Place | null, most: number): Promise<Place[]> {
    const found: Place[] = []
    for (let offset = 0; ; offset += most) {
      const flat = await redis.zrange(deliveriesKey(names, state), after?.at ?? '+inf', '-inf', 'BYSCORE', 'REV', 'LIMIT', offset, most, 'WITHSCORES')
      for (let i = 0; i < flat.length; i += 2) {
        const place = { id: flat[i]!, at: Number(flat[i + 1]) }
        // Several may have changed in the cursor's millisecond: those before it were on the page before.
        if (after === null || follows(place, after)) found.push(place)
      }
      if (found.length >= most || flat.length < 2 * most) return found.slice(0, most)
    }
  }

  async function resolve (eventId: string, effect: string, decision: 'resend' | 'mark-done', by: string): Promise<string> {
    return (await run('resolve-effect', [ledgerKey(names, eventId)], [names.prefix, eventId, effect, decision, by]))[0]!
  }

  return {
    delivery,

    async note (eventId, name) {
      return await redis.hget(notesKey(names, eventId), name)
    },

    async pipeline () {
      return await readPipeline(redis, names)
    },

    async isForgotten (appended_at) {
      const [first] = await redis.xrange(streamKey(names), '-', '+', 'COUNT', 1)
      return first === undefined || Number.parseInt(first[0]) > appended_at + LONGEST_STEP_MS
    },

    async list (state, { limit, cursor }) {
      const after = cursor === undefined ? null : placeOf(cursor)
      const found = await Promise.all((state ? [state] : DELIVERY_STATES).map(async (each) => await places(each, after, limit + 1)))
      const sorted = found.flat().sort((a, b) => follows(a, b) ? 1 : -1)
      const shown = sorted.slice(0, limit)
      const items = (await Promise.all(shown.map(async ({ id }) => await delivery(id)))).filter((item) => item !== null)
      const last = shown.at(-1)
      return { items, next_cursor: sorted.length > limit && last ? `${last.at} ${last.id}` : null }
    },

    async resend (eventId, effect) {
      return await resolve(eventId, effect, 'resend', '') as 'scheduled' | 'not_resolvable' | 'not_found'
    },

    async markDone (eventId, effect, by) {
      return await resolve(eventId, effect, 'mark-done', typeof by === 'string' ? by : by.by) as 'marked' | 'not_resolvable' | 'not_found'
    }
  }
}

function deliveryOf (eventId: string, ledger: Record<string, string>): Delivery | null {
  if (ledger.state === undefined) return null
  const effects: Delivery['effects'] = {}
  for (const name of (ledger.effects ?? '').split(' ').filter(Boolean)) {
    const at = Number(ledger[`${name}:at`] ?? 0)
    const receipt = ledger[`${name}:receipt`]
    const by = ledger[`${name}:marked_by`]
    effects[name] = {
      state: (ledger[`${name}:state`] ?? 'pending') as EffectState,
      attempts: Number(ledger[`${name}:attempts`] ?? 0),
      receipt: receipt === undefined && by === undefined
        ? null
        : { ...(receipt && JSON.parse(receipt) as Record<string, unknown>), ...(by !== undefined && { marked_done_by: by, marked_done_at: new Date(at).toISOString() }) },
      last_error: ledger[`${name}:error`] || null,
      retry_at: ledger[`${name}:state`] === 'retry' && ledger[`${name}:retry_at`] ? Number(ledger[`${name}:retry_at`]) : null,
      updated_at: at
    }
  }
  return { event_id: eventId, state: ledger.state as DeliveryState, reason: ledger.reason ?? null, effects }
}

/** Whether a place comes after another in a list: earlier, or in the same millisecond with a smaller name. */
function follows (place: Place, other: Place): boolean {
  return place.at < other.at || (place.at === other.at && place.id < other.id)
}

/** A cursor that is none of ours is the start of the list. */
function placeOf (cursor: string): Place | null {
  const [, at, id] = /^(\d{1,16}) (.+)$/s.exec(cursor) ?? []
  return at === undefined || id === undefined ? null : { at: Number(at), id }
}

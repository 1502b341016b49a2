/** The single steps that a worker's loops repeat on its two streams: the first, and the one of retries. */
import type { Redis } from 'ioredis'
import { fieldsOf } from './entry.ts'
import type { Hooks } from './hooks.ts'
import type { InHand } from './in-hand.ts'
import { beatKey, deliveriesKey, ledgerKey, parkedKey, retriesKey, streamKey, untoldKey, type StreamNames } from './names.ts'
import type { RunScript } from './scripts.ts'

export interface StreamsContext {
  run: RunScript
  commands: Redis
  reader: Redis
  names: StreamNames
  consumer: string
  lease_ms: number
  max_age_ms: number
  hand: InHand
  hooks: Required<Hooks>
  stopping: AbortSignal
}

export interface Streams {
  /** Waits for a slot, then for entries. */
  read: () => Promise<void>
  /** The reader was away: entries may have been given to this consumer without reaching it. The next read asks for them. */
  missed: () => void
  /** Shows that the worker is there, renews the leases of all that is in hand, and tells the handling of an entry that is lost. */
  beat: () => Promise<void>
  /** One round of taking over what dead workers left, as fast as slots become free. */
  reclaim: () => Promise<void>
  /** Lets the events return whose time has come. */
  returnDue: (schedule: string) => Promise<void>
  /** Removes consumers that hold nothing and have been silent for so long. */
  forget: (idle_ms: number) => Promise<void>
  /** Tells of the effects that became unknown and that nobody was told of, once. */
  tellUnknowns: (how: { type: string, gather_ms: number }) => Promise<void>
  /** Trims the streams and forgets what settled long ago, unless another worker has done so lately. */
  clean: (interval_ms: number) => Promise<void>
  /** Leaves what is held to others, and the group when nothing is held. */
  handOver: () => Promise<void>
  /** The commands that Redis denies this user. */
  denied: () => Promise<string[]>
}

type Reply = Array<[stream: string, entries: Array<[id: string, flat: string[] | null]>]> | null

const BLOCK_MS = 2000
/** Events that return in one step. */
const MOST_RETURNS = 100
/** Events that are forgotten in one step. */
const MOST_FORGOTTEN = 500
/** Effects that are named when somebody is told. */
const MOST_TOLD = 100
/** What waits for an operator is remembered so many times longer. */
const PATIENCE = 3

export function createStreams ({ run, commands, reader, names, consumer, lease_ms, max_age_ms, hand, hooks, stopping }: StreamsContext): Streams {
  const { prefix, group } = names
  const streams = [streamKey(names), retriesKey(names)]
  let history = true

  return {
    async read () {
      await hand.whenFree()
      if (stopping.aborted) return
      const unseen = history
      history = false
      try {
        const reply = (unseen
          // Its own history: a consumer that kept its name, or a reply that was lost with its connection.
          ? await reader.xreadgroup('GROUP', group, consumer, 'COUNT', 1000 + hand.entries().length, 'STREAMS', ...streams, '0', '0')
          : await reader.xreadgroup('GROUP', group, consumer, 'COUNT', Math.max(1, hand.free()), 'BLOCK', BLOCK_MS, 'STREAMS', ...streams, '>', '>')) as Reply
        for (const [stream, entries] of reply ?? []) for (const [id, flat] of entries) if (flat !== null) hand.add({ stream, id, fields: fieldsOf(flat) })
      } catch (error) {
        history = true
        if (stopping.aborted) return
        if ((error as Error).message.includes('NOGROUP')) await createGroup(commands, names)
        throw error
      }
    },

    missed () { history = true },

    async beat () {
      const entries = hand.entries()
      const lost = await run('heartbeat', [beatKey(names), ...streams, ...entries.map(({ stream }) => stream)], [group, consumer, lease_ms, ...entries.map(({ id }) => id)])
      for (const position of lost) {
        const entry = entries[Number(position) - 1]!
        // A handling that has just acknowledged its entry does not own it either, and is about to end.
        if (hand.lose(entry)) hooks.lost(entry.fields.event_id ?? '')
      }
    },

    async reclaim () {
      let count = 0
      for (const stream of streams) {
        let cursor = '0-0'
        do {
          await hand.whenFree()
          if (stopping.aborted) return
          const [word, next = '0-0', entries = []] = await run('reclaim', [beatKey(names), stream], [group, consumer, lease_ms, cursor, hand.free()])
          if (word === 'waiting') break
          for (const [id, flat] of entries) if (hand.add({ stream, id, fields: fieldsOf(flat) })) count++
          cursor = next
        } while (cursor !== '0-0')
      }
      if (count > 0) hooks.reclaimed(count)
    },

    async returnDue (schedule) {
      while (!stopping.aborted) {
        const [count] = await run('return-due', [schedule, retriesKey(names)], [prefix, MOST_RETURNS])
        if (Number(count) < MOST_RETURNS) return
      }
    },

    async forget (idle_ms) {
      await run('leave-group', streams, [group, '', idle_ms])
    },

    async tellUnknowns ({ type, gather_ms }) {
      await run('tell-unknowns', [untoldKey(names), retriesKey(names), beatKey(names)], [gather_ms, type, MOST_TOLD])
    },

    async clean (interval_ms) {
      const [word] = await run('trim', [beatKey(names), ...streams], [group, max_age_ms, interval_ms])
      if (word === 'fresh') return
      for (const state of ['done', 'unknown', 'dead'] as const) {
        const kept_ms = state === 'done' ? max_age_ms : max_age_ms * PATIENCE
        for (let count = MOST_FORGOTTEN; count === MOST_FORGOTTEN && !stopping.aborted;) {
          count = Number((await run('forget-events', [deliveriesKey(names, state), ...streams], [prefix, state, kept_ms, MOST_FORGOTTEN]))[0])
        }
      }
    },

    async handOver () {
      await run('hand-over', streams, [prefix, group, consumer, lease_ms])
      await run('leave-group', streams, [group, consumer, 0])
    },

    async denied () {
      return await run('check-access', [ledgerKey(names, ''), parkedKey(names), ...streams], [group])
    }
  }
}

/** Creates the streams and their groups where they are missing, from the very first entry on: ledgers know what was handled before. */
export async function createGroup (redis: Redis, names: StreamNames): Promise<void> {
  for (const stream of [streamKey(names), retriesKey(names)]) {
    await redis.xgroup('CREATE', stream, names.group, '0', 'MKSTREAM').catch((error: Error) => {
      if (!error.message.startsWith('BUSYGROUP')) throw error
    })
  }
}

/** The ledger as a worker sees it: each step is one script, asks whether the entry is still this worker's, and may be sent twice. */
import type { Entry } from './entry.ts'
import type { Verdict } from './judge.ts'
import { ledgerKey, notesKey, type StreamNames } from './names.ts'
import type { RunScript } from './scripts.ts'
import type { DeliveryState, EffectState, StreamEvent } from './types.ts'

export interface TakenEffect {
  name: string
  state: EffectState
  /** Attempts that count towards the limit. */
  attempts: number
  /** Before a retry is due. */
  due_in_ms: number
  /** Before the newest attempt is surely over, whoever made it. */
  over_in_ms: number
  /** The newest attempt committed: it may have happened. */
  committed: boolean
}

/** What a ledger must know of an event's type when it takes the event. */
export interface EffectNames {
  all: string[]
  /** Those whose attempts commit. */
  committing: string[]
  /** Those that somebody is told of when they are unknown. */
  told: string[]
  keep_notes: boolean
}

export type Taken =
  | { word: 'taken', effects: TakenEffect[] }
  | { word: 'suspect' | 'settled' | 'duplicate' | 'buried' | 'lost' }
export type Started = { word: 'started', number: number, counted: number } | { word: 'away' | 'settled' | 'lost' }
export type Recorded = { word: 'settled', state: DeliveryState } | { word: 'recorded' | 'open' | 'lost' }

export interface EndedAttempt {
  /** Null for one whose worker is gone. */
  attempt: string | null
  verdict: Verdict
  /** What it said about its remote, and how long that wants to be left alone. */
  remote: 'away' | 'there' | ''
  patience_ms: number
  /** Somebody is to be told if it is unknown. */
  tell: boolean
}

export interface Ledger {
  /** @param take names this taking, so that asking again counts once. @param alone nothing else is in hand */
  take: (entry: Entry, event: StreamEvent, effects: EffectNames, take: string, alone: boolean) => Promise<Taken>
  /** Before the remote is called. Renews the lease. @param chance between 0 and 1 */
  start: (entry: Entry, eventId: string, effect: string, attempt: string, chance: number) => Promise<Started>
  /** @returns whether the attempt may go on. */
  commit: (entry: Entry, eventId: string, effect: string, attempt: string) => Promise<boolean>
  finish: (entry: Entry, eventId: string, effect: string, ended: EndedAttempt) => Promise<Recorded>
  /** Adds up once more, when no record did. */
  settle: (entry: Entry, eventId: string) => Promise<Recorded>
  setAside: (entry: Entry, event: StreamEvent, state: 'dead' | 'parked', reason: string) => Promise<'aside' | 'settled' | 'stray' | 'lost'>
  /** @returns the text that is recorded under the name, after recording this one if there was none. */
  note: (eventId: string, name: string, text: string) => Promise<string>
  noted: (eventId: string, name: string) => Promise<string | null>
}

/** Handlings of an event that may end without a result, before it goes to the dead letters. */
const MOST_STARTS = 3
/** How long an event of a newer release waits until somebody looks again, ms. */
const NEWER_MS = 60_000

export function createLedger (run: RunScript, readNote: (key: string, name: string) => Promise<string | null>, names: StreamNames, consumer: string, lease_ms: number): Ledger {
  const { prefix, group } = names
  const keys = (entry: Entry, eventId: string) => [ledgerKey(names, eventId), entry.stream]

  return {
    async take (entry, event, effects, take, alone) {
      const [word, ...flat] = await run('take-event', keys(entry, event.event_id), [
        prefix, group, entry.id, consumer, take, event.event_id, event.type, event.version, event.payload, event.traceparent ?? '',
        effects.all.join(' '), effects.committing.join(' '), effects.told.join(' '), flag(effects.keep_notes), MOST_STARTS, flag(alone)
      ])
      if (word !== 'taken') return { word: word as Exclude<Taken['word'], 'taken'> }
      const taken: TakenEffect[] = []
      for (let i = 0; i < flat.length; i += 6) {
        const [name, state, attempts, due, over, committed] = flat.slice(i, i + 6) as [string, EffectState, string, string, string, string]
        taken.push({ name, state, attempts: Number(attempts), due_in_ms: Number(due), over_in_ms: Number(over), committed: committed === '1' })
      }
      return { word, effects: taken }
    },

    async start (entry, eventId, effect, attempt, chance) {
      const [word, number, counted] = await run('start-effect', keys(entry, eventId), [prefix, group, entry.id, consumer, effect, attempt, lease_ms, chance])
      return word === 'started' ? { word, number: Number(number), counted: Number(counted) } : { word: word as 'away' | 'settled' | 'lost' }
    },

    async commit (entry, eventId, effect, attempt) {
      return (await run('commit-effect', keys(entry, eventId), [group, entry.id, consumer, effect, attempt]))[0] === 'committed'
    },

    async finish (entry, eventId, effect, { attempt, verdict: { state, receipt = '', error = '', delay_ms }, remote, patience_ms, tell }) {
      return recorded(await run('finish-effect', keys(entry, eventId), [
        prefix, group, entry.id, consumer, eventId, effect, attempt ?? '', state, receipt, error, delay_ms, remote, patience_ms, flag(tell)
      ]))
    },

    async settle (entry, eventId) {
      return recorded(await run('settle-event', keys(entry, eventId), [prefix, group, entry.id, consumer, eventId]))
    },

    async setAside (entry, event, state, reason) {
      const { type = '', version = '', payload = '', traceparent = '' } = entry.fields
      const [word] = await run('set-aside', keys(entry, event.event_id), [prefix, group, entry.id, consumer, event.event_id, state, reason, NEWER_MS, type, version, payload, traceparent])
      return word as 'aside' | 'settled' | 'stray' | 'lost'
    },

    async note (eventId, name, text) {
      return (await run('note-once', [notesKey(names, eventId)], [name, text]))[0]!
    },

    async noted (eventId, name) {
      return await readNote(notesKey(names, eventId), name)
    }
  }
}

const flag = (is: boolean) => is ? '1' : '0'

function recorded ([word, state]: string[]): Recorded {
  return word === 'settled' ? { word, state: state as DeliveryState } : { word: word as 'recorded' | 'open' | 'lost' }
}

/** What became of the events on one side: pure counting. */

export interface LabEvent {
  /** The auction's title: a mail names nothing else. */
  title: string
  /** When it was to happen, epoch milliseconds. */
  at: number
}

export interface Arrival { title: string, at: number }

/** `unknown`: nothing arrived, or nobody knows, and an operator is told so. `lost`: nothing arrived, and nobody will ever say so. */
export type Fate = 'once' | 'repeated' | 'unknown' | 'lost'

export interface Outcome extends LabEvent {
  fate: Fate
  mails: number
  /** From the event to its first mail; null without one. */
  took_ms: number | null
}

export interface Tally {
  events: number
  once: number
  repeated: number
  lost: number
  unknown: number
  /** Arrived all the same, but only after somebody had come to take over. */
  recovered: number
  slowest_ms: number
}

/** An arrival later than this had to wait for somebody to take over, ms. */
export const LATE_MS = 2500

export function outcomes (events: readonly LabEvent[], arrivals: readonly Arrival[], unknown: ReadonlySet<string>): Outcome[] {
  return events.map(({ title, at }) => {
    const times = arrivals.filter((arrival) => arrival.title === title).map((arrival) => arrival.at)
    const fate = unknown.has(title) ? 'unknown' : times.length > 1 ? 'repeated' : times.length === 1 ? 'once' : 'lost'
    return { title, at, fate, mails: times.length, took_ms: times.length === 0 ? null : Math.max(0, Math.min(...times) - at) }
  })
}

export function tally (all: readonly Outcome[]): Tally {
  const count = (fate: Fate) => all.filter((each) => each.fate === fate).length
  const times = all.flatMap(({ took_ms }) => took_ms === null ? [] : [took_ms])
  return {
    events: all.length,
    once: count('once'),
    repeated: count('repeated'),
    lost: count('lost'),
    unknown: count('unknown'),
    recovered: times.filter((ms) => ms > LATE_MS).length,
    slowest_ms: Math.max(0, ...times)
  }
}

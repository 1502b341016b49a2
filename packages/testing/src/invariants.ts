/**
 * What must hold when all is over, whatever broke meanwhile. One checker for every suite: it is given what was observed, as plain data,
 * and knows neither Redis nor auctions.
 *
 * - every effect that was due has happened once, or is recorded as unknown or failed
 * - what is recorded agrees with what the remotes took: done means taken, failed means not taken
 * - nothing is pending, and nothing happened without its event
 * - only what was in flight when something broke may be unknown
 * - only what a remote had accepted and nobody had recorded, when something broke, may come twice; where effects are sent again when
 *   they are unknown, and under the same name
 */

/** An effect of an event, `<event id> <effect>`. */
export type EffectKey = `${string} ${string}`
export const effectKey = (eventId: string, effect: string): EffectKey => `${eventId} ${effect}`

/** Something that broke. */
export interface Fault {
  /** Such as `SIGKILL at email accepted`. */
  name: string
  /** Recorded as having begun to call its remote, and not as ended, when it struck. */
  in_flight: EffectKey[]
  /** Those among them that their remote had accepted. */
  accepted: EffectKey[]
  /** Newest records may be gone with it, as after a failover: what was accepted may come again even where nothing is resent. */
  forgetful?: boolean
}

export interface Observation {
  /** Every event that was announced, with the effects that are due for it. */
  events: Array<{ event_id: string, effects: string[] }>
  /** What the ledgers say. */
  deliveries: Array<{ event_id: string, effects: Record<string, { state: string }> }>
  /** What the remotes took, one each time. `name` is what a reader can tell a repetition by, such as a Message-ID. */
  arrivals: Array<{ event_id: string, effect: string, name?: string }>
  /** Entries that are waiting, in hand, or parked. */
  pending: number
  faults: Fault[]
  /** Effects that are sent again when they are unknown. */
  resend: string[]
}

export interface Verdict {
  /** One line each; empty when all holds. */
  violations: string[]
  faults: number
  events: number
  /** Effects that were due and neither happened nor are said not to have. */
  lost: number
  /** Arrivals beyond the first, whether or not they are excused. */
  repeated: number
  unknown: number
  failed: number
}

export function checkInvariants ({ events, deliveries, arrivals, pending, faults, resend }: Observation): Verdict {
  const violations: string[] = []
  const counts = { lost: 0, repeated: 0, unknown: 0, failed: 0 }
  const known = new Map(events.map((event) => [event.event_id, event]))
  const ledgers = new Map(deliveries.map((delivery) => [delivery.event_id, delivery]))
  const taken = new Map<EffectKey, string[]>()
  for (const { event_id, effect, name = '' } of arrivals) {
    const key = effectKey(event_id, effect)
    taken.set(key, [...taken.get(key) ?? [], name])
    if (!known.get(event_id)?.effects.includes(effect)) violations.push(`${key}: happened, and was not due`)
  }
  for (const { event_id } of deliveries) if (!known.has(event_id)) violations.push(`${event_id}: a ledger without an event`)
  if (known.size !== events.length) violations.push('an event was announced twice')
  if (pending > 0) violations.push(`${pending} still pending at the end`)

  const inFlight = (key: EffectKey) => faults.some(({ in_flight }) => in_flight.includes(key))
  for (const { event_id, effects } of events) {
    const delivery = ledgers.get(event_id)
    for (const effect of effects) {
      const key = effectKey(event_id, effect)
      const names = taken.get(key) ?? []
      const state = delivery?.effects[effect]?.state ?? 'not recorded'
      const lost = (why: string) => {
        counts.lost++
        violations.push(`${key}: ${why}`)
      }
      if (state === 'unknown') counts.unknown++
      if (state === 'failed') counts.failed++

      if (state === 'done' && names.length === 0) lost('recorded as done, and never arrived')
      else if (state === 'unknown' && !inFlight(key)) violations.push(`${key}: unknown, and was not in flight when anything broke`)
      else if (state === 'failed' && names.length > 0) violations.push(`${key}: recorded as failed, and arrived`)
      else if (!['done', 'unknown', 'failed'].includes(state)) lost(`${state} at the end`)

      if (names.length > 1) {
        counts.repeated += names.length - 1
        const excuses = faults.filter(({ accepted, forgetful }) => accepted.includes(key) && (forgetful || resend.includes(effect))).length
        if (names.length - 1 > excuses) violations.push(`${key}: arrived ${names.length} times, with an excuse for ${excuses + 1}`)
        if (new Set(names).size > 1) violations.push(`${key}: arrived again under another name: ${names.join(', ')}`)
      }
    }
  }
  return { violations, faults: faults.length, events: events.length, ...counts }
}

/**
 * The vocabulary of this room. It knows nothing of what the events are about.
 *
 * - event: one entry of a Redis Stream, with an id that is its name for good
 * - effect: one thing that an event causes outside, such as a mail
 * - attempt: one try at an effect; its start is recorded before the remote is called
 * - ledger: the record of an event's effects; it outlives the stream entry
 * - commit: an attempt's last step before its remote may have acted; until then it is proven not to have happened
 * - lease: how long an entry may go without a heartbeat before another worker may take it
 * - park: acknowledge an event whose effects wait for a retry, and schedule its return, in one step
 * - dead letter: an event that cannot be handled, kept with its reason
 */

export const EFFECT_STATES = ['pending', 'attempting', 'retry', 'done', 'skipped', 'failed', 'unknown'] as const
export type EffectState = typeof EFFECT_STATES[number]

export const DELIVERY_STATES = ['pending', 'processing', 'parked', 'unknown', 'dead', 'done'] as const
/** The state of an event as a whole. `done`: every effect is done or skipped. */
export type DeliveryState = typeof DELIVERY_STATES[number]

export interface EffectRecord {
  state: EffectState
  /** Attempts that were started. */
  attempts: number
  /** What the remote gave in return, such as a message id. */
  receipt: Record<string, unknown> | null
  /** Scrubbed of addresses and secrets by whoever reported it. */
  last_error: string | null
  /** When it is tried again, epoch milliseconds on Redis' clock; null unless it waits for that. */
  retry_at: number | null
  /** Epoch milliseconds on Redis' clock. */
  updated_at: number
}

export interface Delivery {
  event_id: string
  state: DeliveryState
  /** Why the event is dead; null otherwise. */
  reason: string | null
  effects: Record<string, EffectRecord>
}

/** The payload of the event that tells of effects that became unknown. */
export interface UnknownEffects {
  /** How many there are. */
  count: number
  /** The oldest of them, a hundred at most. */
  effects: Array<{ event_id: string, effect: string }>
}

/** An entry of the stream, decoded as far as this room can. */
export interface StreamEvent {
  event_id: string
  type: string
  version: number
  /** JSON text; the event type's `decode` reads it. */
  payload: string
  traceparent: string | null
}

/** How an effect that did not come about is tried again: doubling delays, of which the second half is chance. */
export interface RetryPolicy {
  /** Attempts at most; an operator's resend grants as many again. Waiting while the remote is away costs none. */
  attempts: number
  base_ms: number
  max_ms: number
}

/**
 * What an attempt came to. Returning one of these is the normal way. A thrown error counts as `unknown_delivery`, or, from an effect that
 * commits and had not yet, as `not_delivered`.
 */
export type AttemptResult =
  | { result: 'done', receipt: Record<string, unknown> }
  | { result: 'skipped', reason: string }
  /**
   * Proven not to have happened: it is tried again, not before `retry_after_ms`. `remote: 'away'` says that the same would have happened
   * to anybody. After five such results, or unknown ones, in a row the remote is tried by one event now and then, and the others wait.
   */
  | { result: 'not_delivered', error: string, retry_after_ms?: number, remote?: 'away' }
  /** Proven not to have happened, and trying again cannot help. */
  | { result: 'refused', error: string }
  /** Nothing is proven. Held for an operator, or sent again where the effect says so. */
  | { result: 'unknown_delivery', error: string }

export interface Attempt<T> {
  event: StreamEvent
  payload: T
  effect: string
  /** 1 for the first. */
  number: number
  /** Fires at the attempt's deadline, or when the lease is lost: sockets must be destroyed then. */
  signal: AbortSignal
  /**
   * A text that is written once per event and is the same for every later attempt, whoever makes it.
   * The first `write` to be recorded wins, and its text is what everybody gets.
   */
  once: (name: string, write: () => Promise<string>) => Promise<string>
  /**
   * For effects that declare `commits`: to be awaited directly before the first byte that could make the remote act. Rejects when the
   * attempt may not go on, because its time is over or the event is another worker's by now: then nothing may be sent.
   */
  commit: () => Promise<void>
}

export interface EffectDefinition<T> {
  /**
   * Called at most once at a time per event and effect in the whole group, after the attempt's start is recorded.
   * Must settle soon after `signal` fires; what it reports after the lease is lost is thrown away.
   */
  attempt: (attempt: Attempt<T>) => Promise<AttemptResult>
  /**
   * Its attempts call `commit`. One that did not get there, because its worker died or it threw, is proven not to have happened, and is
   * made again.
   */
  commits?: boolean
  /** What a recorded start without a result means when its owner is gone: `retry` only for effects that are safe to repeat. */
  on_orphan: 'retry' | 'unknown'
  /** What follows an unknown delivery: wait for an operator, or send again. */
  on_unknown: 'hold' | 'resend'
  /** Default: the worker's. */
  retry?: RetryPolicy
}

export interface EventType<T> {
  /** The newest version that this release understands; newer ones are parked, not thrown away. */
  version: number
  /** @returns null for a malformed payload, which goes to the dead letters. */
  decode: (payload: string) => T | null
  /** Do the event's notes outlive its ledger? No, if not given. */
  keep_notes?: (payload: T) => boolean
  effects: Record<string, EffectDefinition<T>>
}

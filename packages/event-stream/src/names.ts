/** The names of all keys. They share the prefix's hash tag, so that every step is one script on one slot. */

export interface StreamNames {
  /** With a hash tag, such as `{p0}:`. */
  prefix: string
  /** The stream that events are appended to, without the prefix. */
  stream: string
  group: string
}

export const streamKey = (names: StreamNames) => names.prefix + names.stream
/** Where parked events return, so that other groups on the first stream see each event once. */
export const retriesKey = (names: StreamNames) => `${names.prefix}retries`
/** Sorted set: the ids of parked events by the time of their return. */
export const parkedKey = (names: StreamNames) => `${names.prefix}parked`
/** Hash: all that is known of one event; `lua/lib/ledger.lua` lists its fields. */
export const ledgerKey = (names: StreamNames, eventId: string) => `${names.prefix}ledger:${eventId}`
/** Hash: texts that were written once per event. They go with the ledger, unless the event's type keeps them. */
export const notesKey = (names: StreamNames, eventId: string) => `${names.prefix}notes:${eventId}`
export const attachmentKey = (names: StreamNames, eventId: string) => `${names.prefix}attachment:${eventId}`
/** Says that an event from elsewhere was appended. */
export const markKey = (names: StreamNames, eventId: string) => `${names.prefix}appended:${eventId}`
/** Sorted set: the ids of the events in one state by the time they came to it. */
export const deliveriesKey = (names: StreamNames, state: string) => `${names.prefix}deliveries:${state}`
/** Hash: when a worker last gave a sign of life, since when entries may be reclaimed, when the streams were trimmed. */
export const beatKey = (names: StreamNames) => `${names.prefix}beat`
/** Hash: which remotes are away; `lua/lib/remotes.lua` lists its fields. */
export const remotesKey = (names: StreamNames) => `${names.prefix}remotes`
/** Hash: what happened in one minute since the epoch; `lua/lib/minute.lua` lists its fields. */
export const minuteKey = (names: StreamNames, minute: number) => `${names.prefix}minute:${minute}`
/** Sorted set: effects that are unknown and that nobody was told of, by when they became so. */
export const untoldKey = (names: StreamNames) => `${names.prefix}untold`

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
export const parkedKey = (names: StreamNames) => `${names.prefix}parked`
export const ledgerKey = (names: StreamNames, eventId: string) => `${names.prefix}ledger:${eventId}`
/** Texts that were written once per event. They outlive the ledger. */
export const notesKey = (names: StreamNames, eventId: string) => `${names.prefix}notes:${eventId}`
export const attachmentKey = (names: StreamNames, eventId: string) => `${names.prefix}attachment:${eventId}`
export const markKey = (names: StreamNames, eventId: string) => `${names.prefix}appended:${eventId}`
export const deliveriesKey = (names: StreamNames, state: string) => `${names.prefix}deliveries:${state}`

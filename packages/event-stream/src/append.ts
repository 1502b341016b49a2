/** Appending events that come from elsewhere. Events of one's own are appended by the script that causes them. */
import type { Redis } from 'ioredis'
import { attachmentKey, ledgerKey, markKey, streamKey, type StreamNames } from './names.ts'
import { loadScripts } from './scripts.ts'

export interface NewEvent {
  event_id: string
  type: string
  version: number
  /** JSON. */
  payload: string
  /** What must not stand in the stream, such as names; it goes when all effects are done, and with the memory of the event at the latest. */
  attachment?: string
  /** How long a second one of the same name is refused, ms. */
  dedupe_ms: number
}

/** Appends an event unless one of its name was appended lately, or is still remembered, however many callers try. */
export async function appendOnce (redis: Redis, names: StreamNames, event: NewEvent): Promise<'appended' | 'duplicate'> {
  const [word] = await loadScripts(redis)('append-once',
    [markKey(names, event.event_id), streamKey(names), attachmentKey(names, event.event_id), ledgerKey(names, event.event_id)],
    [event.dedupe_ms, event.attachment ?? '', event.event_id, event.type, event.version, event.payload])
  return word as 'appended' | 'duplicate'
}

/** @returns null when the event has none, or is settled. */
export async function attachment (redis: Redis, names: StreamNames, eventId: string): Promise<string | null> {
  return await redis.get(attachmentKey(names, eventId))
}

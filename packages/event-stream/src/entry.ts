/** An entry of a stream, and what this release makes of it. */
import type { EventType, StreamEvent } from './types.ts'

/** An entry that this worker was given. */
export interface Entry {
  stream: string
  id: string
  fields: Record<string, string>
}

export type ReadEntry =
  | { kind: 'event', event: StreamEvent, type: EventType<unknown>, payload: unknown }
  | { kind: 'newer' | 'malformed', event: StreamEvent, reason: string }

/** The fields of a reply: a flat list of names and values. */
export function fieldsOf (flat: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = Object.create(null)
  for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i]!] = flat[i + 1]!
  return fields
}

/** An entry that has no name of its own gets one, so that it can be listed. */
export const strayId = (entry: Entry) => `entry_${entry.id}`

export function readEntry (entry: Entry, types: Record<string, EventType<unknown>>): ReadEntry {
  const { event_id, type: name = '', version = '', payload, traceparent } = entry.fields
  const event: StreamEvent = { event_id: event_id || strayId(entry), type: name, version: Number(version), payload: payload ?? '', traceparent: traceparent || null }
  if (!event_id) return { kind: 'malformed', event, reason: 'the entry has no event_id' }
  if (name === '') return { kind: 'malformed', event, reason: 'the entry has no type' }
  if (!/^[1-9]\d{0,8}$/.test(version)) return { kind: 'malformed', event, reason: 'the entry has no whole version' }
  if (payload === undefined) return { kind: 'malformed', event, reason: 'the entry has no payload' }
  const type = Object.hasOwn(types, name) ? types[name] : undefined
  if (type === undefined || event.version > type.version) return { kind: 'newer', event, reason: `this release does not know ${name} version ${version}` }
  const decoded = decode(type, payload)
  if (decoded === null) return { kind: 'malformed', event, reason: 'the payload is malformed' }
  return { kind: 'event', event, type, payload: decoded }
}

function decode (type: EventType<unknown>, payload: string): unknown {
  try {
    return type.decode(payload)
  } catch {
    return null
  }
}

/** Lists answer `{items, next_cursor}`. A cursor is opaque to clients: the place where a page ended, in base64url. */
import type { Place } from '@martelo/auction-store'
import { Type, type TSchema } from 'typebox'
import { invalid } from './problems.ts'

export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  cursor: Type.Optional(Type.String({ maxLength: 300, description: 'next_cursor of the page before.' }))
}

export function pageOf (items: TSchema) {
  return Type.Object({ items: Type.Array(items), next_cursor: Type.Union([Type.String(), Type.Null()]) })
}

export function nextCursor (place: Place | null): string | null {
  return place && encodeCursor(place)
}

export function encodeCursor (place: Place): string {
  return Buffer.from(JSON.stringify([place.score, place.id])).toString('base64url')
}

/** @throws Problem invalid_request when the text is not a cursor of ours */
export function decodeCursor (cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  try {
    const [score, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof score === 'number' && typeof id === 'string') return { score, id }
  } catch {}
  throw invalid('/cursor', 'is not a cursor')
}

/**
 * The Idempotency-Key header → the operation that the store keeps. Key and effect commit in one script, so a twin never finds its first
 * still running: it waits for the script and gets the same answer.
 */
import { createHash } from 'node:crypto'
import type { Operation } from '@martelo/auction-store'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { viewerOf } from './authentication.ts'

/** The headers of a route that takes a key. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: 'A name of your own for this request, for this account and address: sent again with the same body within 24 hours, it gets the same answer, and nothing happens twice.' }))
})

/** The request's headers have been checked against {@link IdempotencyHeaders}. */
export function operationOf (request: FastifyRequest): Operation {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return null
  const path = request.url.split('?', 1)[0]
  return {
    key,
    scope: `${viewerOf(request).account.id} ${request.method} ${path}`,
    fingerprint: createHash('sha256').update(JSON.stringify(sorted(request.body) ?? null)).digest('base64url')
  }
}

/** The same body with its members in another order is the same request. */
function sorted (value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([member, inner]) => [member, sorted(inner)]))
}

/**
 * The Idempotency-Key header → the operation that the store keeps. Key and effect commit in one script, so a twin never finds its first
 * still running: it waits for the script and gets the same answer.
 */
import { createHash } from 'node:crypto'
import type { Operation } from '@martelo/auction-store'
import type { FastifyRequest } from 'fastify'
import { viewerOf } from './authentication.ts'
import { invalid } from './problems.ts'

/** @throws Problem invalid_request */
export function operationOf (request: FastifyRequest): Operation {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || key.length === 0 || key.length > 255) throw invalid('/headers/idempotency-key', 'must have 1 to 255 characters')
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

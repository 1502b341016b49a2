/**
 * Problem documents (RFC 9457). Every error that a client sees is made here; the codes are stable.
 */
import type { Rejection, RejectionCode } from '@martelo/auction'
import { formatMoney } from '@martelo/auction'
import { createSparing, isRedisUnavailable } from '@martelo/service-runtime'
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { fieldErrors } from './validation-errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The code that it was refused with. */
    problem: ProblemCode | null
  }
}

/** Every code and its one status. A rejection of the rules without a status here does not compile. */
export const STATUS_OF = {
  invalid_request: 400,
  unauthenticated: 401,
  invalid_code: 401,
  not_owner: 403,
  not_admin: 403,
  own_auction: 403,
  blocked: 403,
  cross_site: 403,
  auction_not_found: 404,
  not_found: 404,
  report_pending: 404,
  auction_not_open: 409,
  auction_ended: 409,
  already_leading: 409,
  has_bids: 409,
  buy_now_unavailable: 409,
  not_relistable: 409,
  not_resolvable: 409,
  has_open_business: 409,
  version_mismatch: 412,
  body_too_large: 413,
  unsupported_media_type: 415,
  bid_too_low: 422,
  use_buy_now: 422,
  idempotency_key_reused: 422,
  image_refused: 422,
  too_many_requests: 429,
  internal: 500,
  store_unavailable: 503,
  overloaded: 503
} as const satisfies Record<RejectionCode, number> & Record<string, number>

export type ProblemCode = keyof typeof STATUS_OF

const TITLES: Record<ProblemCode, string> = {
  invalid_request: 'The request is not valid',
  unauthenticated: 'Sign in first',
  invalid_code: 'The code is wrong or has expired',
  not_owner: 'Only the owner may do this',
  not_admin: 'Only an administrator may do this',
  own_auction: 'Nobody bids on their own auction',
  blocked: 'This account is blocked',
  cross_site: 'The request comes from another site',
  auction_not_found: 'There is no such auction',
  not_found: 'There is nothing here',
  report_pending: 'The report is not written yet',
  auction_not_open: 'The auction is not open',
  auction_ended: 'The auction has ended',
  already_leading: 'You lead already',
  has_bids: 'The auction has bids',
  buy_now_unavailable: 'Buy now is not available',
  not_relistable: 'Only an auction that ended without a sale can be listed again',
  not_resolvable: 'This effect is not waiting for a decision',
  has_open_business: 'The account is still selling or leading',
  version_mismatch: 'The auction has changed since',
  body_too_large: 'The body is too large',
  unsupported_media_type: 'The body must be application/json',
  bid_too_low: 'The bid is too low',
  use_buy_now: 'A bid this high is a purchase: use buy-now',
  idempotency_key_reused: 'The idempotency key was used for another request',
  image_refused: 'The picture cannot be taken',
  too_many_requests: 'Too many requests',
  internal: 'Something went wrong here',
  store_unavailable: 'The store cannot be reached',
  overloaded: 'The service is overloaded'
}

/** Thrown by a route to answer with a problem document. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string
  readonly members: Record<string, unknown>

  constructor (code: ProblemCode, detail = TITLES[code], members: Record<string, unknown> = {}) {
    super(detail)
    this.code = code
    this.detail = detail
    this.members = members
  }
}

export function invalid (path: string, message: string): Problem {
  return new Problem('invalid_request', `${path} ${message}`, { errors: [{ path, message }] })
}

/** A refusal of the rules, as a problem. */
export function problemOf (rejection: Rejection): Problem {
  switch (rejection.code) {
    case 'invalid_request': return invalid(rejection.path, rejection.message)
    case 'bid_too_low': {
      const minimum = formatMoney(rejection.minimum_bid)
      return new Problem(rejection.code, `The smallest bid is ${minimum}.`, { minimum_bid: minimum })
    }
    default: return new Problem(rejection.code)
  }
}

/** The schema of a problem document, for OpenAPI. */
export const ProblemResource = Type.Object({
  type: Type.String({ description: 'A URI that names the kind of problem: `urn:martelo:problem:<code>`.' }),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.Union(Object.keys(STATUS_OF).map((code) => Type.Literal(code))),
  request_id: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String({ description: 'JSON Pointer into the request.' }), message: Type.String() }))),
  minimum_bid: Type.Optional(Type.String({ description: 'With bid_too_low.' }))
}, { $id: 'Problem', additionalProperties: true })

export function sendProblem (request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const status = STATUS_OF[problem.code]
  request.problem = problem.code
  if (status === 401) void reply.header('www-authenticate', 'Bearer')
  if ((status === 503 || status === 429) && !reply.hasHeader('retry-after')) void reply.header('retry-after', '1')
  return reply.code(status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(documentOf(problem, request.id))
}

const PROBLEM_TYPE = 'application/problem+json'

function documentOf ({ code, detail, members }: Problem, requestId: string) {
  return { type: `urn:martelo:problem:${code}`, title: TITLES[code], status: STATUS_OF[code], detail, code, request_id: requestId, ...members }
}

/** An address that cannot even be decoded. */
export function sendFrameworkError (_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void sendProblem(request, reply, new Problem('invalid_request', 'The address is not valid.'))
}

/** What came was no HTTP: nothing of Fastify has seen it, and the connection ends with the answer. */
export function problemOfClientError (error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const detail = error.code === 'HPE_HEADER_OVERFLOW' ? 'The headers are too long.' : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'The request took too long.' : 'The request is not HTTP.'
  const body = JSON.stringify(documentOf(new Problem('invalid_request', detail), randomUUID()))
  socket.end(`HTTP/1.1 400 ${STATUS_CODES[400]}\r\ncontent-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`)
}

/** Turns whatever a request ended with into a problem document. */
export function installProblems (app: FastifyInstance): void {
  const sparing = createSparing()
  app.decorateRequest('problem', null)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = fromError(error)
    if (problem.code === 'internal') request.log.error({ err: error }, 'request failed')
    if (problem.code === 'store_unavailable') sparing('store_unavailable', (times) => { request.log.warn({ reason: error.message, times }, 'requests are refused: the store is unavailable') })
    return sendProblem(request, reply, problem)
  })
}

function fromError (error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error
  if (error.validation) return fromValidation(error)
  if (isRedisUnavailable(error)) return new Problem('store_unavailable')
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE': return new Problem('body_too_large')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE': return new Problem('unsupported_media_type')
    case 'FST_UNDER_PRESSURE': return new Problem('overloaded')
  }
  const status = error.statusCode ?? 500
  if (status === 429) return new Problem('too_many_requests')
  if (status === 413) return new Problem('body_too_large')
  if (status === 404) return new Problem('not_found')
  if (status >= 400 && status < 500) return new Problem('invalid_request', error.message)
  return new Problem('internal')
}

function fromValidation (error: FastifyError): Problem {
  const errors = fieldErrors(error.validation ?? [])
  const context = error.validationContext ?? 'body'
  return new Problem('invalid_request', errors.map(({ path, message }) => `${context}${path} ${message}`).join('; '), { errors })
}

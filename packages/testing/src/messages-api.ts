/**
 * A stand-in for Anthropic's Messages API (POST /v1/messages) over HTTP, for the real client. It checks what the real one would refuse,
 * among it the parts of JSON Schema that structured outputs do not take, and answers as a test says.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createArrivals, type Arrivals } from './arrivals.ts'
import { bodyOf, listen, sendJson } from './listen.ts'
import { mistakeIn, type MessagesRequest } from './messages-limits.ts'
import type { Teardown } from './redis.ts'

/** The error types of the API, and their statuses. */
export const MESSAGES_ERRORS = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529
} as const
export type MessagesError = keyof typeof MESSAGES_ERRORS

interface Details { model?: string, usage?: { input_tokens: number, output_tokens: number } }

/**
 * `json` and `text` are a whole answer. `max_tokens` is a text that was cut, `refusal` a model that declines, `empty` an answer without
 * content. `error` is an error of the API; `raw` a body of status 200 that is what the test wants, JSON or not. `hang` never answers,
 * `dribble` sends headers and then a byte now and then, `cut` breaks the connection.
 */
export type MessagesAnswer =
  | { json: unknown } & Details
  | { text: string } & Details
  | { max_tokens: string } & Details
  | { error: MessagesError, message?: string, headers?: Record<string, string> }
  | { raw: string, headers?: Record<string, string> }
  | 'refusal' | 'empty' | 'hang' | 'dribble' | 'cut'

export interface RecordedRequest {
  body: MessagesRequest
  headers: IncomingHttpHeaders
  received_at: string
}

export interface MessagesApi extends Pick<Arrivals<RecordedRequest>, 'waitFor'> {
  /** For `LLM_BASE_URL`. */
  url: string
  /** Valid ones, newest first. */
  requests: RecordedRequest[]
  nextRequest: Arrivals<RecordedRequest>['next']
  /** Answers each valid request from now on. @param number counts them from 1 */
  answer: (write: (body: MessagesRequest, number: number) => MessagesAnswer | Promise<MessagesAnswer>) => void
  /** May be called twice. */
  close: () => Promise<void>
}

const BETWEEN_BYTES_MS = 20
/** Roughly what the real API counts. */
const CHARACTERS_A_TOKEN = 4

export async function createMessagesApi ({ host, port }: { host?: string, port?: number } = {}): Promise<MessagesApi> {
  const arrivals = createArrivals<RecordedRequest>('request', ({ body }) => JSON.stringify(body).slice(0, 200))
  let write: (body: MessagesRequest, number: number) => MessagesAnswer | Promise<MessagesAnswer> = () => ({ text: 'Olá.' })
  let number = 0
  let answered = 0

  const http = await listen(async (request, response, { pathname }) => {
    const headers = { 'request-id': `req_${String(++answered).padStart(24, '0')}` }
    const fail = (error: MessagesError, message: string, more: Record<string, string> = {}) => {
      sendJson(response, MESSAGES_ERRORS[error], { type: 'error', error: { type: error, message }, request_id: headers['request-id'] }, { ...headers, ...more })
    }
    const text = await bodyOf(request)
    if (request.method !== 'POST' || pathname !== '/v1/messages') return fail('not_found_error', 'Not found')
    if (!hasKey(request)) return fail('authentication_error', 'invalid x-api-key')
    if (request.headers['anthropic-version'] === undefined) return fail('invalid_request_error', 'anthropic-version: header is required')
    const body = parsed(text)
    const mistake = mistakeIn(body)
    if (mistake !== null) return fail('invalid_request_error', mistake)

    const asked = body as MessagesRequest
    arrivals.add({ body: asked, headers: request.headers, received_at: new Date().toISOString() })
    const answer = await write(asked, ++number)
    if (answer === 'hang') return
    if (answer === 'cut') return void request.socket.destroy()
    if (answer === 'dribble') return dribble(response, headers)
    if (typeof answer === 'object' && 'error' in answer) return fail(answer.error, answer.message ?? { overloaded_error: 'Overloaded', api_error: 'Internal server error', rate_limit_error: 'This request would exceed your rate limit' }[answer.error as string] ?? answer.error, answer.headers)
    if (typeof answer === 'object' && 'raw' in answer) return void response.writeHead(200, { 'content-type': 'application/json', ...headers, ...answer.headers }).end(answer.raw)
    sendJson(response, 200, message(asked, text, answer, number), headers)
  }, { ...(host !== undefined && { host }), ...(port !== undefined && { port }) })

  return {
    url: http.url,
    requests: arrivals.items,
    waitFor: arrivals.waitFor,
    nextRequest: arrivals.next,
    answer (next) { write = next },
    async close () {
      arrivals.close()
      await http.close()
    }
  }
}

export async function withMessagesApi (t: Teardown): Promise<MessagesApi> {
  const api = await createMessagesApi()
  t.teardown(() => api.close())
  return api
}

/** The API's answer, complete in its members. */
function message (body: MessagesRequest, asked: string, answer: Exclude<MessagesAnswer, 'hang' | 'dribble' | 'cut' | { error: unknown } | { raw: unknown }>, number: number): unknown {
  const [text, stop_reason] = answer === 'refusal' ? [null, 'refusal'] : answer === 'empty' ? [null, 'end_turn'] : 'max_tokens' in answer ? [answer.max_tokens, 'max_tokens'] : ['text' in answer ? answer.text : JSON.stringify(answer.json), 'end_turn']
  const { model = body.model, usage = { input_tokens: tokens(asked), output_tokens: tokens(text ?? '') } }: Details = typeof answer === 'object' ? answer : {}
  return {
    id: `msg_${String(number).padStart(24, '0')}`,
    type: 'message',
    role: 'assistant',
    model,
    content: text === null ? [] : [{ type: 'text', text, citations: null }],
    stop_reason,
    stop_sequence: null,
    stop_details: stop_reason === 'refusal' ? { type: 'refusal', category: null, explanation: null } : null,
    container: null,
    diagnostics: null,
    usage: { cache_creation: null, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, inference_geo: null, output_tokens_details: null, server_tool_use: null, service_tier: 'standard', speed: 'standard', ...usage }
  }
}

const tokens = (text: string) => Math.ceil(text.length / CHARACTERS_A_TOKEN)

function dribble (response: ServerResponse, headers: Record<string, string>): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers })
  const timer = setInterval(() => {
    if (response.destroyed) clearInterval(timer)
    else response.write(' ')
  }, BETWEEN_BYTES_MS)
}

function hasKey ({ headers }: IncomingMessage): boolean {
  return /^Bearer \S/.test(headers.authorization ?? '') || (headers['x-api-key'] ?? '') !== ''
}

function parsed (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

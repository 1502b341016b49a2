/** Talking to the API of this site. */
import type { AuctionResource, BidResource } from '@martelo/auction'
import { t } from './texts/index.ts'

export type { AuctionResource, BidResource }
export interface Me { id: string, name: string, email: string, admin: boolean }
export interface Page<T> { items: T[], next_cursor: string | null }

/** A refusal, in words for people. */
export class Refusal extends Error {
  readonly code: string
  readonly errors: Array<{ path: string, message: string }>
  readonly status: number
  constructor (status: number, code: string, detail: string, errors: Array<{ path: string, message: string }> = []) {
    super(t.problems[code] ?? detail)
    this.status = status
    this.code = code
    this.errors = errors
  }
}

/** How far the server's clock is ahead of this one, ms: from the middle of the quickest request so far. */
let offset = 0
let quickest = Number.POSITIVE_INFINITY
export const serverNow = () => Date.now() + offset

function learnClock (serverTime: string | undefined, sent: number): void {
  const received = Date.now()
  if (serverTime === undefined || received - sent > quickest) return
  quickest = received - sent
  offset = Date.parse(serverTime) - (sent + received) / 2
}

export async function call<T> (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const sent = Date.now()
  let response: Response
  try {
    response = await fetch(`/api${path}`, { method, headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers }, ...(body !== undefined && { body: JSON.stringify(body) }) })
  } catch {
    throw new Refusal(0, 'network', t.problems.network!)
  }
  if (response.status === 204) return undefined as T
  const answer = await response.json().catch(() => ({})) as { code?: string, detail?: string, errors?: Array<{ path: string, message: string }>, server_time?: string }
  if (!response.ok) throw new Refusal(response.status, answer.code ?? 'internal', answer.detail ?? '', answer.errors)
  learnClock(answer.server_time, sent)
  return answer as T
}

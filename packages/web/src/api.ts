/** Talking to the API of this site. */
import type { AuctionResource, BidResource } from '@martelo/auction'
import { learnClock } from './clock.ts'
import { t } from './texts/index.ts'

export type { AuctionResource, BidResource }
export interface Me { id: string, name: string, email: string, locale: string | null, admin: boolean }
export interface Page<T> { items: T[], next_cursor: string | null }
export interface Category { id: string, name: { 'pt-BR': string, en: string } }

interface ProblemDocument {
  code?: string
  detail?: string
  errors?: Array<{ path: string, message: string }>
  minimum_bid?: string
}

/** A refusal, in words for people. */
export class Refusal extends Error {
  /** 0 when no answer came. */
  readonly status: number
  readonly code: string
  /** What is wrong with which member of the request: `/starting_price`. */
  readonly errors: Array<{ path: string, message: string }>
  /** With `bid_too_low`. */
  readonly minimum_bid: string | null

  constructor (status: number, { code = 'internal', detail = '', errors = [], minimum_bid }: ProblemDocument) {
    super((t.problems as Record<string, string>)[code] ?? (detail || t.problems.internal))
    this.status = status
    this.code = code
    this.errors = errors
    this.minimum_bid = minimum_bid ?? null
  }
}

export async function call<T> (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const sent = performance.now()
  let response: Response
  try {
    response = await fetch(`/api${path}`, {
      method,
      headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) })
    })
  } catch {
    throw new Refusal(0, { code: 'network' })
  }
  const received = performance.now()
  if (response.status === 204) return undefined as T
  const answer = await response.json().catch(() => ({})) as ProblemDocument & { server_time?: string, auction?: { server_time?: string }, items?: Array<{ server_time?: string }> }
  if (!response.ok) throw new Refusal(response.status, answer)
  learnClock(answer.server_time ?? answer.auction?.server_time ?? answer.items?.[0]?.server_time, sent, received)
  return answer as T
}

/** @param progress called with 0 to 1. */
export async function upload<T> (path: string, file: File, alt: string, progress: (part: number) => void): Promise<T> {
  return await new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api${path}`)
    request.setRequestHeader('accept', 'application/json')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => { progress(total > 0 ? loaded / total : 0) }
    request.onload = () => {
      if (request.status < 300) resolve(request.response as T)
      else reject(new Refusal(request.status, (request.response ?? {}) as ProblemDocument))
    }
    request.onerror = () => { reject(new Refusal(0, { code: 'network' })) }
    const form = new FormData()
    form.append('alt', alt)
    form.append('file', file, file.name)
    request.send(form)
  })
}

/** Loads every page of a short list. */
export async function listAll<T> (path: string, most = 500): Promise<T[]> {
  const items: T[] = []
  for (let cursor: string | null = ''; cursor !== null && items.length < most;) {
    const page: Page<T> = await call<Page<T>>('GET', `${path}${path.includes('?') ? '&' : '?'}limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    items.push(...page.items)
    cursor = page.next_cursor
  }
  return items
}

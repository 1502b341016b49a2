/** Sends posts to the webhook, and says what an answer or its absence proves. */
import type { Attempt, AttemptResult } from '@martelo/event-stream'
import { Agent, type Dispatcher } from 'undici'
import type { Post } from './discord.ts'

export interface Webhook {
  /** Tries once, after the commit. Never rejects. The signal ends the try for good. */
  send: (post: Post, attempt: Pick<Attempt<unknown>, 'signal' | 'commit'>) => Promise<AttemptResult>
  /** Ends what is being sent. May be called twice. */
  close: () => Promise<void>
}

const CONNECT_MS = 10_000
const LONGEST_ANSWER = 64 * 1024
/** Where Discord says "later" and not when, ms. */
const LATER_MS = 5000
const LATEST_MS = 3600_000

export function createWebhook (address: string): Webhook {
  const url = new URL(address)
  url.searchParams.set('wait', 'true')
  const agent = new Agent({ connect: { timeout: CONNECT_MS }, maxResponseSize: LONGEST_ANSWER, headersTimeout: 0, bodyTimeout: 0 })
  /** Who goes on calling while being told to wait gets the address banned. */
  let closedUntil = 0

  return {
    async send (post, { signal, commit }) {
      const wait = closedUntil - Date.now()
      if (wait > 0) return { result: 'not_delivered', error: 'Discord has asked for a pause', retry_after_ms: wait, remote: 'away' }
      let written = false
      try {
        await commit()
        const { statusCode, headers, body } = await agent.compose(noticeWriting(() => { written = true })).request({
          origin: url.origin,
          path: url.pathname + url.search,
          method: 'POST',
          signal,
          headers: { 'content-type': 'application/json', 'user-agent': 'Martelo (auctions, 1)' },
          // A kept connection may be closed by the other side just as we write, and then nothing would be proven.
          reset: true,
          body: JSON.stringify(post)
        })
        // The status is proof enough, whatever becomes of the rest.
        const result = judge(statusCode, await body.text().catch(() => ''), headers['retry-after'])
        if (statusCode === 429 && result.result === 'not_delivered') closedUntil = Date.now() + (result.retry_after_ms ?? 0)
        return result
      } catch (error) {
        const text = `the webhook could not be called: ${(error as NodeJS.ErrnoException).code ?? (error as Error).name}`
        return written ? { result: 'unknown_delivery', error: text } : { result: 'not_delivered', error: text, remote: 'away' }
      }
    },
    async close () {
      await agent.destroy()
    }
  }
}

/** Tells when the request is about to be written. Until then there was no connection, and nothing can have been delivered. */
function noticeWriting (notice: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => dispatch(options, {
    onRequestStart (controller, context) {
      notice()
      handler.onRequestStart?.(controller, context)
    },
    onRequestUpgrade: (...all) => handler.onRequestUpgrade?.(...all),
    onResponseStart: (...all) => handler.onResponseStart?.(...all),
    onResponseData: (...all) => handler.onResponseData?.(...all),
    onResponseEnd: (...all) => handler.onResponseEnd?.(...all),
    onResponseError: (...all) => handler.onResponseError?.(...all)
  })
}

function judge (status: number, text: string, retryAfterHeader: string | string[] | undefined): AttemptResult {
  const said = readJson(text)
  if (status >= 200 && status < 300) return { result: 'done', receipt: { status, message_id: typeof said.id === 'string' ? said.id.slice(0, 64) : null } }
  const error = `Discord answered ${status}${typeof said.code === 'number' ? ` (${said.code})` : ''}`
  if (status === 429) return { result: 'not_delivered', error, retry_after_ms: pauseOf(said.retry_after, retryAfterHeader), remote: 'away' }
  // A gateway's error says nothing about what the server behind it did.
  if (status >= 500) return { result: 'unknown_delivery', error }
  return { result: 'refused', error }
}

/** Both in seconds; the body's are exact. */
function pauseOf (inBody: unknown, inHeader: string | string[] | undefined): number {
  const seconds = typeof inBody === 'number' ? inBody : Number(inHeader)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(Math.ceil(seconds * 1000), LATEST_MS) : LATER_MS
}

function readJson (text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}
  } catch {
    return {}
  }
}

/** A stand-in for Discord's webhooks: takes and refuses posts as Discord does, keeps them in memory, shows them. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createArrivals, type Arrivals } from './arrivals.ts'
import { mistakesIn, type Embed, type WebhookBody } from './discord-limits.ts'
import { sendPosts } from './discord-page.ts'
import { bodyOf, listen, sendJson } from './listen.ts'
import { sendStyle } from './page.ts'
import type { Teardown } from './redis.ts'

export interface DiscordPost {
  id: string
  username: string | null
  content: string
  embeds: Embed[]
  allowed_mentions: unknown
  /** What was sent, as it was sent. */
  body: string
  received_at: string
}

/**
 * What becomes of a post. `take` is what Discord does on a good day. `take-and-hang` and `take-and-cut` keep the post and then never
 * answer, or break the connection; `hang` and `cut` do that without keeping it. An object is answered instead.
 */
export type DiscordAnswer = 'take' | 'take-and-hang' | 'take-and-cut' | 'hang' | 'cut' | { status: number, body?: unknown, headers?: Record<string, string> }

export interface DiscordStandIn extends Pick<Arrivals<DiscordPost>, 'waitFor'> {
  /** The page and `GET /api/posts`. */
  url: string
  webhook: string
  /** Those that were taken, newest first. */
  posts: DiscordPost[]
  nextPost: Arrivals<DiscordPost>['next']
  /** Decides about each valid post from now on. @param decide is given how many came before it plus one */
  answer: (decide: (post: DiscordPost, number: number) => DiscordAnswer) => void
  clear: () => void
  /** May be called twice. */
  close: () => Promise<void>
}

/** Discord's own failures, for `answer`. */
export const discordFailures = {
  /** @param seconds may have a fraction. */
  rateLimited: (seconds: number) => ({
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global: false },
    headers: { 'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': String(seconds), 'x-ratelimit-scope': 'user' }
  }),
  serverError: { status: 500, body: { message: '500: Internal Server Error', code: 0 } },
  unknownWebhook: { status: 404, body: { message: 'Unknown Webhook', code: 10015 } }
} satisfies Record<string, DiscordAnswer | ((seconds: number) => DiscordAnswer)>

const WEBHOOK = /^\/api(?:\/v\d+)?\/webhooks\/(\d+)\/([\w-]+)$/
const FIRST_ID = 1_000_000_000_000_000_000n

/** @throws when the port is taken. */
export async function createDiscordStandIn (options: { host?: string, port?: number } = {}): Promise<DiscordStandIn> {
  const arrivals = createArrivals<DiscordPost>('post', ({ content, embeds }) => [content, ...embeds.map(({ title }) => title ?? '')].join(' | '))
  let decide: (post: DiscordPost, number: number) => DiscordAnswer = () => 'take'
  let number = 0

  async function take (request: IncomingMessage, response: ServerResponse, wait: boolean): Promise<void> {
    const body = await bodyOf(request)
    const read = parsed(request, body)
    if (typeof read === 'string') {
      sendJson(response, 400, { message: read, code: 50109 })
      return
    }
    const mistakes = mistakesIn(read)
    if (mistakes !== null) {
      sendJson(response, 400, mistakes)
      return
    }
    const { content, embeds, username, allowed_mentions } = read
    const post: DiscordPost = { id: String(FIRST_ID + BigInt(++number)), username: username ?? null, content: content ?? '', embeds: embeds ?? [], allowed_mentions, body, received_at: new Date().toISOString() }
    const answer = decide(post, number)
    if (typeof answer === 'object') {
      sendJson(response, answer.status, answer.body ?? {}, answer.headers)
      return
    }
    if (answer.startsWith('take')) arrivals.add(post)
    if (answer.endsWith('hang')) return
    if (answer.endsWith('cut')) {
      request.socket.destroy()
    } else if (wait) {
      sendJson(response, 200, { id: post.id, type: 0, channel_id: '1', webhook_id: '1', author: { id: '1', username: post.username ?? 'webhook', bot: true }, content: post.content, embeds: post.embeds, mentions: [], mention_roles: [], mention_everyone: false, attachments: [], tts: false, pinned: false, flags: 0, timestamp: post.received_at, edited_timestamp: null })
    } else {
      response.writeHead(204).end()
    }
  }

  const http = await listen(async (request, response, { pathname, searchParams }) => {
    if (request.method === 'POST' && WEBHOOK.test(pathname)) {
      await take(request, response, searchParams.get('wait') === 'true')
    } else if (pathname === '/style.css') {
      sendStyle(response)
    } else if (pathname === '/') {
      sendPosts(response, arrivals.items)
    } else if (pathname === '/api/posts' && request.method === 'DELETE') {
      arrivals.clear()
      response.writeHead(204).end()
    } else if (pathname === '/api/posts' && request.method === 'GET') {
      sendJson(response, 200, arrivals.items)
    } else if (WEBHOOK.test(pathname)) {
      sendJson(response, 405, { message: '405: Method Not Allowed', code: 0 })
    } else {
      const { status, body } = discordFailures.unknownWebhook
      sendJson(response, status, body)
    }
  }, options)

  return {
    url: http.url,
    webhook: `${http.url}/api/webhooks/1/development`,
    posts: arrivals.items,
    waitFor: arrivals.waitFor,
    nextPost: arrivals.next,
    answer (next) { decide = next },
    clear: arrivals.clear,
    async close () {
      arrivals.close()
      await http.close()
    }
  }
}

export async function withDiscord (t: Teardown): Promise<DiscordStandIn> {
  const standIn = await createDiscordStandIn()
  t.teardown(() => standIn.close())
  return standIn
}

/** @returns the body, or what is wrong with it. */
function parsed (request: IncomingMessage, text: string): WebhookBody | string {
  if (!request.headers['content-type']?.startsWith('application/json')) return 'Expected "Content-Type" header to be application/json.'
  try {
    const body = JSON.parse(text) as unknown
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as WebhookBody
  } catch {}
  return 'The request body contains invalid JSON.'
}

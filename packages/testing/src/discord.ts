/** A stand-in for Discord's webhooks: takes posts as Discord does, keeps them in memory, shows them. */
import { EventEmitter } from 'node:events'
import { bodyOf, escapeHtml, listen, sendJson, sendPage, sendStyle } from './listen.ts'
import type { Teardown } from './redis.ts'

interface Embed { title?: string, description?: string, url?: string, timestamp?: string, fields?: Array<{ name: string, value: string }> }

export interface DiscordPost {
  id: string
  username: string | null
  content: string
  embeds: Embed[]
  allowed_mentions: unknown
  received_at: string
}

/** What the stand-in answers instead of taking a post; `hang`: nothing, for ever. */
export type DiscordAnswer = { status: number, body?: unknown, headers?: Record<string, string> } | 'take' | 'take-and-hang' | 'hang' | 'cut'

export interface DiscordStandIn {
  /** The page and `GET /api/posts`. */
  url: string
  webhook: string
  /** Newest first. */
  posts: DiscordPost[]
  /** Decides about each post that comes; `take` is what Discord does on a good day. */
  answer: (decide: (post: DiscordPost, number: number) => DiscordAnswer) => void
  waitFor: (fits: (post: DiscordPost) => boolean) => Promise<DiscordPost>
  close: () => Promise<void>
}

const KEPT = 5000

export async function createDiscordStandIn ({ host = '127.0.0.1', port = 0 }: { host?: string, port?: number } = {}): Promise<DiscordStandIn> {
  const posts: DiscordPost[] = []
  const arrivals = new EventEmitter().setMaxListeners(0)
  let decide: (post: DiscordPost, number: number) => DiscordAnswer = () => 'take'
  let number = 0

  const http = await listen(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://discord')
    if (pathname === '/style.css') return sendStyle(response)
    if (pathname === '/api/posts' && request.method === 'DELETE') {
      posts.length = 0
      response.writeHead(204).end()
      return
    }
    if (pathname === '/api/posts') return sendJson(response, 200, posts)
    if (pathname === '/') return sendPage(response, 'Canal do Discord (desenvolvimento)', posts.length === 0 ? '<p class="about">Nada foi publicado ainda. Esta página se atualiza sozinha.</p>' : posts.slice(0, 100).map(show).join(''))
    if (request.method !== 'POST' || !/^\/api\/webhooks\/\w+\/[\w-]+$/.test(pathname)) return sendJson(response, 404, { message: 'Unknown Webhook', code: 10015 })

    const refusal = { message: 'Invalid Form Body', code: 50035 }
    let body: Partial<DiscordPost>
    try {
      body = JSON.parse(await bodyOf(request)) as Partial<DiscordPost>
    } catch {
      return sendJson(response, 400, refusal)
    }
    const { content = '', embeds = [], username = null, allowed_mentions = null } = body
    const size = embeds.map((embed) => JSON.stringify(embed).length).reduce((sum, length) => sum + length, 0)
    if ((content === '' && embeds.length === 0) || content.length > 2000 || embeds.length > 10 || size > 6500 || embeds.some(tooLong)) return sendJson(response, 400, refusal)

    const post: DiscordPost = { id: String(1_000_000_000_000_000_000n + BigInt(++number)), username, content, embeds, allowed_mentions, received_at: new Date().toISOString() }
    const answer = decide(post, number)
    if (answer === 'hang') return
    if (answer === 'cut') {
      request.socket.destroy()
      return
    }
    if (typeof answer === 'object') return sendJson(response, answer.status, answer.body ?? {}, answer.headers)
    posts.unshift(post)
    posts.splice(KEPT)
    arrivals.emit('post', post)
    if (answer === 'take-and-hang') return
    if (searchParams.get('wait') === 'true') sendJson(response, 200, { id: post.id, content, embeds, timestamp: post.received_at })
    else response.writeHead(204).end()
  }, { host, port })

  return {
    url: http.url,
    webhook: `${http.url}/api/webhooks/1/development`,
    posts,
    answer (next) { decide = next },
    async waitFor (fits) {
      const here = posts.findLast(fits)
      if (here) return here
      return await new Promise((resolve) => {
        const look = (post: DiscordPost) => {
          if (!fits(post)) return
          arrivals.off('post', look)
          resolve(post)
        }
        arrivals.on('post', look)
      })
    },
    close: http.close
  }
}

export async function withDiscord (t: Teardown): Promise<DiscordStandIn> {
  const standIn = await createDiscordStandIn()
  t.teardown(() => standIn.close())
  return standIn
}

/** Discord's limits of an embed. */
function tooLong (embed: Embed): boolean {
  return (embed.title ?? '').length > 256 || (embed.description ?? '').length > 4096 || (embed.fields ?? []).length > 25 ||
    (embed.fields ?? []).some(({ name, value }) => name === '' || value === '' || name.length > 256 || value.length > 1024)
}

const shown = (text: string) => escapeHtml(text.replace(/\\([\\*_~`|>#[\]()<@:-])/g, '$1'))

function show (post: DiscordPost): string {
  return `<article><p class="about">${escapeHtml(post.username ?? 'webhook')} · ${new Date(post.received_at).toLocaleString('pt-BR')}</p>${post.content ? `<pre>${shown(post.content)}</pre>` : ''}${post.embeds.map((embed) => `<h2>${embed.url && /^https?:/.test(embed.url) ? `<a href="${escapeHtml(embed.url)}">${shown(embed.title ?? '')}</a>` : shown(embed.title ?? '')}</h2><pre>${shown(embed.description ?? '')}</pre><dl>${(embed.fields ?? []).map(({ name, value }) => `<dt>${shown(name)}</dt><dd>${shown(value)}</dd>`).join('')}</dl>`).join('')}</article>`
}

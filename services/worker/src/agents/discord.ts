/** The post on Discord, and what an answer or its absence proves. */
import type { AttemptResult } from '@martelo/event-stream'
import type { Agent } from 'undici'
import { request } from 'undici'
import type { Facts } from '../facts.ts'
import { phrases } from '../texts/templates.ts'
import type { Texts } from '../texts/texts.ts'

export interface Post {
  username: string
  allowed_mentions: { parse: never[] }
  embeds: Array<{ title: string, description: string, url: string, color: number, timestamp: string, fields: Array<{ name: string, value: string, inline: boolean }> }>
}

/** Discord's limits, in characters: 256 a title, 4096 a description, 1024 a field; 6000 in all, which these stay below. */
const TITLE = 256
const FIELD = 256
const DESCRIPTION = 1000

/** @param winner display name; null when unsold. */
export function closedPost (facts: Facts, texts: Texts, winner: string | null): Post {
  const { post } = phrases(facts.event.locale)
  const { event } = facts
  const field = (name: string, value: string) => ({ name, value: cut(value, FIELD), inline: true })
  return {
    username: 'Martelo',
    // No name or title may call anybody.
    allowed_mentions: { parse: [] },
    embeds: [{
      title: cut(`${facts.sold ? post.sold : post.unsold}: ${literal(facts.title)}`, TITLE),
      description: cut(literal(texts.words.post), DESCRIPTION),
      url: facts.link,
      color: facts.sold ? 0x1f4d3a : 0x8a8578,
      timestamp: event.ends_at,
      fields: [
        ...(facts.sold ? [field(post.price, facts.final_price), field(post.winner, literal(winner ?? ''))] : event.bid_count > 0 ? [field(post.last, facts.final_price)] : []),
        field(post.bids, String(event.bid_count))
      ].filter(({ value }) => value !== '')
    }]
  }
}

/** Text that Discord shows as it stands. */
function literal (text: string): string {
  return text.replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u206f]+/gu, ' ').replace(/[\\*_~`|>#[\]()<@:-]/g, (mark) => `\\${mark}`)
}

function cut (text: string, most: number): string {
  if (text.length <= most) return text
  return `${[...text.slice(0, most - 2)].slice(0, -1).join('').replace(/\\+$/, '')}…`
}

/** Sends a post to a webhook. No redirect is followed; the whole try ends with the signal. */
export async function sendPost (agent: Agent, webhook: string, post: Post, signal: AbortSignal): Promise<AttemptResult> {
  const url = new URL(webhook)
  url.searchParams.set('wait', 'true')
  try {
    const { statusCode, headers, body } = await request(url, {
      method: 'POST',
      dispatcher: agent,
      signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(post)
    })
    const text = (await body.text()).slice(0, 10_000)
    if (statusCode >= 200 && statusCode < 300) return { result: 'done', receipt: { status: statusCode, message_id: messageId(text) } }
    if (statusCode === 429) return { result: 'not_delivered', error: 'Discord answered 429', retry_after_ms: retryAfter(text, headers['retry-after']) }
    // A gateway's error says nothing about what the server behind it did.
    if (statusCode >= 500) return { result: 'unknown_delivery', error: `Discord answered ${statusCode}` }
    return { result: 'refused', error: `Discord answered ${statusCode}` }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    const text = `the webhook could not be called: ${code || (error as Error).name}`
    return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(code)
      ? { result: 'not_delivered', error: text }
      : { result: 'unknown_delivery', error: text }
  }
}

function messageId (text: string): string | null {
  try {
    const { id } = JSON.parse(text) as { id?: unknown }
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}

/** `retry_after` is in float seconds. */
function retryAfter (text: string, header: string | string[] | undefined): number {
  let seconds = Number(header)
  try {
    const { retry_after } = JSON.parse(text) as { retry_after?: unknown }
    if (typeof retry_after === 'number') seconds = retry_after
  } catch {}
  return Number.isFinite(seconds) ? Math.ceil(seconds * 1000) : 5000
}

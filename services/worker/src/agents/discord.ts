/** The post on Discord. Its limits are kept by construction, and nothing in it can call, link or format but what is set here. */
import type { Facts } from '../facts.ts'
import { oneLine } from '../plain-text.ts'
import { phrases } from '../texts/phrases.ts'
import type { Words } from '../texts/texts.ts'

interface Field { name: string, value: string, inline: boolean }

export interface Post {
  username: string
  allowed_mentions: { parse: never[] }
  embeds: Array<{ title: string, description: string, url?: string, color: number, timestamp: string, fields: Field[], image?: { url: string } }>
}

/** In UTF-16 units. Discord takes 256 in a title, 4096 in a description, 1024 in a field's value, and 6000 in all. */
const TITLE = 256
const DESCRIPTION = 1500
const VALUE = 256

const GREEN = 0x1f4d3a
const GREY = 0x8a8578

/** @param winner display name; '' when nobody won. */
export function closedPost (facts: Facts, words: Words, winner: string): Post {
  const { post } = phrases(facts.event.locale)
  const { event, sold } = facts
  const fields: Array<[string, string]> = sold
    ? [[post.price, facts.final_price], [post.winner, literal(winner, VALUE)]]
    : event.bid_count > 0 ? [[post.last, facts.final_price]] : []
  const head = `${sold ? post.sold : post.unsold}: `
  return {
    username: 'Martelo',
    // No name or title may call anybody.
    allowed_mentions: { parse: [] },
    embeds: [{
      title: head + literal(facts.title, TITLE - head.length),
      description: literal(words.post, DESCRIPTION),
      ...(facts.link !== null && { url: facts.link }),
      color: sold ? GREEN : GREY,
      timestamp: event.ends_at,
      ...(facts.photo !== null && { image: { url: facts.photo } }),
      fields: [...fields, [post.bids, String(event.bid_count)] as const].map(([name, value]) => ({ name, value, inline: true }))
    }]
  }
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Marks of formatting and mentions. A colon makes a link of what follows; some marks mean something only at the beginning. */
const MARKS = /^[#-]|[\\*_~`|[\]<>@]|:(?=\/\/)/g

/** Text that Discord shows as it stands, shortened so that no sign and no escape is cut in two. Never empty: Discord refuses that. */
function literal (text: string, most: number): string {
  const escaped = oneLine(text).replace(MARKS, '\\$&')
  if (escaped.length <= most) return escaped || '—'
  let shown = ''
  for (const { segment } of graphemes.segment(escaped)) {
    if (shown.length + segment.length > most - 1) break
    shown += segment
  }
  // An odd number of strokes at the end would escape the ellipsis.
  return `${shown.replace(/(?<!\\)((?:\\\\)*)\\$/, '$1').trimEnd()}…`
}

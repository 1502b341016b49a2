/** A model's words are only used when they say nothing that the facts do not. */
import type { Facts } from '../facts.ts'
import type { Words } from './texts.ts'

/** Plain text on one line a paragraph: no links, addresses, mentions, HTML or images survive. */
export function plain (text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, ' ')
    .replace(/\S+@\S+\.\S+/g, ' ')
    .replace(/@(everyone|here)\b/gi, '$1')
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u206f]+/gu, ' ')
    .replace(/\{\{|\}\}/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** @returns what in the words is no fact, or null. Every number must be one of the facts. */
export function contradiction (words: Words, facts: Facts): string | null {
  const allowed = new Set(numbersIn([
    facts.title, facts.event.description, facts.starting_price, facts.final_price, facts.ends_at, facts.duration, String(facts.bidders), String(facts.event.bid_count),
    ...facts.bids.map((bid) => bid.amount)
  ].join(' ')))
  for (const [name, text] of Object.entries(words)) {
    for (const number of numbersIn(text)) if (!allowed.has(number)) return `${name} says ${number}, which is no fact`
    if (text === '') return `${name} is empty`
  }
  return null
}

/** Numbers as they are meant: `1.234,50`, `1,234.50` and `1234.5` are one. */
function numbersIn (text: string): string[] {
  return (text.match(/\d[\d.,]*/g) ?? []).map((found) => {
    const cents = /[.,](\d{2})$/.exec(found.replace(/[.,]+$/, ''))
    const whole = found.replace(/[.,]+$/, '').slice(0, cents ? -3 : undefined).replace(/[.,]/g, '')
    return `${Number(whole)}${cents && cents[1] !== '00' ? `.${cents[1]}` : ''}`
  })
}

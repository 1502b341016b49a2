/** A model's words are only used when they say nothing that the facts do not. */
import type { Facts } from '../facts.ts'
import { oneLine } from '../plain-text.ts'
import type { Words } from './texts.ts'

const LINK = /\b[a-z][a-z\d+.-]*:\/\/\S+|\bwww\.\S+|\b(?:mailto|tel|javascript|data):\S+/gi
/** A name of a host without a scheme, which mail programs turn into links as well. */
const HOST = /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}-]+\.)+(?:com|net|org|info|biz|br|pt|io|dev|app|me|co|gg|ly|to|link|site|online|shop|store|xyz|top|live)(?![\p{L}\p{N}])(?:\/\S*)?/giu

/** One line of plain text: no links, addresses, mentions, HTML, images, Markdown or placeholders survive. */
export function plain (text: string): string {
  return oneLine(oneLine(text)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(LINK, ' ')
    .replace(/\S+@\S+\.\S+/g, ' ')
    .replace(HOST, ' ')
    .replace(/[@#]+(?=[\p{L}\p{N}])/gu, '')
    .replace(/[<>`*_{}|~]/g, '')
    .replace(/^(?:[-+#=]+|\d+[.)])\s+/, ''))
    .replace(/ +([,.;:!?])/g, '$1')
}

const CURRENCY = /(?:R\$|US\$|\$|€|£|BRL|USD|EUR)\s*(\d[\d.,]*)|(\d[\d.,]*)\s*(?:reais|real|dólar(?:es)?|dollars?|euros?|BRL|USD|EUR)(?![\p{L}])/giu

/** @returns what in the words is no fact, or null. A price must be one of the auction's; any other number a fact or a part of the title. */
export function contradiction (words: Words, facts: Facts): string | null {
  const prices = new Set(numbersIn([facts.starting_price, facts.final_price, ...(facts.bids ?? []).map(({ amount }) => amount)].join(' ')))
  const others = new Set([
    ...prices,
    ...numbersIn([facts.ends_at, facts.duration, facts.bidders, facts.extensions, facts.event.bid_count].join(' ')),
    // A model number is part of a name. What is longer may be somebody's telephone, account or key.
    ...numbersIn(facts.title).filter((number) => number.length <= 4)
  ])
  for (const [name, text] of Object.entries(words)) {
    if (text === '') return `${name} is empty`
    if (/(?![0-9])\p{N}/u.test(text)) return `${name} holds a number in other digits`
    for (const found of text.matchAll(CURRENCY)) {
      const [price = ''] = numbersIn(found[1] ?? found[2] ?? '')
      if (!prices.has(price)) return `${name} names the price ${price}, which is no fact`
    }
    for (const number of numbersIn(text)) if (!others.has(number)) return `${name} says ${number}, which is no fact`
  }
  return null
}

/** Numbers as they are meant: `1.234,50`, `1,234.50` and `1234.5` are one. */
function numbersIn (text: string): string[] {
  return (text.match(/\d[\d.,]*/g) ?? []).map((found) => {
    const digits = found.replace(/[.,]+$/, '')
    const cents = /[.,](\d{1,2})$/.exec(digits)
    const whole = (cents ? digits.slice(0, cents.index) : digits).replace(/[.,]/g, '').replace(/^0+(?=\d)/, '')
    const part = (cents?.[1] ?? '').padEnd(2, '0')
    return part === '00' ? whole : `${whole}.${part}`
  })
}

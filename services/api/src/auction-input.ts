/**
 * Requests that describe an auction → what the store takes. Every mistake that no schema can see is found here, and told by its path.
 */
import {
  DEFAULT_SOFT_CLOSE, MAX_DESCRIPTION, parseIncrement, parseMoney,
  type Auction, type AuctionChanges, type CurrencyCode, type LocaleTag, type NewAuction, type RelistTerms
} from '@martelo/auction'
import type { AuctionContent, Changes, Schedule } from '@martelo/auction-store'
import type { Categories } from './categories.ts'
import { invalid } from './problems.ts'

type Terms = Omit<AuctionChanges, 'addendum'>

/** @throws Problem invalid_request */
export function readNewAuction (body: NewAuction, defaults: { currency: CurrencyCode, locale: LocaleTag }, categories: Categories): { content: AuctionContent, schedule: Schedule } {
  const end = readEnd(body)
  if (end === null) throw invalid('/ends_at', 'or duration_seconds is needed')
  const content: AuctionContent = {
    title: body.title,
    description: '',
    category: null,
    currency: defaults.currency,
    locale: defaults.locale,
    starting_price: 0,
    reserve_price: null,
    buy_now_price: null,
    increment: { type: 'table' },
    soft_close: DEFAULT_SOFT_CLOSE,
    ...readContent(body, categories)
  }
  checkPrices(content)
  return { content, schedule: { starts_at: readTime(body.starts_at, '/starts_at'), end } }
}

/** @throws Problem invalid_request */
export function readChanges (body: AuctionChanges, current: Auction, categories: Categories): Changes {
  const terms = readTerms(body, categories)
  checkPrices({ ...current, ...terms.content })
  return { ...terms, addendum: body.addendum?.trim() ?? null }
}

/**
 * The terms of an auction that is listed again: those of the first, but for what the body names.
 * @throws Problem invalid_request
 */
export function readRelist (body: RelistTerms, first: Auction, categories: Categories): { content: AuctionContent, schedule: Schedule } {
  const terms = readTerms(body, categories)
  const { title, category, currency, locale, starting_price, reserve_price, buy_now_price, increment, soft_close } = first
  const description = [...[first.description, ...first.addenda.map(({ text }) => text)].filter(Boolean).join('\n\n')].slice(0, MAX_DESCRIPTION).join('')
  const content: AuctionContent = {
    // An operator may have replaced the categories since.
    ...{ title, description, category: category !== null && categories.has(category) ? category : null },
    ...{ currency, locale, starting_price, reserve_price, buy_now_price, increment, soft_close },
    ...terms.content
  }
  checkPrices(content)
  return { content, schedule: { starts_at: terms.starts_at, end: terms.end ?? { after_ms: Math.max(1000, first.original_ends_at - first.starts_at) } } }
}

/**
 * What can be told without knowing the auction.
 * @throws Problem invalid_request
 */
export function readTerms (body: Terms, categories: Categories): Omit<Changes, 'addendum'> {
  return { content: readContent(body, categories), starts_at: readTime(body.starts_at, '/starts_at'), end: readEnd(body) }
}

function readContent (body: Terms, categories: Categories): Partial<AuctionContent> {
  const content: Partial<AuctionContent> = {}
  if (body.title !== undefined) content.title = body.title.trim()
  if (body.description !== undefined) content.description = body.description
  if (body.category !== undefined) {
    if (body.category !== null && !categories.has(body.category)) throw invalid('/category', 'is not one of GET /api/categories')
    content.category = body.category
  }
  if (body.currency !== undefined) content.currency = body.currency
  if (body.locale !== undefined) content.locale = body.locale
  if (body.starting_price !== undefined) content.starting_price = readMoney(body.starting_price, '/starting_price')
  for (const member of ['reserve_price', 'buy_now_price'] as const) {
    const value = body[member]
    if (value !== undefined) content[member] = value === null ? null : readMoney(value, `/${member}`)
  }
  if (body.increment !== undefined) {
    const increment = parseIncrement(body.increment)
    if (increment === null) throw invalid('/increment/amount', 'must be money, such as "1.00"')
    content.increment = increment
  }
  if (body.soft_close !== undefined) content.soft_close = body.soft_close === null ? null : { ...DEFAULT_SOFT_CLOSE, ...body.soft_close }
  return content
}

/** @throws Problem invalid_request */
export function readMoney (value: string | number, path: string): number {
  const minor = parseMoney(value)
  if (minor === null) throw invalid(path, 'must be money from 0.01 to 10000000000.00 with at most two decimals, such as "150.00"')
  return minor
}

function readEnd (body: Terms): Schedule['end'] | null {
  if (body.ends_at !== undefined && body.duration_seconds !== undefined) throw invalid('/duration_seconds', 'cannot stand beside ends_at')
  if (body.duration_seconds !== undefined) return { after_ms: body.duration_seconds * 1000 }
  const at = readTime(body.ends_at, '/ends_at')
  return at === null ? null : { at }
}

function readTime (value: string | undefined, path: string): number | null {
  if (value === undefined) return null
  const time = Date.parse(value)
  // The schema's format lets a leap second pass, which Date does not know.
  if (Number.isNaN(time)) throw invalid(path, 'must be a time such as "2026-11-23T12:00:00.000Z"')
  return time
}

function checkPrices ({ starting_price, reserve_price, buy_now_price }: Pick<AuctionContent, 'starting_price' | 'reserve_price' | 'buy_now_price'>): void {
  if (reserve_price !== null && reserve_price < starting_price) throw invalid('/reserve_price', 'must not be below starting_price')
  if (buy_now_price === null) return
  if (buy_now_price <= starting_price) throw invalid('/buy_now_price', 'must be above starting_price')
  if (reserve_price !== null && buy_now_price < reserve_price) throw invalid('/buy_now_price', 'must not be below reserve_price')
}

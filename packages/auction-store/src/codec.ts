/**
 * The auction's hash and log ↔ the types of the language. An empty text stands for null.
 */
import {
  decodeIncrement, encodeIncrement, wordsOf,
  type Addendum, type Auction, type AuctionImage, type Bid, type CurrencyCode, type Lifecycle, type LocaleTag, type Mark, type Outcome, type SoftClose, type Standing, type Terms
} from '@martelo/auction'

/** What a seller decides about an auction; times are given to the scripts apart. */
export type AuctionContent = Pick<Terms, 'starting_price' | 'reserve_price' | 'buy_now_price' | 'increment' | 'soft_close'> &
  Pick<Auction, 'title' | 'description' | 'category' | 'currency' | 'locale'>

/** The hash's fields for what is given, as the flat list that the scripts take. */
export function encodeContent (content: Partial<AuctionContent>): string[] {
  const flat: string[] = []
  const put = (field: string, value: string | number | null) => { flat.push(field, value === null ? '' : String(value)) }
  for (const field of ['title', 'description', 'category', 'currency', 'locale', 'starting_price', 'reserve_price', 'buy_now_price'] as const) {
    if (content[field] !== undefined) put(field, content[field])
  }
  // Kept beside the title, so that the scripts know what to strike from the index.
  if (content.title !== undefined) put('words', wordsOf(content.title).join(' '))
  if (content.increment !== undefined) put('increment', encodeIncrement(content.increment))
  if (content.soft_close !== undefined) put('soft_close', encodeSoftClose(content.soft_close))
  return flat
}

function encodeSoftClose (soft: SoftClose | null): string | null {
  return soft && `${soft.window_seconds}:${soft.extension_seconds}:${soft.max_total_seconds}`
}

function decodeSoftClose (text: string): SoftClose | null {
  if (text === '') return null
  const [window_seconds = 0, extension_seconds = 0, max_total_seconds = 0] = text.split(':').map(Number)
  return { window_seconds, extension_seconds, max_total_seconds }
}

export function encodeAddenda (addenda: readonly Addendum[]): string {
  return JSON.stringify(addenda)
}

export function encodeImages (images: readonly AuctionImage[]): string {
  return images.length === 0 ? '' : JSON.stringify(images)
}

export type Fields = Record<string, string>

/** `[field, value, …]` as Redis replies → a record. */
export function fieldsOf (flat: readonly unknown[]): Fields {
  const fields: Fields = {}
  for (let i = 0; i + 1 < flat.length; i += 2) fields[String(flat[i])] = String(flat[i + 1])
  return fields
}

const optional = (text: string | undefined): number | null => text === undefined || text === '' ? null : Number(text)

/**
 * @param now epoch milliseconds on Redis' clock: an auction whose start has passed is open, whether or not a loop has said so.
 */
export function decodeAuction (id: string, fields: Fields, now: number): Auction {
  const text = (field: string): string => {
    const value = fields[field]
    if (value === undefined) throw new Error(`auction ${id} lacks the field ${field}`)
    return value
  }
  return {
    id,
    title: text('title'),
    description: text('description'),
    addenda: text('addenda') === '' ? [] : JSON.parse(text('addenda')) as Addendum[],
    images: fields.images ? JSON.parse(fields.images) as AuctionImage[] : [],
    category: text('category') || null,
    currency: text('currency') as CurrencyCode,
    locale: text('locale') as LocaleTag,
    seller: text('seller'),
    starting_price: Number(text('starting_price')),
    reserve_price: optional(fields.reserve_price),
    buy_now_price: optional(fields.buy_now_price),
    increment: decodeIncrement(text('increment')),
    soft_close: decodeSoftClose(text('soft_close')),
    starts_at: Number(text('starts_at')),
    original_ends_at: Number(text('original_ends_at')),
    standing: decodeStanding(fields),
    lifecycle: decodeLifecycle(fields, now),
    settlement: { paid: decodeMark(fields.paid), delivered: decodeMark(fields.delivered) },
    version: Number(text('version')),
    created_at: Number(text('created_at')),
    updated_at: Number(text('updated_at'))
  }
}

function decodeStanding (fields: Fields): Standing {
  const common = { bid_count: Number(fields.bid_count), ends_at: Number(fields.ends_at) }
  return fields.leader
    ? { ...common, leader: fields.leader, price: Number(fields.price), maximum: Number(fields.maximum) }
    : { ...common, leader: null }
}

/** `<epoch ms> <account>` */
function decodeMark (text: string | undefined): Mark | null {
  if (!text) return null
  const space = text.indexOf(' ')
  return { at: Number(text.slice(0, space)), by: text.slice(space + 1) }
}

function decodeLifecycle (fields: Fields, now: number): Lifecycle {
  if (fields.status === 'cancelled') return { status: 'cancelled', outcome: 'cancelled', closed_at: Number(fields.closed_at), reason: fields.reason ?? '' }
  if (fields.status === 'closed') return { status: 'closed', outcome: fields.outcome as Exclude<Outcome, 'cancelled'>, closed_at: Number(fields.closed_at) }
  if (now < Number(fields.starts_at)) return { status: 'scheduled' }
  return { status: 'open', ending: fields.ending === 'closed_early' || fields.ending === 'bought_now' ? fields.ending : null }
}

/** The kinds of entries in an auction's log. `created` is that of a scheduled auction; the others are live events of the same name. */
export type LogKind = 'created' | 'opened' | 'bid' | 'extended' | 'updated' | 'closed' | 'cancelled'

export interface LogEntry {
  id: string
  kind: LogKind
  /** How the auction stood after the transition that wrote the entry. */
  auction: Auction
  bid: Bid | null
}

/** Epoch milliseconds of a stream entry's id. */
export function timeOfEntry (entryId: string): number {
  return Number(entryId.slice(0, entryId.indexOf('-')))
}

/** @param current the auction's hash as it is now: what cannot move with a transition is read from it. */
export function decodeLogEntry (auctionId: string, entryId: string, flat: readonly string[], current: Fields): LogEntry {
  const entry = fieldsOf(flat)
  const kind = entry.kind as LogKind
  const at = timeOfEntry(entryId)
  const status = kind === 'closed' || kind === 'cancelled' ? kind : kind === 'created' ? 'scheduled' : 'open'
  const { kind: _, bidder, amount, automatic, buy_now, ...stood } = entry
  return {
    id: entryId,
    kind,
    auction: decodeAuction(auctionId, { ...current, ...stood, status, updated_at: String(at) }, at),
    bid: kind === 'bid' ? decodeBid(entryId, entry) : null
  }
}

export function decodeBid (entryId: string, entry: Fields): Bid {
  return {
    id: entryId,
    bidder: entry.bidder ?? '',
    amount: Number(entry.amount),
    automatic: entry.automatic === '1',
    buy_now: entry.buy_now === '1',
    created_at: timeOfEntry(entryId)
  }
}

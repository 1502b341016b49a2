/**
 * The facts of an ended auction: what every text may say, and nothing else may be believed. People stand as placeholders,
 * `{{person:<account id>}}`, so that what is recorded holds no names.
 */
import { displayMoney, isSold, parseMoney, type AuctionEnded, type Bid, type LocaleTag } from '@martelo/auction'

export interface Facts {
  event: AuctionEnded
  sold: boolean
  title: string
  /** For people, in the auction's language: `R$ 1.234,56`. */
  starting_price: string
  final_price: string
  ends_at: string
  duration: string
  bidders: number
  /** The newest bids, oldest first. */
  bids: Array<{ bidder: string, amount: string, at: string, automatic: boolean, buy_now: boolean }>
  link: string
}

/** How many bids a report tells of. */
export const REPORTED_BIDS = 200

export const person = (account: string) => `{{person:${account}}}`

/** @param bids newest first, as the store gives them. */
export function factsOf (event: AuctionEnded, bids: readonly Bid[], { public_url, time_zone }: { public_url: string, time_zone: string }): Facts {
  const time = new Intl.DateTimeFormat(event.locale, { dateStyle: 'short', timeStyle: 'medium', timeZone: time_zone })
  const long = new Intl.DateTimeFormat(event.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: time_zone })
  const money = (amount: string) => displayMoney(parseMoney(amount) ?? 0, event.currency, event.locale)
  return {
    event,
    sold: isSold(event.outcome),
    title: event.title.replace(/\s+/g, ' ').trim(),
    starting_price: money(event.starting_price),
    final_price: money(event.final_price),
    ends_at: long.format(Date.parse(event.ends_at)),
    duration: durationOf(Date.parse(event.ends_at) - Date.parse(event.starts_at), event.locale),
    bidders: new Set(bids.map((bid) => bid.bidder)).size,
    bids: [...bids].reverse().map((bid) => ({
      bidder: person(bid.bidder),
      amount: displayMoney(bid.amount, event.currency, event.locale),
      at: time.format(bid.created_at),
      automatic: bid.automatic,
      buy_now: bid.buy_now
    })),
    link: `${public_url}/auctions/${encodeURIComponent(event.auction_id)}`
  }
}

function durationOf (ms: number, locale: LocaleTag): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  const unit = (value: number, name: 'day' | 'hour' | 'minute') => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value)
  const parts = [unit(Math.floor(minutes / 1440), 'day'), unit(Math.floor(minutes / 60) % 24, 'hour'), unit(minutes % 60, 'minute')]
  const shown = parts.filter((part) => !/^0\b/.test(part))
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(shown.length > 0 ? shown : [parts[2]!])
}

/**
 * The facts of an ended auction: what every text may say. They come from the event and the auction's log, and hold no names.
 * Null is a fact that nobody knows, such as the number of bidders of an auction that another program ran.
 */
import { displayMoney, isAuctionId, isSold, parseMoney, type AuctionEnded, type Bid, type LocaleTag } from '@martelo/auction'
import type { AuctionStore } from '@martelo/auction-store'
import { isForeign, person, withoutPlaceholders } from './people.ts'
import { oneLine } from './plain-text.ts'

export interface Facts {
  event: AuctionEnded
  sold: boolean
  foreign: boolean
  /** One line, as it is shown. */
  title: string
  /** For people, in the auction's language: `R$ 1.234,56`. */
  starting_price: string | null
  final_price: string
  /** With its zone. */
  ends_at: string
  duration: string | null
  bidders: number | null
  /** How often a late bid moved the end. */
  extensions: number | null
  /** Ended by its owner or an administrator, before its time. */
  early: boolean
  /** The newest bids, oldest first; null where there is no log. */
  bids: ReportedBid[] | null
  /** There were more bids than these. */
  more_bids: boolean
  /** Null where there is no page of the auction. */
  link: string | null
}

/** `bidder` is a placeholder. */
export interface ReportedBid { bidder: string, amount: string, at: string, automatic: boolean, buy_now: boolean }

/** How many bids a report lists. */
export const REPORTED_BIDS = 100
/** A log that is longer is not counted through: its newest bids have to do. */
const MOST_ENTRIES = 10_000
const ENTRIES_AT_ONCE = 1000

export type LogReader = Pick<AuctionStore, 'bids' | 'logAfter'>

interface History {
  /** Newest last; null where there is no log. */
  bids: Bid[] | null
  bidders: number | null
  extensions: number | null
  original_ends_at: number | null
}

export interface FactsOptions {
  /** Without a slash at the end; null where nobody knows. */
  public_url: string | null
  time_zone: string
}

export async function gatherFacts (event: AuctionEnded, store: LogReader, options: FactsOptions): Promise<Facts> {
  return factsOf(event, isAuctionId(event.auction_id) ? await readHistory(event.auction_id, store) : UNKNOWN, options)
}

const UNKNOWN: History = { bids: null, bidders: null, extensions: null, original_ends_at: null }

async function readHistory (id: string, store: LogReader): Promise<History> {
  const bids: Bid[] = []
  let extensions = 0
  let original_ends_at: number | null = null
  let after = '0-0'
  for (let read = 0; read < MOST_ENTRIES; read += ENTRIES_AT_ONCE) {
    const entries = await store.logAfter(id, after, ENTRIES_AT_ONCE)
    for (const { kind, bid, auction } of entries) {
      if (kind === 'extended') extensions++
      if (bid !== null) bids.push(bid)
      original_ends_at = auction.original_ends_at
    }
    if (entries.length < ENTRIES_AT_ONCE) return { bids, bidders: new Set(bids.map(({ bidder }) => bidder)).size, extensions, original_ends_at }
    after = entries.at(-1)!.id
  }
  const newest = await store.bids(id, { limit: REPORTED_BIDS + 1 })
  return { ...UNKNOWN, bids: newest.bids.reverse(), original_ends_at }
}

function factsOf (event: AuctionEnded, history: History, { public_url, time_zone }: FactsOptions): Facts {
  const { locale } = event
  const foreign = isForeign(event)
  const [starts, ends] = [Date.parse(event.starts_at), Date.parse(event.ends_at)]
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium', timeZone: time_zone })
  const long = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone: time_zone })
  const money = (amount: string) => displayMoney(parseMoney(amount) ?? 0, event.currency, locale)
  return {
    event,
    sold: isSold(event.outcome),
    foreign,
    title: withoutPlaceholders(oneLine(event.title)),
    // A message of another program may leave these out, and then repeats what it has.
    starting_price: foreign && event.starting_price === event.final_price ? null : money(event.starting_price),
    final_price: money(event.final_price),
    ends_at: long.format(ends),
    duration: foreign && starts >= ends ? null : durationOf(ends - starts, locale),
    bidders: history.bidders,
    extensions: history.extensions,
    early: event.outcome !== 'bought_now' && history.original_ends_at !== null && ends < history.original_ends_at,
    bids: history.bids && history.bids.slice(-REPORTED_BIDS).map((bid) => ({
      bidder: person(bid.bidder),
      amount: displayMoney(bid.amount, event.currency, locale),
      at: moment.format(bid.created_at),
      automatic: bid.automatic,
      buy_now: bid.buy_now
    })),
    more_bids: (history.bids?.length ?? 0) > REPORTED_BIDS,
    link: foreign || public_url === null ? null : `${public_url}/auctions/${encodeURIComponent(event.auction_id)}`
  }
}

const UNITS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]] as const

/** The two largest units that are not zero: `2 dias e 3 horas`, `45 segundos`. */
export function durationOf (ms: number, locale: LocaleTag): string {
  let left = Math.max(1000, Math.round(ms / 1000) * 1000)
  const parts: string[] = []
  for (const [unit, size] of UNITS) {
    const value = Math.floor(left / size)
    left -= value * size
    if (value > 0) parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value))
  }
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts.slice(0, 2))
}

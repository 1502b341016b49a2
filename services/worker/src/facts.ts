/**
 * The facts of an ended auction: what every text may say. They come from the event and the auction's log, and hold no names.
 * Null is a fact that nobody knows, such as the number of bidders of an auction that another program ran.
 */
import { displayMoney, isSold, parseMoney, type AuctionEnded, type LocaleTag } from '@martelo/auction'
import { readHistory, type History, type LogReader } from './history.ts'
import { isForeign, withoutPlaceholders } from './people.ts'
import { inert } from './plain-text.ts'

export interface Facts {
  event: AuctionEnded
  sold: boolean
  foreign: boolean
  /** One line, without links, addresses and HTML, and with no effect wherever it is shown. Never empty. */
  title: string
  /** For people, in the auction's language: `R$ 1.234,56`. */
  starting_price: string | null
  final_price: string
  /** With its zone. */
  ends_at: string
  duration: string | null
  /** The final price, or the highest bid, above the starting price in whole percent; null without bids. */
  rise_percent: number | null
  average_raise: string | null
  bidders: number | null
  lead_changes: number | null
  /** How often a late bid moved the end. */
  extensions: number | null
  /** Bids in the final stretch, and how long that was. */
  late: { bids: number, percent: number, stretch: string } | null
  /** Ended by its owner or an administrator, before its time. */
  early: boolean
  /** Null where there is no log. */
  history: History | null
  /** Null where there is no page of the auction. */
  link: string | null
  /** Address of the auction's first photo. */
  photo: string | null
  time_zone: string
}

export interface FactsOptions {
  /** Without a slash at the end; null where nobody knows. */
  public_url: string | null
  time_zone: string
}

export async function gatherFacts (event: AuctionEnded, store: LogReader, options: FactsOptions): Promise<Facts> {
  const history = isForeign(event) ? null : await readHistory(event.auction_id, Date.parse(event.starts_at), Date.parse(event.ends_at), store)
  return factsOf(event, history, options)
}

export function factsOf (event: AuctionEnded, history: History | null, { public_url, time_zone }: FactsOptions): Facts {
  const { locale, currency, bid_count } = event
  const foreign = isForeign(event)
  const [starts, ends] = [Date.parse(event.starts_at), Date.parse(event.ends_at)]
  const [starting, final] = [parseMoney(event.starting_price) ?? 0, parseMoney(event.final_price) ?? 0]
  // A message of another program may leave the starting price out, and then repeats what it has.
  const starts_known = !(foreign && starting === final)
  return {
    event,
    sold: isSold(event.outcome),
    foreign,
    title: inert(withoutPlaceholders(event.title)) || (locale === 'en' ? '(no title)' : '(sem título)'),
    starting_price: starts_known ? displayMoney(starting, currency, locale) : null,
    final_price: displayMoney(final, currency, locale),
    ends_at: shownEnd(ends, locale, time_zone),
    duration: foreign && starts >= ends ? null : durationOf(ends - starts, locale),
    rise_percent: starts_known && starting > 0 && bid_count > 0 ? Math.round((final - starting) * 100 / starting) : null,
    average_raise: history === null || history.average_raise === null ? null : displayMoney(history.average_raise, currency, locale),
    bidders: history && history.bidders,
    lead_changes: history && history.lead_changes,
    extensions: history && history.extensions,
    late: history === null || bid_count === 0 ? null : { bids: history.late_bids, percent: Math.round(history.late_bids * 100 / bid_count), stretch: durationOf(history.late_ms, locale) },
    early: event.outcome !== 'bought_now' && history !== null && history.original_ends_at !== null && ends < history.original_ends_at,
    history,
    link: foreign || public_url === null ? null : `${public_url}/auctions/${encodeURIComponent(event.auction_id)}`,
    // A picture that only this machine could fetch is no use to a post.
    photo: history !== null && history.photo !== null && public_url?.startsWith('https:') ? `${public_url}${history.photo}` : null,
    time_zone
  }
}

/** A moment with its zone, for texts: `23 de novembro de 2026 às 09:00 BRT`. */
function shownEnd (ms: number, locale: LocaleTag, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone }).format(ms)
}

/** A moment in a list. */
export function shownMoment (ms: number, locale: LocaleTag, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(ms)
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

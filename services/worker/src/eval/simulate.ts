/** Auctions that never were, played by the rules of bidding: an event, and the log that a store would hold of it. */
import {
  auctionEnded, placeBid,
  type Auction, type AuctionEnded, type Bid, type BidRequest, type CurrencyCode, type LocaleTag, type Minor
} from '@martelo/auction'
import type { LogReader } from '../history.ts'

export interface Scenario {
  name: string
  title: string
  description?: string
  /** Of whoever wins. */
  winner_name?: string
  locale?: LocaleTag
  currency?: CurrencyCode
  start: Minor
  reserve?: Minor
  buy_now?: Minor
  minutes: number
  /** Who, when (minutes from the start), and how much in minor units; `max` bids automatically, `buy` buys now. */
  bids?: Array<[bidder: string, minute: number, amount: Minor, kind?: 'max' | 'buy']>
  /** Minutes from the start at which the seller closes early. */
  closed_at?: number
}

export interface Simulated {
  scenario: Scenario
  event: AuctionEnded
  log: LogReader
}

/** The end of each, in the evening of São Paulo. */
const STARTS = Date.parse('2026-11-20T21:30:00.000Z')
const ULID = '01JD9Z6N3T8QK5V7W2X4Y6Z8AB'

type Entry = Awaited<ReturnType<LogReader['logAfter']>>[number]

/** @throws when a bid is refused: a scenario is to be what it says. */
export function simulate (scenario: Scenario, number: number): Simulated {
  const ends = STARTS + scenario.minutes * 60_000
  const auction: Auction = {
    id: `0-${ULID.slice(0, -3)}${String(number).padStart(3, '0')}`,
    title: scenario.title,
    description: scenario.description ?? '',
    addenda: [],
    images: [],
    settlement: { paid: null, delivered: null },
    category: null,
    currency: scenario.currency ?? 'BRL',
    locale: scenario.locale ?? 'pt-BR',
    seller: 'u_seller',
    starting_price: scenario.start,
    reserve_price: scenario.reserve ?? null,
    buy_now_price: scenario.buy_now ?? null,
    increment: { type: 'table' },
    soft_close: { window_seconds: 120, extension_seconds: 120, max_total_seconds: 3600 },
    starts_at: STARTS,
    original_ends_at: ends,
    standing: { leader: null, bid_count: 0, ends_at: ends },
    lifecycle: { status: 'open', ending: null },
    version: 1,
    created_at: STARTS,
    updated_at: STARTS
  }
  const entries: Entry[] = []
  const append = (at: number, kind: Entry['kind'], bid: Omit<Bid, 'id' | 'created_at'> | null) => {
    const id = `${at}-${entries.length}`
    entries.push({ id, kind, auction: structuredClone(auction), bid: bid && { ...bid, id, created_at: at } })
  }
  append(STARTS, 'opened', null)
  for (const bid of scenario.bids ?? []) play(auction, bid, scenario.name, append)
  if (scenario.closed_at !== undefined) auction.standing.ends_at = STARTS + scenario.closed_at * 60_000
  return {
    scenario,
    event: auctionEnded(auction),
    log: { logAfter: async (_id, after, limit) => entries.slice(entries.findIndex(({ id }) => id === after) + 1).slice(0, limit) }
  }
}

function play (auction: Auction, [bidder, minute, amount, kind]: NonNullable<Scenario['bids']>[number], name: string, append: (at: number, kind: Entry['kind'], bid: Omit<Bid, 'id' | 'created_at'> | null) => void): void {
  const at = STARTS + Math.round(minute * 60_000)
  if (kind === 'buy') {
    auction.lifecycle = { status: 'open', ending: 'bought_now' }
    auction.standing = { leader: bidder, price: amount, maximum: amount, bid_count: auction.standing.bid_count + 1, ends_at: at }
    return append(at, 'bid', { bidder, amount, automatic: false, buy_now: true })
  }
  const request: BidRequest = kind === 'max' ? { bidder, max_amount: amount } : { bidder, amount }
  const outcome = placeBid(auction, auction.standing, request, at)
  if ('rejected' in outcome) throw new Error(`${name}: ${bidder} at ${minute}: ${outcome.rejected.code}`)
  auction.standing = outcome.standing
  for (const logged of outcome.logged) append(at, 'bid', logged)
  if (outcome.extended) append(at, 'extended', null)
}

/**
 * The rules of bidding, as a pure function: the reference that the Lua scripts are tested against,
 * and what the browser uses to tell a bidder the smallest bid.
 *
 * The scripts decide; nothing here is asked when a bid is placed.
 */
import { incrementAt, type Increment } from './increments.ts'
import type { Minor } from './money.ts'
import type { Rejection } from './rejections.ts'

/** What an auction was created with. Amounts in minor units, times in epoch milliseconds. */
export interface Terms {
  seller: string
  starting_price: Minor
  reserve_price: Minor | null
  buy_now_price: Minor | null
  increment: Increment
  soft_close: SoftClose | null
  starts_at: number
  /** The end before any extension. */
  original_ends_at: number
}

/** Seconds. A bid inside the window pushes the end to `extension` from now, `max_total` after the original end at most. */
export interface SoftClose {
  window_seconds: number
  extension_seconds: number
  max_total_seconds: number
}

/** How an auction stands: nobody leads, or somebody does at a price, up to a maximum that only the leader knows. */
export type Standing = {
  bid_count: number
  ends_at: number
} & (
  | { leader: null }
  | { leader: string, price: Minor, maximum: Minor }
)

/** A bid as it is placed: plain (`amount`: exactly that) or automatic (`max_amount`: no more than needed, up to that). */
export type BidRequest = { bidder: string } & ({ amount: Minor } | { max_amount: Minor })

/** One line of the log. `automatic` is true only for lines that Martelo adds for a leader. */
export interface LoggedBid {
  bidder: string
  amount: Minor
  automatic: boolean
  buy_now: boolean
}

export type BidOutcome =
  | { rejected: Rejection }
  | {
    standing: Standing
    /** In order; empty for a silent raise, which moves nothing public. */
    logged: LoggedBid[]
    extended: boolean
  }

/** The smallest bid that a newcomer may place (rules: minimum_bid). Not meaningful once the auction is over. */
export function minimumBid (terms: Pick<Terms, 'starting_price' | 'increment'>, price: Minor | null): Minor {
  return price === null ? terms.starting_price : price + incrementAt(terms.increment, price)
}

/** M ≥ R, or null without a reserve. */
export function reserveMet (terms: Pick<Terms, 'reserve_price'>, standing: Standing): boolean | null {
  if (terms.reserve_price === null) return null
  return standing.leader !== null && standing.maximum >= terms.reserve_price
}

/** Available until the first bid; with a reserve, until the reserve is met (rules: Buy now). */
export function buyNowAvailable (terms: Pick<Terms, 'reserve_price' | 'buy_now_price'>, standing: Standing): boolean {
  if (terms.buy_now_price === null) return false
  return terms.reserve_price === null ? standing.leader === null : reserveMet(terms, standing) === false
}

/**
 * Places a bid (rules: Two kinds of bid, Reserve, The log, Soft close, Which refusal).
 * @param now epoch milliseconds on Redis' clock.
 */
export function placeBid (terms: Terms, standing: Standing, bid: BidRequest, now: number): BidOutcome {
  const plain = 'amount' in bid
  const asked = plain ? bid.amount : bid.max_amount

  if (bid.bidder === terms.seller) return { rejected: { code: 'own_auction' } }
  if (now < terms.starts_at) return { rejected: { code: 'auction_not_open' } }
  if (now >= standing.ends_at) return { rejected: { code: 'auction_ended' } }
  const raise = standing.leader === bid.bidder
  if (raise && plain) return { rejected: { code: 'already_leading' } }
  if (buyNowAvailable(terms, standing) && asked >= terms.buy_now_price!) return { rejected: { code: 'use_buy_now' } }

  const floor = raise ? standing.maximum + 1 : minimumBid(terms, standing.leader === null ? null : standing.price)
  if (asked < floor) return { rejected: { code: 'bid_too_low', minimum_bid: floor } }

  let leader = bid.bidder
  let maximum = asked
  let price: Minor
  if (standing.leader === null) {
    price = plain ? asked : terms.starting_price
  } else if (raise) {
    price = standing.price
  } else if (asked > standing.maximum) {
    price = plain ? asked : Math.min(asked, standing.maximum + incrementAt(terms.increment, standing.maximum))
  } else {
    leader = standing.leader
    maximum = standing.maximum
    price = Math.min(maximum, asked + incrementAt(terms.increment, asked))
  }
  if (terms.reserve_price !== null) {
    price = maximum >= terms.reserve_price ? Math.max(price, terms.reserve_price) : maximum
  }

  const before = standing.leader === null ? null : standing.price
  if (raise && price === before) {
    return { standing: { ...standing, maximum }, logged: [], extended: false }
  }

  const logged: LoggedBid[] = leader === bid.bidder
    ? [{ bidder: leader, amount: price, automatic: false, buy_now: false }]
    : [
        { bidder: bid.bidder, amount: asked, automatic: false, buy_now: false },
        { bidder: leader, amount: price, automatic: true, buy_now: false }
      ]

  // An outbid newcomer changes the price unless it already stood at the leader's maximum.
  const moved = price !== before || leader !== standing.leader
  const ends_at = moved ? softClose(terms, standing.ends_at, now) : standing.ends_at
  return {
    standing: { leader, price, maximum, ends_at, bid_count: standing.bid_count + 1 },
    logged,
    extended: ends_at > standing.ends_at
  }
}

/** The end after a bid that changed price or leader (rules: Soft close). It never shrinks. */
export function softClose (terms: Pick<Terms, 'soft_close' | 'original_ends_at'>, endsAt: number, now: number): number {
  const soft = terms.soft_close
  if (soft === null || endsAt - now > soft.window_seconds * 1000) return endsAt
  return Math.max(endsAt, Math.min(now + soft.extension_seconds * 1000, terms.original_ends_at + soft.max_total_seconds * 1000))
}

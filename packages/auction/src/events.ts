/**
 * What is written to the stream when an auction ends: ids, never names or addresses.
 */
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { currentPrice, isSold, type Auction, type Outcome } from './auction.ts'
import { reserveMet } from './bidding.ts'
import { eventIdOf } from './ids.ts'
import { formatMoney } from './money.ts'
import { Currency, Locale, Money, Timestamp, timestamp } from './schemas.ts'

export const AUCTION_ENDED = 'auction_ended'
export const AUCTION_ENDED_VERSION = 1

const Id = Type.String({ minLength: 1, maxLength: 128 })
const OptionalId = Type.Union([Id, Type.Null()])

export const AuctionEnded = Type.Object({
  event_id: Id,
  auction_id: Id,
  outcome: Type.Union([Type.Literal('sold'), Type.Literal('bought_now'), Type.Literal('reserve_not_met'), Type.Literal('no_bids')]),
  title: Type.String(),
  description: Type.String(),
  category: Type.Union([Type.String(), Type.Null()]),
  currency: Currency,
  locale: Locale,
  /** Null for an auction that another program ran. */
  seller_id: OptionalId,
  /** Null when unsold. */
  winner_id: OptionalId,
  starting_price: Money,
  /** The current price at the end; without bids, the starting price. */
  final_price: Money,
  reserve_met: Type.Union([Type.Boolean(), Type.Null()]),
  bid_count: Type.Integer({ minimum: 0 }),
  starts_at: Timestamp,
  ends_at: Timestamp
})
export type AuctionEnded = Static<typeof AuctionEnded>

/** How the auction ends if it is closed as it stands (rules: End). */
export function outcomeOf (auction: Pick<Auction, 'standing' | 'reserve_price' | 'lifecycle'>): Exclude<Outcome, 'cancelled'> {
  const { lifecycle, standing } = auction
  if (lifecycle.status === 'open' && lifecycle.ending === 'bought_now') return 'bought_now'
  if (standing.leader === null) return 'no_bids'
  return reserveMet(auction, standing) === false ? 'reserve_not_met' : 'sold'
}

/** The event of an auction whose end has passed. */
export function auctionEnded (auction: Auction): AuctionEnded {
  const outcome = outcomeOf(auction)
  return {
    event_id: eventIdOf(auction.id),
    auction_id: auction.id,
    outcome,
    title: auction.title,
    description: auction.description,
    category: auction.category,
    currency: auction.currency,
    locale: auction.locale,
    seller_id: auction.seller,
    winner_id: isSold(outcome) ? auction.standing.leader : null,
    starting_price: formatMoney(auction.starting_price),
    final_price: formatMoney(currentPrice(auction)),
    reserve_met: reserveMet(auction, auction.standing),
    bid_count: auction.standing.bid_count,
    starts_at: timestamp(auction.starts_at),
    ends_at: timestamp(auction.standing.ends_at)
  }
}

/** The payload field of the stream entry. @throws when the event does not have its own schema: that is a bug here. */
export function encodeAuctionEnded (event: AuctionEnded): string {
  Value.Assert(AuctionEnded, event)
  return JSON.stringify(event)
}

/** @returns null when the payload is not an `AuctionEnded`; members that this release does not know are kept. */
export function decodeAuctionEnded (payload: string): AuctionEnded | null {
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch {
    return null
  }
  return Value.Check(AuctionEnded, value) ? value : null
}

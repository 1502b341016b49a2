/**
 * The message on the Pub/Sub channel, in the form that the first subscribers were written for.
 * Numbers are JSON numbers here, and names and addresses appear, here and nowhere else.
 */
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { currentPrice, type Auction, type Bid, type CurrencyCode, type LocaleTag } from './auction.ts'
import { AUCTION_ENDED, auctionEnded, type AuctionEnded } from './events.ts'
import { isAuctionId } from './ids.ts'
import { MAX_MINOR, formatMoney, moneyNumber } from './money.ts'
import { timestamp } from './schemas.ts'

export const ANNOUNCEMENT_CHANNEL = 'leiloes_finalizados'
/** A message carries this many bids at most, the newest first. */
export const ANNOUNCED_BIDS = 100

/** A person as the channel shows one. */
export interface Person { name: string, email: string }

/**
 * Writes the message of an auction that ends.
 * @param bids newest first, {@link ANNOUNCED_BIDS} at most.
 * @param people by account id; an account that is gone is announced as "".
 */
export function announcement (auction: Auction, bids: readonly Bid[], people: ReadonlyMap<string, Person>): string {
  const event = auctionEnded(auction)
  const winner = event.winner_id === null ? undefined : people.get(event.winner_id)
  return JSON.stringify({
    type: AUCTION_ENDED,
    timestamp: event.ends_at,
    event_id: event.event_id,
    auction: {
      auction_id: auction.id,
      title: auction.title,
      description: auction.description,
      start_price: moneyNumber(auction.starting_price),
      current_price: moneyNumber(currentPrice(auction)),
      winner_name: winner?.name ?? '',
      winner_email: winner?.email ?? '',
      created_at: timestamp(auction.created_at),
      end_time: event.ends_at,
      bids: bids.slice(0, ANNOUNCED_BIDS).map((bid) => ({
        id: bid.id,
        auction_id: auction.id,
        user_id: bid.bidder,
        username: people.get(bid.bidder)?.name ?? '',
        amount: moneyNumber(bid.amount),
        timestamp: bid.created_at / 1000
      }))
    }
  })
}

const ForeignMessage = Type.Object({
  type: Type.Literal(AUCTION_ENDED),
  event_id: Type.Optional(Type.Undefined()),
  timestamp: Type.Optional(Type.Unknown()),
  auction: Type.Object({
    auction_id: Type.String({ minLength: 1, maxLength: 128 }),
    title: Type.String(),
    description: Type.Optional(Type.Unknown()),
    winner_name: Type.String(),
    winner_email: Type.String(),
    current_price: Type.Number({ minimum: 0, maximum: MAX_MINOR / 100 }),
    start_price: Type.Optional(Type.Unknown()),
    created_at: Type.Optional(Type.Unknown()),
    end_time: Type.Optional(Type.Unknown()),
    bids: Type.Optional(Type.Unknown())
  })
})
type ForeignMessage = Static<typeof ForeignMessage>

export type ReadAnnouncement =
  /** Martelo's own: it is in the stream already. */
  | { kind: 'own' }
  | { kind: 'malformed' }
  /** From another program. `auction_id` is its own name for the auction. */
  | { kind: 'foreign', auction_id: string, winner: Person | null, event: Omit<AuctionEnded, 'event_id'> }

/**
 * Reads a message from the channel. The caller names a foreign event, from its `auction_id`.
 * @param received epoch milliseconds, for times that the message leaves out.
 */
export function readAnnouncement (message: string, received: number, defaults: { currency: CurrencyCode, locale: LocaleTag }): ReadAnnouncement {
  let value: unknown
  try {
    value = JSON.parse(message)
  } catch {
    return { kind: 'malformed' }
  }
  if (typeof value === 'object' && value !== null && 'event_id' in value) return { kind: 'own' }
  if (!Value.Check(ForeignMessage, value)) return { kind: 'malformed' }
  const { auction } = value as ForeignMessage
  // Somebody who republishes our auction under our id would have its effects happen twice.
  if (isAuctionId(auction.auction_id)) return { kind: 'malformed' }
  const ends = timeOf(auction.end_time) ?? timeOf(value.timestamp) ?? received
  const price = formatMoney(Math.round(auction.current_price * 100))
  const sold = auction.winner_email !== ''
  return {
    kind: 'foreign',
    auction_id: auction.auction_id,
    winner: sold ? { name: auction.winner_name, email: auction.winner_email } : null,
    event: {
      auction_id: auction.auction_id,
      outcome: sold ? 'sold' : 'no_bids',
      title: [...auction.title].slice(0, 200).join(''),
      description: typeof auction.description === 'string' ? auction.description.slice(0, 10_000) : '',
      category: null,
      currency: defaults.currency,
      locale: defaults.locale,
      seller_id: null,
      winner_id: sold ? 'foreign' : null,
      starting_price: typeof auction.start_price === 'number' && auction.start_price >= 0 && auction.start_price <= MAX_MINOR / 100 ? formatMoney(Math.round(auction.start_price * 100)) : price,
      final_price: price,
      reserve_met: null,
      bid_count: Array.isArray(auction.bids) ? auction.bids.length : 0,
      starts_at: timestamp(timeOf(auction.created_at) ?? ends),
      ends_at: timestamp(ends)
    }
  }
}

/** Epoch milliseconds of an RFC 3339 text or of a number of seconds; null for anything else. */
function timeOf (value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value * 1000 : Number.NaN
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? ms : null
}

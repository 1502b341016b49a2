/**
 * An auction as the store holds it: ids and minor units. What the outside sees is in resources.ts.
 */
import type { Standing, Terms } from './bidding.ts'

/** How an auction ended. `cancelled` has no winner, no event and no message. */
export const OUTCOMES = ['sold', 'bought_now', 'reserve_not_met', 'no_bids', 'cancelled'] as const
export type Outcome = typeof OUTCOMES[number]

export const STATUSES = ['scheduled', 'open', 'closed', 'cancelled'] as const
export type Status = typeof STATUSES[number]

export type CurrencyCode = 'BRL' | 'USD' | 'EUR'
export type LocaleTag = 'pt-BR' | 'en'

/** What the seller adds after the first bid. */
export interface Addendum {
  text: string
  /** Epoch milliseconds. */
  created_at: number
}

/** A picture of the item. Its files never change; another picture is another id. */
export interface AuctionImage {
  id: string
  /** In pixels, ascending; all of the same proportions. */
  sizes: Array<{ width: number, height: number }>
  /** What it shows, for those who do not see it. */
  alt: string | null
}

/** An auction has so many at most. */
export const MAX_IMAGES = 8

/** Who said so, by account id, and when, in epoch milliseconds. */
export interface Mark { by: string, at: number }

/** After a sale. Seen by seller and winner alone. */
export interface Settlement { paid: Mark | null, delivered: Mark | null }

/** A status with what belongs to it: an open auction has no outcome, a closed one has. */
export type Lifecycle =
  | { status: 'scheduled' }
  /** `ending` is set from an early close or a buy-now until the closer has closed the auction. */
  | { status: 'open', ending: 'closed_early' | 'bought_now' | null }
  | { status: 'closed', outcome: Exclude<Outcome, 'cancelled'>, closed_at: number }
  | { status: 'cancelled', outcome: 'cancelled', closed_at: number, reason: string }

export interface Auction extends Terms {
  id: string
  title: string
  description: string
  addenda: Addendum[]
  images: AuctionImage[]
  category: string | null
  currency: CurrencyCode
  locale: LocaleTag
  standing: Standing
  lifecycle: Lifecycle
  settlement: Settlement
  /** Grows by one with every transition that moves something public. */
  version: number
  created_at: number
  updated_at: number
}

/** A bid as the log holds it. */
export interface Bid {
  id: string
  /** Account id. */
  bidder: string
  /** Minor units. */
  amount: number
  automatic: boolean
  buy_now: boolean
  created_at: number
}

/** The current price in minor units: the leader's, or the starting price while nobody leads. */
export function currentPrice (auction: Pick<Auction, 'standing' | 'starting_price'>): number {
  return auction.standing.leader === null ? auction.starting_price : auction.standing.price
}

/** The account that won, once the auction is closed and sold. */
export function winnerOf (auction: Pick<Auction, 'standing' | 'lifecycle'>): string | null {
  const { lifecycle, standing } = auction
  return lifecycle.status === 'closed' && isSold(lifecycle.outcome) ? standing.leader : null
}

export function isSold (outcome: Outcome): boolean {
  return outcome === 'sold' || outcome === 'bought_now'
}

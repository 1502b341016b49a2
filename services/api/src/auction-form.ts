/**
 * Auctions and bids between their stored form and the form of REST: names for ids, decimal strings for minor units.
 */
import {
  buyNowAvailable, currentPrice, formatMoney, incrementForm, minimumBid, reserveMet, timestamp, winnerOf,
  type Auction, type AuctionImage, type AuctionResource, type Bid, type BidResource, type ImageResource, type Mark, type SettlementResource
} from '@martelo/auction'
import type { Accounts } from '@martelo/accounts'

/** Shown for people whose account is gone. */
export const NOBODY = 'Conta removida'

/** Display names by account id. */
export type Names = ReadonlyMap<string, string>

/** It takes no more bids, whether or not it has been closed yet. */
export function isOver ({ lifecycle, standing }: Auction, now: number): boolean {
  return lifecycle.status === 'closed' || lifecycle.status === 'cancelled' || now >= standing.ends_at
}

/** @param viewer the account that asks; the owner sees the reserve, the leader the own maximum. */
export function auctionResource (auction: Auction, names: Names, now: number, viewer: string | null): AuctionResource {
  const { standing, lifecycle } = auction
  const price = currentPrice(auction)
  const over = isOver(auction, now)
  const winner = winnerOf(auction)
  const named = (id: string | null) => id === null ? null : { name: names.get(id) ?? NOBODY }
  return {
    id: auction.id,
    title: auction.title,
    description: auction.description,
    addenda: auction.addenda.map((addendum) => ({ text: addendum.text, created_at: timestamp(addendum.created_at) })),
    category: auction.category,
    images: auction.images.map((image) => imageResource(auction.id, image)),
    status: lifecycle.status,
    outcome: 'outcome' in lifecycle ? lifecycle.outcome : null,
    currency: auction.currency,
    locale: auction.locale,
    starting_price: formatMoney(auction.starting_price),
    current_price: formatMoney(price),
    minimum_bid: over ? null : formatMoney(minimumBid(auction, standing.leader === null ? null : price)),
    increment: incrementForm(auction.increment),
    reserve_met: reserveMet(auction, standing),
    buy_now_price: !over && auction.buy_now_price !== null && buyNowAvailable(auction, standing) ? formatMoney(auction.buy_now_price) : null,
    bid_count: standing.bid_count,
    leader: named(standing.leader),
    winner: named(winner),
    seller: { id: auction.seller, name: names.get(auction.seller) ?? NOBODY },
    starts_at: timestamp(auction.starts_at),
    ends_at: timestamp(standing.ends_at),
    closed_at: 'closed_at' in lifecycle ? timestamp(lifecycle.closed_at) : null,
    soft_close: auction.soft_close,
    version: auction.version,
    created_at: timestamp(auction.created_at),
    updated_at: timestamp(auction.updated_at),
    server_time: timestamp(now),
    ...(lifecycle.status === 'cancelled' && { cancel_reason: lifecycle.reason }),
    ...(winner !== null && (viewer === auction.seller || viewer === winner) && { settlement: settlementResource(auction) }),
    ...(viewer !== null && standing.leader === viewer && { your_max_amount: formatMoney(standing.maximum) }),
    ...(viewer === auction.seller && auction.reserve_price !== null && { reserve_price: formatMoney(auction.reserve_price) })
  }
}

export function imageResource (auctionId: string, { id, sizes, alt }: AuctionImage): ImageResource {
  const files = sizes.map(({ width, height }) => ({ url: `/images/${auctionId}/${id}/${width}.webp`, width, height }))
  return { id, ...files.at(-1)!, alt, sizes: files }
}

export function settlementResource ({ seller, settlement: { paid, delivered } }: Auction): SettlementResource {
  const at = (mark: Mark | null) => mark && timestamp(mark.at)
  const by = (mark: Mark | null) => mark && (mark.by === seller ? 'seller' : 'winner')
  return { paid: paid !== null, paid_at: at(paid), paid_by: by(paid), delivered: delivered !== null, delivered_at: at(delivered), delivered_by: by(delivered) }
}

export function bidResource (bid: Bid, names: Names): BidResource {
  return {
    id: bid.id,
    bidder: { name: names.get(bid.bidder) ?? NOBODY },
    amount: formatMoney(bid.amount),
    automatic: bid.automatic,
    buy_now: bid.buy_now,
    created_at: timestamp(bid.created_at)
  }
}

/** The names of everybody in some auctions and bids, in one look-up. */
export async function namesIn (accounts: Accounts, auctions: Iterable<Auction>, bids: Iterable<Bid> = []): Promise<Names> {
  const ids = new Set<string>()
  for (const auction of auctions) {
    ids.add(auction.seller)
    if (auction.standing.leader !== null) ids.add(auction.standing.leader)
  }
  for (const bid of bids) ids.add(bid.bidder)
  const people = await accounts.getMany([...ids])
  return new Map([...people].map(([id, account]) => [id, account.name]))
}

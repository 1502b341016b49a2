/**
 * Why a bid leads or was outbid, told from what everybody can see: the log and the terms. A maximum that still stands is never looked at,
 * and neither is the reserve.
 */
import type { Auction, Bid } from './auction.ts'
import { incrementAt } from './increments.ts'
import type { Minor } from './money.ts'

/** Amounts in minor units. */
export type Explanation =
  /** It leads, or led at the end. `price` is where the bidder stands now: Martelo may have bid on, up to the bidder's maximum. */
  | { rule: 'leads', price: Minor }
  /** Rule 2, x ≤ M: the leader had allowed more, and Martelo bid for the leader, at most `increment` above the bid. */
  | { rule: 'leader_allowed_more', answer: Minor, increment: Minor }
  /** Rule 2, x = M: of equal maxima the earlier leads. */
  | { rule: 'earlier_of_equals', answer: Minor }
  /** Rule 2, x > M: somebody came later who allowed more. */
  | { rule: 'later_bid_higher', by: Minor, at: number }
  | { rule: 'bought_now', by: Minor, at: number }

/**
 * @param bids the log from the bid on, oldest first, without gap; as far as needed, which is when the answer is not null.
 * @returns null when more of the log is needed.
 * @param complete there is nothing after `bids`.
 */
export function explainBid (auction: Pick<Auction, 'increment'>, bids: readonly Bid[], complete: boolean): Explanation | null {
  const [bid, next] = bids
  if (bid === undefined) throw new Error('the log from the bid on begins with the bid')
  if (next === undefined && !complete) return null
  if (!bid.automatic && next?.automatic === true && next.bidder !== bid.bidder) {
    return next.amount === bid.amount
      ? { rule: 'earlier_of_equals', answer: next.amount }
      : { rule: 'leader_allowed_more', answer: next.amount, increment: incrementAt(auction.increment, bid.amount) }
  }
  // The bidder led from here on. A challenge that Martelo answered for the bidder is followed by that answer.
  let price = bid.amount
  for (let i = 1; i < bids.length; i++) {
    const { bidder, amount, buy_now, created_at } = bids[i]!
    if (bidder === bid.bidder) {
      price = amount
      continue
    }
    if (buy_now) return { rule: 'bought_now', by: amount, at: created_at }
    const answer = bids[i + 1]
    if (answer === undefined && !complete) return null
    if (answer?.automatic !== true || answer.bidder !== bid.bidder) return { rule: 'later_bid_higher', by: amount, at: created_at }
  }
  return complete ? { rule: 'leads', price } : null
}

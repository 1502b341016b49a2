/**
 * The language of Martelo. These nouns, and no others for the same things, stand in keys, routes, log lines and tests:
 *
 * - auction: something offered to the highest bidder, from its start to its end; lives in one partition for good
 * - bid: an offer. Plain: exactly an amount. Automatic: no more than needed, up to a maximum
 * - leader: whose bid stands; maximum: how far the leader would go, known to the leader alone
 * - reserve: the price below which the seller does not sell
 * - increment: the smallest step above the current price
 * - soft close: a late bid moves the end, so that nobody wins by being last
 * - outcome: how an auction ended; winner: the leader of a sold auction
 * - rejection: a request that the rules refuse; a value, not an exception
 * - event: the fact that an auction ended, named after it; announcement: the same on Pub/Sub, with names
 * - effect: what an event causes outside (report, email, discord); agent: what writes and performs one
 * - delivery: the recorded state of an event's effects
 * - settlement: what seller and winner have marked after a sale, paid and delivered
 * - partition: one Redis hash slot that holds whole auctions
 */
export * from './announcement.ts'
export * from './auction.ts'
export * from './bidding.ts'
export * from './events.ts'
export * from './explanation.ts'
export * from './ids.ts'
export * from './increments.ts'
export * from './money.ts'
export * from './pix.ts'
export * from './rejections.ts'
export * from './report.ts'
export * from './resources.ts'
export * from './schemas.ts'
export * from './search.ts'

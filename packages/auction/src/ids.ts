/**
 * Names of things. An auction's id carries its partition: `<partition in base 36>-<ulid>`.
 */

/** A partition: one Redis hash slot that holds whole auctions. */
export type Partition = number

const ULID = '[0-7][0-9A-HJKMNP-TV-Z]{25}'

export const AUCTION_ID_PATTERN = `^[0-9a-z]{1,4}-${ULID}$`
const auctionIdForm = new RegExp(AUCTION_ID_PATTERN)

/** A bid's id is the id of its entry in the auction's log, which is a Redis Stream. */
export const BID_ID_PATTERN = '^[0-9]{1,15}-[0-9]{1,10}$'

export function makeAuctionId (partition: Partition, ulid: string): string {
  return `${partition.toString(36)}-${ulid}`
}

/** True when the text has the form of an auction's id; says nothing about whether the auction exists. */
export function isAuctionId (text: string): boolean {
  return auctionIdForm.test(text)
}

/** The partition an auction lives in. The id must have the right form. */
export function partitionOf (auctionId: string): Partition {
  return Number.parseInt(auctionId.slice(0, auctionId.indexOf('-')), 36)
}

/** An auction closes once, so its event has one name: the idempotency key of everything that follows. */
export function eventIdOf (auctionId: string): string {
  return `evt_${auctionId}`
}

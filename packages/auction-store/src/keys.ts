/**
 * The names of all keys of a partition. They share the hash tag `{p<partition>}`, so that a transition is one script on one slot.
 *
 * | key | what |
 * |---|---|
 * | `auction:<id>` | hash: the auction as it stands |
 * | `log:<id>` | stream: what happened to it, in order; entry ids are the ids of bids and of live events |
 * | `closing`, `opening` | sorted sets of ids by end and by scheduled start |
 * | `list:<facet>:<status>:<sort>` | sorted sets behind the lists; facet is `all`, `category:<id>` or `seller:<account>` |
 * | `words` | sorted set: `<word> <id>` of every word of every title, in the order of the alphabet |
 * | `words-indexed` | set once the titles of older releases are in `words` |
 * | `bidder:<account>`, `watching:<account>` | sorted sets of auctions by last bid, by watch |
 * | `changes` | stream, capped: what list pages follow |
 * | `finalized` | stream: the events |
 * | `kept:<…>` | what a request with an idempotency key, or an internal operation, came to |
 * | `wake` | channel: an auction's log has grown |
 * | `schema` | the version of this layout |
 * | `store` | the name of this store |
 */
import { createHash } from 'node:crypto'
import { partitionOf, type Partition } from '@martelo/auction'

export const SCHEMA_VERSION = '1'

export type Sort = 'ending_soon' | 'newest' | 'most_bids'

export interface PartitionKeys {
  prefix: string
  auction: (id: string) => string
  log: (id: string) => string
  list: (facet: string, status: string, sort: Sort) => string
  bidder: (account: string) => string
  watching: (account: string) => string
  /** The record of a request. Its name is hashed: a client's key may hold anything. */
  kept: (...scope: string[]) => string
  closing: string
  words: string
  wordsIndexed: string
  opening: string
  changes: string
  finalized: string
  wake: string
  schema: string
  store: string
}

export function partitionKeys (partition: Partition): PartitionKeys {
  const prefix = `{p${partition}}:`
  return {
    prefix,
    auction: (id) => `${prefix}auction:${id}`,
    log: (id) => `${prefix}log:${id}`,
    list: (facet, status, sort) => `${prefix}list:${facet}:${status}:${sort}`,
    bidder: (account) => `${prefix}bidder:${account}`,
    watching: (account) => `${prefix}watching:${account}`,
    kept: (...scope) => `${prefix}kept:${createHash('sha256').update(JSON.stringify(scope)).digest('base64url')}`,
    closing: `${prefix}closing`,
    words: `${prefix}words`,
    wordsIndexed: `${prefix}words-indexed`,
    opening: `${prefix}opening`,
    changes: `${prefix}changes`,
    finalized: `${prefix}finalized`,
    wake: `${prefix}wake`,
    schema: `${prefix}schema`,
    store: `${prefix}store`
  }
}

export function keysOf (auctionId: string): PartitionKeys {
  return partitionKeys(partitionOf(auctionId))
}

/**
 * The transitions: what changes an auction. Each is one Lua script; a refusal is a value, an exception means that Redis did not do it,
 * or did not say so. After an exception the caller may ask again with the same operation: nothing happens twice.
 */
import { MAX_DURATION_SECONDS, makeAuctionId, type Auction, type AuctionImage, type Bid, type Outcome, type Rejection } from '@martelo/auction'
import { ulid } from 'ulid'
import { decodeAuction, decodeBid, encodeAddenda, encodeContent, encodeImages, fieldsOf, type AuctionContent } from './codec.ts'
import { keysOf, partitionKeys, type PartitionKeys } from './keys.ts'
import type { Reply, RunScript } from './scripts.ts'

/** Which request this is, so that one that comes twice is done once. */
export type Operation =
  /** A client's idempotency key. The fingerprint is of the request's body; another body is refused. Kept for 24 hours. */
  | { key: string, scope: string, fingerprint: string }
  /** A request without one still has a name, for the resend of a client library after a broken connection. Kept for a minute. */
  | null

const KEPT_MS = 24 * 3600 * 1000
/** Longer than connections go on resending (service-runtime's policy gives up after seconds). */
const OPERATION_MS = 60 * 1000

/** When an auction starts and ends, in epoch milliseconds and milliseconds. */
export interface Schedule {
  starts_at: number | null
  end: { at: number } | { after_ms: number }
}

export interface Changes {
  content: Partial<AuctionContent>
  starts_at: number | null
  end: Schedule['end'] | null
  addendum: string | null
}

export type Refused = { rejected: Rejection }
/** `now` is Redis' clock at the transition, epoch milliseconds. */
export type Changed = { auction: Auction, now: number }
export type BidAccepted = Changed & {
  /** The bidder's own entry in the log; null for a silent raise. */
  bid: Bid | null
}
export type CloseReply =
  | { result: 'closed', closed_at: number }
  | { result: 'already_closed' | 'cancelled' | 'not_found' | 'moved' }
  | { result: 'not_yet', now: number, ends_at: number }

export interface Closing {
  /** The version that event and announcement were built from. */
  version: number
  outcome: Exclude<Outcome, 'cancelled'>
  event_id: string
  type: string
  event_version: number
  payload: string
  channel: string
  announcement: string
  traceparent?: string
}

export interface Transitions {
  /**
   * @param more an id from {@link newAuctionId}, and images whose files are there already.
   * @returns `rejected` with `invalid_request` when the schedule does not fit Redis' clock.
   */
  create: (seller: string, content: AuctionContent, schedule: Schedule, operation: Operation, more?: { id: string, images: readonly AuctionImage[] }) => Promise<Changed | Refused>
  /** @param built the auction that the changes were built from. `moved`: it is another by now, build again. */
  update: (actor: string, built: Auction, changes: Changes, now: number) => Promise<Changed | Refused | 'moved'>
  /**
   * Adds or removes an image.
   * @param built the auction that the change was built from. `moved`: its images are others by now, build again.
   * @param seen the version that the client has seen; null when it did not say.
   */
  changeImages: (actor: string, built: Auction, change: { add: AuctionImage } | { remove: string }, seen: number | null) => Promise<Changed | Refused | 'moved'>
  /** @param amount minor units. */
  bid: (id: string, bidder: string, bid: { amount: number } | { max_amount: number }, operation: Operation) => Promise<BidAccepted | Refused>
  buyNow: (id: string, buyer: string, operation: Operation) => Promise<'ended' | Refused>
  endEarly: (id: string, actor: string, right: 'owner' | 'administrator') => Promise<'ended' | Refused>
  close: (id: string, closing: Closing) => Promise<CloseReply>
  cancel: (id: string, actor: string, right: 'owner' | 'administrator', reason: string) => Promise<Changed | Refused>
  /**
   * Marks a sale as paid or delivered, or takes a mark back; what is not given stays. A mark that stands already stays as it was made.
   * @returns `not_sold`, `not_party`: only seller and winner may; `not_yours`: only who made a mark takes it back.
   */
  settle: (id: string, actor: string, marks: { paid?: boolean, delivered?: boolean }) => Promise<Changed | Refused | 'not_sold' | 'not_party' | 'not_yours'>
  open: (id: string) => Promise<'opened' | 'not_yet' | 'not_scheduled'>
}

export function newAuctionId (): string {
  return makeAuctionId(0, ulid())
}

export function createTransitions (run: RunScript): Transitions {
  return {
    async create (seller, content, schedule, operation, { id, images } = { id: newAuctionId(), images: [] }) {
      const keys = partitionKeys(0)
      const reply = await run('create-auction', [keys.auction(id), keys.log(id), recordKey(keys, operation)], [
        keys.prefix, id, ...record(operation), schedule.starts_at ?? '', ...endArguments(schedule.end), MAX_DURATION_SECONDS * 1000,
        'id', id, 'seller', seller, 'images', encodeImages(images), ...encodeContent(content)
      ])
      return refused(reply) ?? changed(reply)
    },

    async update (actor, built, changes, now) {
      const keys = keysOf(built.id)
      const addenda = changes.addendum === null ? '' : encodeAddenda([...built.addenda, { text: changes.addendum, created_at: now }])
      const reply = await run('update-auction', [keys.auction(built.id), keys.log(built.id)], [
        keys.prefix, built.id, actor, built.version, changes.starts_at ?? '', ...endArguments(changes.end), MAX_DURATION_SECONDS * 1000,
        addenda, ...encodeContent(changes.content)
      ])
      if (reply[0] === 'moved') return 'moved'
      return refused(reply) ?? changed(reply)
    },

    async changeImages (actor, built, change, seen) {
      const keys = keysOf(built.id)
      const images = 'add' in change ? [...built.images, change.add] : built.images.filter(({ id }) => id !== change.remove)
      const reply = await run('change-images', [keys.auction(built.id), keys.log(built.id)], [
        keys.prefix, built.id, actor, 'add' in change ? 'add' : 'remove', encodeImages(built.images), encodeImages(images), seen ?? ''
      ])
      if (reply[0] === 'moved') return 'moved'
      return refused(reply) ?? changed(reply)
    },

    async bid (id, bidder, bid, operation) {
      const keys = keysOf(id)
      const reply = await run('place-bid', [keys.auction(id), keys.log(id), recordKey(keys, operation)], [
        keys.prefix, id, bidder, 'amount' in bid ? 'plain' : 'automatic', 'amount' in bid ? bid.amount : bid.max_amount, ...record(operation)
      ])
      const rejected = refused(reply)
      if (rejected) return rejected
      const [, now, bidId, amount, flat] = reply as [string, string, string, string, string[]]
      return {
        auction: decodeAuction(id, fieldsOf(flat), Number(now)),
        now: Number(now),
        bid: bidId === '' ? null : decodeBid(bidId, { bidder, amount, automatic: '0', buy_now: '0' })
      }
    },

    async buyNow (id, buyer, operation) {
      const keys = keysOf(id)
      const reply = await run('end-auction', [keys.auction(id), keys.log(id), recordKey(keys, operation)], [
        keys.prefix, id, buyer, 'bought_now', ...record(operation)
      ])
      return refused(reply) ?? 'ended'
    },

    async endEarly (id, actor, right) {
      const keys = keysOf(id)
      const reply = await run('end-auction', [keys.auction(id), keys.log(id), recordKey(keys, null)], [
        keys.prefix, id, actor, right === 'owner' ? 'closed_early' : 'closed_by_administrator', ...record(null)
      ])
      return refused(reply) ?? 'ended'
    },

    async close (id, closing) {
      const keys = keysOf(id)
      const reply = await run('close-auction', [keys.auction(id), keys.log(id), keys.finalized], [
        keys.prefix, id, closing.version, closing.outcome, closing.event_id, closing.type, closing.event_version, closing.payload,
        closing.channel, closing.announcement, closing.traceparent ?? ''
      ])
      const [word, first, second] = reply
      if (word === 'closed') return { result: word, closed_at: Number(first) }
      if (word === 'not_yet') return { result: word, now: Number(first), ends_at: Number(second) }
      if (word === 'already_closed' || word === 'cancelled' || word === 'not_found' || word === 'moved') return { result: word }
      throw unknownReply('close-auction', reply)
    },

    async cancel (id, actor, right, reason) {
      const keys = keysOf(id)
      const reply = await run('cancel-auction', [keys.auction(id), keys.log(id)], [keys.prefix, id, actor, right, reason])
      return refused(reply) ?? changed(reply)
    },

    async settle (id, actor, { paid, delivered }) {
      const word = (mark: boolean | undefined) => mark === undefined ? '' : mark ? 'set' : 'clear'
      const reply = await run('settle-sale', [keysOf(id).auction(id)], [actor, word(paid), word(delivered)])
      const [first] = reply
      if (first === 'not_sold' || first === 'not_party' || first === 'not_yours') return first
      return refused(reply) ?? changed(reply)
    },

    async open (id) {
      const keys = keysOf(id)
      const reply = await run('open-auction', [keys.auction(id), keys.log(id)], [keys.prefix, id])
      const [word] = reply
      if (word === 'opened' || word === 'not_yet' || word === 'not_scheduled') return word
      throw unknownReply('open-auction', reply)
    }
  }
}

/** starts with '' for what is absent: [ends_at, duration in ms]. */
function endArguments (end: Schedule['end'] | null): [number | '', number | ''] {
  if (end === null) return ['', '']
  return 'at' in end ? [end.at, ''] : ['', end.after_ms]
}

function recordKey (keys: PartitionKeys, operation: Operation): string {
  return operation === null ? keys.kept('operation', ulid()) : keys.kept('request', operation.scope, operation.key)
}

/** [fingerprint, how long to remember in ms] */
function record (operation: Operation): [string, number] {
  return operation === null ? ['', OPERATION_MS] : [operation.fingerprint, KEPT_MS]
}

/** The state that a script returns as `{word, now, {field, value, …}}`. */
function changed (reply: Reply): Changed {
  const [, now, flat] = reply
  const fields = fieldsOf(flat as string[])
  return { auction: decodeAuction(fields.id ?? '', fields, Number(now)), now: Number(now) }
}

function refused (reply: Reply): Refused | null {
  const [word, code, ...rest] = reply
  if (word !== 'rejected') return null
  switch (code) {
    case 'invalid_request': return { rejected: { code, path: String(rest[0]), message: String(rest[1]) } }
    case 'bid_too_low': return { rejected: { code, minimum_bid: Number(rest[0]) } }
    case 'auction_not_found':
    case 'not_owner':
    case 'own_auction':
    case 'auction_not_open':
    case 'auction_ended':
    case 'already_leading':
    case 'use_buy_now':
    case 'buy_now_unavailable':
    case 'has_bids':
    case 'version_mismatch':
    case 'idempotency_key_reused':
      return { rejected: { code } }
    default:
      throw unknownReply('a script', reply)
  }
}

function unknownReply (script: string, reply: Reply): Error {
  return new Error(`${script} replied what nobody knows: ${JSON.stringify(reply).slice(0, 200)}`)
}

/**
 * An auction as the rules have it, without Redis: what each command must come to. Bids are judged by the reference in packages/auction;
 * everything else is written down here a second time, from the rules, to be compared with the scripts.
 */
import {
  MAX_DURATION_SECONDS, buyNowAvailable, placeBid,
  type BidRequest, type LoggedBid, type Outcome, type Rejection, type Standing, type Terms
} from '@martelo/auction'
import type { AuctionContent, Schedule } from '../src/index.ts'

const LONGEST_MS = MAX_DURATION_SECONDS * 1000

export interface Edit { content: Partial<AuctionContent>, starts_at: number | null, end: Schedule['end'] | null, addendum: string | null }

export class ModelAuction {
  id = ''
  readonly seller: string
  title: string
  terms: Terms
  standing: Standing
  /** As it is stored: a start that has passed is noticed by the next command that changes something. */
  status: 'scheduled' | 'open' | 'closed' | 'cancelled'
  ending: 'closed_early' | 'bought_now' | null = null
  outcome: Outcome | null = null
  version = 1
  addenda = 0
  now: number
  readonly bids: LoggedBid[] = []
  readonly kinds: string[] = []

  /** @throws when the schedule is not one: see {@link refusedSchedule} */
  constructor (seller: string, content: AuctionContent, schedule: Schedule, now: number) {
    const starts_at = Math.max(schedule.starts_at ?? now, now)
    const ends_at = 'at' in schedule.end ? schedule.end.at : starts_at + schedule.end.after_ms
    this.seller = seller
    this.title = content.title
    this.terms = { ...termsOf(content), seller, starts_at, original_ends_at: ends_at }
    this.standing = { leader: null, bid_count: 0, ends_at }
    this.status = starts_at > now ? 'scheduled' : 'open'
    this.now = now
    this.kinds.push(this.status === 'scheduled' ? 'created' : 'opened')
  }

  get over (): boolean { return this.status === 'closed' || this.status === 'cancelled' }
  get ended (): boolean { return this.status === 'closed' || this.now >= this.standing.ends_at }

  bid (request: BidRequest): { rejected: Rejection } | { bid: LoggedBid | null } {
    if (request.bidder !== this.seller && this.status === 'cancelled') return { rejected: { code: 'auction_not_open' } }
    const outcome = placeBid(this.terms, this.standing, request, this.now)
    if ('rejected' in outcome) return outcome
    this.standing = outcome.standing
    if (outcome.logged.length === 0) return { bid: null }
    this.#open()
    this.version++
    this.bids.push(...outcome.logged)
    this.kinds.push(...outcome.logged.map(() => 'bid'), ...(outcome.extended ? ['extended'] : []))
    return { bid: outcome.logged[0]! }
  }

  buyNow (buyer: string): { rejected: Rejection } | 'ended' {
    if (buyer === this.seller) return { rejected: { code: 'own_auction' } }
    if (this.status === 'cancelled' || this.now < this.terms.starts_at) return { rejected: { code: 'auction_not_open' } }
    if (this.ended) return { rejected: { code: 'auction_ended' } }
    if (!buyNowAvailable(this.terms, this.standing)) return { rejected: { code: 'buy_now_unavailable' } }
    const price = this.terms.buy_now_price!
    this.#open()
    this.standing = { leader: buyer, price, maximum: price, bid_count: this.standing.bid_count + 1, ends_at: this.now }
    this.ending = 'bought_now'
    this.version++
    this.bids.push({ bidder: buyer, amount: price, automatic: false, buy_now: true })
    this.kinds.push('bid')
    return 'ended'
  }

  endEarly (actor: string, right: 'owner' | 'administrator'): { rejected: Rejection } | 'ended' {
    if (right === 'owner' && actor !== this.seller) return { rejected: { code: 'not_owner' } }
    if (this.status === 'cancelled') return { rejected: { code: 'auction_not_open' } }
    if (this.ended) return 'ended'
    this.terms.starts_at = Math.min(this.now, this.terms.starts_at)
    this.#open()
    this.standing = { ...this.standing, ends_at: this.now }
    this.ending = 'closed_early'
    this.version++
    return 'ended'
  }

  /** @param version that the close was built from. */
  close (version: number): 'closed' | 'already_closed' | 'cancelled' | 'not_yet' | 'moved' {
    if (this.over) return this.status === 'closed' ? 'already_closed' : 'cancelled'
    if (this.now < this.standing.ends_at) return 'not_yet'
    if (version !== this.version) return 'moved'
    this.outcome = this.comesTo()
    this.status = 'closed'
    this.version++
    this.kinds.push('closed')
    return 'closed'
  }

  /** How it ends if it is closed as it stands. */
  comesTo (): Exclude<Outcome, 'cancelled'> {
    if (this.ending === 'bought_now') return 'bought_now'
    if (this.standing.leader === null) return 'no_bids'
    return this.terms.reserve_price !== null && this.standing.maximum < this.terms.reserve_price ? 'reserve_not_met' : 'sold'
  }

  cancel (actor: string, right: 'owner' | 'administrator'): { rejected: Rejection } | 'cancelled' {
    if (right === 'owner' && actor !== this.seller) return { rejected: { code: 'not_owner' } }
    if (this.status === 'cancelled') return 'cancelled'
    if (this.ended) return { rejected: { code: 'auction_ended' } }
    if (right === 'owner' && this.standing.leader !== null) return { rejected: { code: 'has_bids' } }
    this.status = 'cancelled'
    this.outcome = 'cancelled'
    this.version++
    this.kinds.push('cancelled')
    return 'cancelled'
  }

  openIfDue (): 'opened' | 'not_yet' | 'not_scheduled' {
    if (this.status !== 'scheduled') return 'not_scheduled'
    if (this.now < this.terms.starts_at) return 'not_yet'
    this.#open()
    return 'opened'
  }

  edit (actor: string, version: number, { content, starts_at, end, addendum }: Edit): { rejected: { code: string, path?: string } } | 'moved' | 'updated' {
    if (actor !== this.seller) return { rejected: { code: 'not_owner' } }
    if (this.status === 'cancelled') return { rejected: { code: 'auction_not_open' } }
    if (this.ended) return { rejected: { code: 'auction_ended' } }
    if (version !== this.version) return 'moved'
    if (this.standing.leader !== null && (Object.keys(content).length > 0 || starts_at !== null || end !== null)) return { rejected: { code: 'has_bids' } }
    const started = this.terms.starts_at <= this.now
    if (starts_at !== null && started) return { rejected: { code: 'invalid_request', path: '/starts_at' } }
    const begins = starts_at === null ? this.terms.starts_at : Math.max(starts_at, this.now)
    const ends = end === null ? this.standing.ends_at : 'at' in end ? end.at : Math.max(begins, this.now) + end.after_ms
    if (ends <= this.now || ends <= begins || ends > this.now + LONGEST_MS) return { rejected: { code: 'invalid_request', path: end === null ? '/starts_at' : 'at' in end ? '/ends_at' : '/duration_seconds' } }
    if (started) this.#open()
    this.title = content.title ?? this.title
    this.terms = { ...this.terms, ...termsOf(content), starts_at: begins, ...(ends !== this.standing.ends_at && { original_ends_at: ends }) }
    this.standing = { ...this.standing, ends_at: ends }
    if (addendum !== null) this.addenda++
    this.version++
    this.kinds.push('updated')
    return 'updated'
  }

  #open (): void {
    if (this.status !== 'scheduled') return
    this.status = 'open'
    this.version++
    this.kinds.push('opened')
  }
}

/** Where the store must refuse a new auction's schedule; null when it is one. */
export function refusedSchedule ({ starts_at, end }: Schedule, now: number): string | null {
  const begins = Math.max(starts_at ?? now, now)
  const ends = 'at' in end ? end.at : begins + end.after_ms
  return ends <= begins || ends > now + LONGEST_MS ? 'at' in end ? '/ends_at' : '/duration_seconds' : null
}

function termsOf ({ starting_price, reserve_price, buy_now_price, increment, soft_close }: Partial<AuctionContent>): Partial<Terms> & Omit<Terms, 'seller' | 'starts_at' | 'original_ends_at'> {
  const given = { starting_price, reserve_price, buy_now_price, increment, soft_close }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as unknown as ReturnType<typeof termsOf>
}

/**
 * Rejections: a request that the rules refuse. They are values; an exception means that the world broke.
 * Codes are stable and part of the contract with clients. HTTP statuses live in the API.
 */
import type { Minor } from './money.ts'

export type Rejection =
  /** A value that only the store could judge, such as an end that lies in the past on Redis' clock. */
  | { code: 'invalid_request', path: string, message: string }
  | { code: 'auction_not_found' }
  | { code: 'not_owner' }
  | { code: 'own_auction' }
  /** Scheduled or cancelled. */
  | { code: 'auction_not_open' }
  /** Redis' clock has passed the end, or the auction is closed. */
  | { code: 'auction_ended' }
  | { code: 'already_leading' }
  | { code: 'use_buy_now' }
  | { code: 'bid_too_low', minimum_bid: Minor }
  | { code: 'buy_now_unavailable' }
  | { code: 'has_bids' }
  | { code: 'version_mismatch' }
  | { code: 'idempotency_key_reused' }

export type RejectionCode = Rejection['code']

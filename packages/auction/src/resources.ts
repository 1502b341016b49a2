/**
 * The forms that REST takes and gives. Requests refuse unknown members; answers may gain members at any time.
 */
import { Type, type Static, type TObjectOptions, type TProperties } from 'typebox'
import type { Increment } from './increments.ts'
import { formatMoney, MONEY_PATTERN, parseMoney } from './money.ts'
import { BID_ID_PATTERN } from './ids.ts'
import { OUTCOMES, STATUSES } from './auction.ts'
import { AuctionId, Currency, Locale, Money, MoneyInput, Timestamp, oneOf } from './schemas.ts'

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const strict = <T extends TProperties>(properties: T, options: TObjectOptions = {}) => Type.Object(properties, { additionalProperties: false, ...options })

export const MAX_TITLE = 200
export const MAX_DESCRIPTION = 10_000
/** An auction ends within a year of its creation. */
export const MAX_DURATION_SECONDS = 365 * 24 * 3600

export const IncrementForm = Type.Union([
  strict({ type: Type.Literal('table') }),
  strict({ type: Type.Literal('fixed'), amount: MoneyInput }),
  strict({ type: Type.Literal('percent'), percent: Type.Integer({ minimum: 1, maximum: 100 }) })
], { $id: 'Increment', description: 'The smallest step above the current price: the table by price (default), a fixed amount, or a percentage rounded up to the cent.' })
export type IncrementForm = Static<typeof IncrementForm>

/** @returns null when a fixed amount is not money. */
export function parseIncrement (form: IncrementForm): Increment | null {
  if (form.type !== 'fixed') return form
  const amount = parseMoney(form.amount)
  return amount === null ? null : { type: 'fixed', amount }
}

export function incrementForm (increment: Increment): IncrementForm {
  return increment.type === 'fixed' ? { type: 'fixed', amount: formatMoney(increment.amount) } : increment
}

const seconds = (initial: number) => Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400, default: initial }))

/** A bid in the last `window_seconds` moves the end to `extension_seconds` from then, at most `max_total_seconds` past the original end. */
export const SoftCloseForm = strict({
  window_seconds: seconds(120),
  extension_seconds: seconds(120),
  max_total_seconds: seconds(3600)
}, { $id: 'SoftClose' })
export const DEFAULT_SOFT_CLOSE = { window_seconds: 120, extension_seconds: 120, max_total_seconds: 3600 }

const Title = Type.String({ minLength: 1, maxLength: MAX_TITLE, pattern: '\\S', description: 'Trimmed; 1 to 200 characters.' })
const Description = Type.String({ maxLength: MAX_DESCRIPTION })
const Category = Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z0-9-]+$', description: 'An id from GET /api/categories.' })
const DurationSeconds = Type.Integer({ minimum: 1, maximum: MAX_DURATION_SECONDS, description: 'Counted from starts_at, or from now.' })

export const NewAuction = strict({
  title: Title,
  description: Type.Optional(Description),
  starting_price: MoneyInput,
  ends_at: Type.Optional(Timestamp),
  duration_seconds: Type.Optional(DurationSeconds),
  category: Type.Optional(nullable(Category)),
  currency: Type.Optional(Currency),
  locale: Type.Optional(Locale),
  starts_at: Type.Optional(Timestamp),
  reserve_price: Type.Optional(nullable(MoneyInput)),
  buy_now_price: Type.Optional(nullable(MoneyInput)),
  increment: Type.Optional(IncrementForm),
  soft_close: Type.Optional(nullable(SoftCloseForm))
}, { $id: 'NewAuction' })
export type NewAuction = Static<typeof NewAuction>

export const AuctionChanges = Type.Object({
  title: Type.Optional(Title),
  description: Type.Optional(Description),
  starting_price: Type.Optional(MoneyInput),
  ends_at: Type.Optional(Timestamp),
  duration_seconds: Type.Optional(DurationSeconds),
  category: Type.Optional(nullable(Category)),
  currency: Type.Optional(Currency),
  locale: Type.Optional(Locale),
  starts_at: Type.Optional(Timestamp),
  reserve_price: Type.Optional(nullable(MoneyInput)),
  buy_now_price: Type.Optional(nullable(MoneyInput)),
  increment: Type.Optional(IncrementForm),
  soft_close: Type.Optional(nullable(SoftCloseForm)),
  addendum: Type.Optional(Type.String({ minLength: 1, maxLength: MAX_DESCRIPTION, pattern: '\\S', description: 'Added below the description; the only change after the first bid.' }))
}, { $id: 'AuctionChanges', additionalProperties: false, minProperties: 1 })
export type AuctionChanges = Static<typeof AuctionChanges>

/** What is different when an auction is listed again. */
export const RelistTerms = strict({
  title: Type.Optional(Title),
  description: Type.Optional(Description),
  starting_price: Type.Optional(MoneyInput),
  ends_at: Type.Optional(Timestamp),
  duration_seconds: Type.Optional(DurationSeconds),
  category: Type.Optional(nullable(Category)),
  starts_at: Type.Optional(Timestamp),
  reserve_price: Type.Optional(nullable(MoneyInput)),
  buy_now_price: Type.Optional(nullable(MoneyInput)),
  increment: Type.Optional(IncrementForm),
  soft_close: Type.Optional(nullable(SoftCloseForm))
}, { $id: 'RelistTerms' })
export type RelistTerms = Static<typeof RelistTerms>

export const NewBid = Type.Union([
  strict({ amount: MoneyInput }),
  strict({ max_amount: MoneyInput })
], { $id: 'NewBid', description: '`amount` bids exactly that. `max_amount` bids no more than needed, up to that.' })
export type NewBid = Static<typeof NewBid>

const Named = Type.Object({ name: Type.String() })

export const BidResource = Type.Object({
  id: Type.String({ pattern: BID_ID_PATTERN }),
  bidder: Named,
  amount: Money,
  automatic: Type.Boolean({ description: 'True when Martelo bid for the leader, up to the leader’s maximum.' }),
  buy_now: Type.Boolean(),
  created_at: Timestamp
}, { $id: 'Bid' })
export type BidResource = Static<typeof BidResource>

const ImageSize = { url: Type.String({ description: 'Immutable: to be kept for ever.' }), width: Type.Integer(), height: Type.Integer() }

export const ImageResource = Type.Object({
  id: Type.String(),
  ...ImageSize,
  alt: nullable(Type.String({ description: 'What it shows, for those who do not see it.' })),
  sizes: Type.Array(Type.Object(ImageSize), { description: 'Ascending; the last is the one above.' })
}, { $id: 'Image' })
export type ImageResource = Static<typeof ImageResource>

const MarkedBy = nullable(oneOf(['seller', 'winner']))

export const SettlementResource = Type.Object({
  paid: Type.Boolean(),
  paid_at: nullable(Timestamp),
  paid_by: MarkedBy,
  delivered: Type.Boolean(),
  delivered_at: nullable(Timestamp),
  delivered_by: MarkedBy
}, { $id: 'Settlement', description: 'What seller and winner have marked; shown to them alone.' })
export type SettlementResource = Static<typeof SettlementResource>

export const AuctionResource = Type.Object({
  id: AuctionId,
  title: Type.String(),
  description: Type.String(),
  addenda: Type.Array(Type.Object({ text: Type.String(), created_at: Timestamp })),
  category: nullable(Type.String()),
  images: Type.Array(ImageResource),
  status: oneOf(STATUSES),
  outcome: nullable(oneOf(OUTCOMES)),
  currency: Currency,
  locale: Locale,
  starting_price: Money,
  current_price: Money,
  minimum_bid: nullable(Money),
  increment: IncrementForm,
  reserve_met: nullable(Type.Boolean()),
  buy_now_price: nullable(Money),
  bid_count: Type.Integer(),
  leader: nullable(Named),
  winner: nullable(Named),
  seller: Type.Object({ id: Type.String(), name: Type.String() }),
  starts_at: Timestamp,
  ends_at: Timestamp,
  closed_at: nullable(Timestamp),
  soft_close: nullable(SoftCloseForm),
  version: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
  server_time: Timestamp,
  cancel_reason: Type.Optional(Type.String({ description: 'Of a cancelled auction.' })),
  settlement: Type.Optional(SettlementResource),
  your_max_amount: Type.Optional(Type.String({ pattern: MONEY_PATTERN, description: 'Only to the leader.' })),
  reserve_price: Type.Optional(Type.String({ pattern: MONEY_PATTERN, description: 'Only to the owner.' }))
}, { $id: 'Auction' })
export type AuctionResource = Static<typeof AuctionResource>

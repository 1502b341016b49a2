/**
 * The report of an ended auction as it is recorded: words, labels and facts in the auction's language, for whoever shows it.
 * People stand as placeholders, `{{person:<account id>}}`; the reserve stands nowhere, and is put in when the seller reads it.
 */
import { Type, type Static } from 'typebox'
import { Currency, Locale, Money, Timestamp, oneOf } from './schemas.ts'

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** Facts as programs read them. Null is what nobody knows, such as the bidders of an auction that another program ran. */
export const ReportFigures = Type.Object({
  outcome: oneOf(['sold', 'bought_now', 'reserve_not_met', 'no_bids']),
  starting_price: nullable(Money),
  final_price: nullable(Money),
  bids: Type.Integer(),
  bidders: nullable(Type.Integer()),
  lead_changes: nullable(Type.Integer()),
  extensions: nullable(Type.Integer()),
  rise_percent: nullable(Type.Integer({ description: 'The final price above the starting price, in whole percent.' })),
  average_raise: nullable(Money),
  late_bids: nullable(Type.Integer({ description: 'Bids within the last `late_window_seconds`.' })),
  late_window_seconds: nullable(Type.Integer()),
  closed_early: Type.Boolean(),
  starts_at: nullable(Timestamp),
  ends_at: Timestamp
})
export type ReportFigures = Static<typeof ReportFigures>

export const ReportedBid = Type.Object({
  /** A placeholder where it is recorded, a name where it is read. */
  bidder: Type.String(),
  amount: Money,
  automatic: Type.Boolean(),
  buy_now: Type.Boolean(),
  created_at: Timestamp
})
export type ReportedBid = Static<typeof ReportedBid>

const Row = Type.Object({ label: Type.String(), value: Type.String() })

export const RecordedReport = Type.Object({
  locale: Locale,
  currency: Currency,
  time_zone: Type.String(),
  /** What kind of page this is; `item` is the auction's title. */
  heading: Type.String(),
  item: Type.String(),
  summary: Type.String(),
  facts: Type.Object({ title: Type.String(), rows: Type.Array(Row) }),
  /** What decided the auction, in the order of time. */
  moments: nullable(Type.Object({ title: Type.String(), rows: Type.Array(Type.Object({ at: Timestamp, text: Type.String() })) })),
  /** The price after every step, as `[epoch milliseconds, minor units]`. */
  chart: nullable(Type.Object({ title: Type.String(), starts_at: Timestamp, ends_at: Timestamp, points: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()])) })),
  history: nullable(Type.Object({
    title: Type.String(),
    note: nullable(Type.String()),
    columns: Type.Tuple([Type.String(), Type.String(), Type.String()]),
    automatic: Type.String(),
    bought: Type.String(),
    bids: Type.Array(ReportedBid)
  })),
  /** For the seller alone. */
  seller: Type.Object({ title: Type.String(), reserve: Type.String(), no_reserve: Type.String(), advice_title: Type.String(), advice: Type.String() }),
  footer: Type.String(),
  figures: ReportFigures
})
export type RecordedReport = Static<typeof RecordedReport>

const PLACEHOLDER = /\{\{person:([\w-]+)\}\}/g

export const personPlaceholder = (account: string): string => `{{person:${account}}}`

/** Ids of the accounts that a recorded text names. */
export function peopleIn (text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, id]) => id!))]
}

export function withNames (text: string, nameOf: (account: string) => string): string {
  return text.replace(PLACEHOLDER, (_, id: string) => nameOf(id))
}

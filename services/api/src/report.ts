/**
 * The report of a closed auction, as its readers get it. What is recorded names people by account id: names are put in here. So is the
 * seller's own part, with the reserve, which nobody else gets.
 */
import { RecordedReport, formatMoney, peopleIn, winnerOf, withNames, type Auction } from '@martelo/auction'
import type { Accounts } from '@martelo/accounts'
import { Value } from 'typebox/value'
import { NOBODY } from './auction-form.ts'
import { drawChart, type Drawing } from './report-chart.ts'

/** What the worker records as the event's note `texts`, as far as a reader of reports needs it. */
interface RecordedTexts {
  written_by: 'model' | 'template'
  model: string | null
  created_at: string
  report: RecordedReport
}

/** A recorded report with names; `seller` is null for everybody else. */
export type ShownReport = Omit<RecordedReport, 'seller'> & { seller: RecordedReport['seller'] & { reserve_price: string | null } | null }

export interface Report {
  auction_id: string
  title: string
  outcome: string | null
  winner: { name: string } | null
  written_by: 'model' | 'template'
  model: string | null
  created_at: string
  summary: string
  /** For the seller alone. */
  advice: string | null
  report: ShownReport
  /** The chart as pages draw it; null without bids. */
  drawing: Drawing | null
}

/** @param forSeller whether the reader may see what only the seller may. @returns null where another release recorded something else. */
export async function readReport (note: string, auction: Auction, accounts: Accounts, forSeller: boolean): Promise<Report | null> {
  const { written_by, model, created_at, report: recorded } = JSON.parse(note) as RecordedTexts
  if (!Value.Check(RecordedReport, recorded)) return null
  const winner = winnerOf(auction)
  const people = await accounts.getMany([...new Set([...peopleIn(JSON.stringify(recorded)), ...(winner === null ? [] : [winner])])])
  const nameOf = (id: string) => people.get(id)?.name ?? NOBODY
  const { seller, ...shown } = named(recorded, nameOf)
  return {
    auction_id: auction.id,
    title: auction.title,
    outcome: 'outcome' in auction.lifecycle ? auction.lifecycle.outcome : null,
    winner: winner === null ? null : { name: nameOf(winner) },
    written_by,
    model: written_by === 'model' ? model : null,
    created_at,
    summary: shown.summary,
    advice: forSeller ? seller.advice : null,
    report: { ...shown, seller: forSeller ? { ...seller, reserve_price: auction.reserve_price === null ? null : formatMoney(auction.reserve_price) } : null },
    drawing: shown.chart && drawChart(shown)
  }
}

/** Every text of a value, with names. */
function named<T> (value: T, nameOf: (id: string) => string): T {
  if (typeof value === 'string') return withNames(value, nameOf) as T
  if (Array.isArray(value)) return value.map((each: unknown) => named(each, nameOf)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, named(each as unknown, nameOf)])) as T
}

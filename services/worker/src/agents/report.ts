/** The report: words, and facts in lists that code makes. In the auction's language, people as placeholders, without the reserve. */
import { displayMoney, formatMoney, timestamp, type RecordedReport } from '@martelo/auction'
import type { Facts } from '../facts.ts'
import { person } from '../people.ts'
import { phrases } from '../texts/phrases.ts'
import type { Words } from '../texts/texts.ts'

export interface Author {
  /** Null: a template wrote. */
  model: string | null
  /** In all; null where nobody knows. */
  tokens: number | null
  /** US dollars; null where nobody knows. */
  cost: number | null
}

export function recordedReport (facts: Facts, { summary, advice }: Pick<Words, 'summary' | 'advice'>, author: Author): RecordedReport {
  const { event, history, time_zone } = facts
  const text = phrases(event.locale).report
  return {
    locale: event.locale,
    currency: event.currency,
    time_zone,
    heading: text.heading,
    item: facts.title,
    summary,
    facts: { title: text.facts, rows: factRows(facts) },
    moments: moments(facts),
    chart: history === null || history.steps.length === 0 ? null : { title: text.chart, starts_at: event.starts_at, ends_at: event.ends_at, points: history.steps },
    history: history && {
      title: text.bids,
      note: history.bids.length === 0 ? text.no_bids : history.more_bids ? text.newest(history.bids.length) : null,
      columns: text.columns,
      automatic: text.automatic,
      bought: text.bought,
      bids: history.bids.map(({ bidder, amount, automatic, buy_now, created_at }) => ({ bidder: person(bidder), amount: formatMoney(amount), automatic, buy_now, created_at: timestamp(created_at) }))
    },
    seller: { title: text.seller, reserve: text.reserve_price, no_reserve: text.no_reserve, advice_title: text.advice, advice },
    footer: footer(facts, author),
    figures: figures(facts)
  }
}

function factRows (facts: Facts): Array<{ label: string, value: string }> {
  const { event, sold } = facts
  const { report, outcome } = phrases(event.locale)
  const rows: Array<[string, string | number | null]> = [
    [report.outcome, facts.foreign && !sold ? outcome.unsold : outcome[event.outcome]],
    [report.winner, event.winner_id && person(event.winner_id)],
    [report.final, sold ? facts.final_price : null],
    [report.last, !sold && event.bid_count > 0 ? facts.final_price : null],
    [report.starting, facts.starting_price],
    [report.rise, facts.rise_percent === null || facts.rise_percent <= 0 ? null : `${new Intl.NumberFormat(event.locale).format(facts.rise_percent)}%`],
    [report.bids, event.bid_count],
    [report.bidders, event.bid_count > 0 ? facts.bidders : null],
    [report.lead_changes, facts.lead_changes === 0 ? null : facts.lead_changes],
    [report.average_raise, facts.average_raise],
    [report.late, facts.late && facts.late.bids > 0 ? report.late_bids(facts.late.bids, facts.late.percent, facts.late.stretch) : null],
    [report.extensions, facts.extensions],
    [report.reserve, event.reserve_met === null ? null : event.reserve_met ? report.yes : report.no],
    [report.duration, facts.duration],
    [report.ended, facts.early ? `${facts.ends_at} (${report.early})` : facts.ends_at]
  ]
  return rows.flatMap(([label, value]) => value === null ? [] : { label, value: String(value) })
}

function moments ({ event, history }: Facts): RecordedReport['moments'] {
  if (history === null || history.moments.length === 0) return null
  const { report } = phrases(event.locale)
  const money = (amount: number) => displayMoney(amount, event.currency, event.locale)
  return {
    title: report.moments,
    rows: history.moments.map((moment) => ({
      at: timestamp(moment.at),
      text: report.moment[moment.kind](person(moment.bidder), money(moment.amount), moment.kind === 'biggest_raise' ? money(moment.from) : '')
    }))
  }
}

function figures ({ event, history, foreign, starting_price, bidders, lead_changes, extensions, rise_percent, early }: Facts): RecordedReport['figures'] {
  return {
    outcome: event.outcome,
    starting_price: starting_price && event.starting_price,
    final_price: event.bid_count > 0 || event.winner_id !== null ? event.final_price : null,
    bids: event.bid_count,
    bidders,
    lead_changes,
    extensions,
    rise_percent,
    average_raise: history?.average_raise == null ? null : formatMoney(history.average_raise),
    late_bids: history && history.late_bids,
    late_window_seconds: history && Math.round(history.late_ms / 1000),
    closed_early: early,
    starts_at: foreign ? null : event.starts_at,
    ends_at: event.ends_at
  }
}

function footer ({ event: { locale } }: Facts, { model, tokens, cost }: Author): string {
  const { report } = phrases(locale)
  if (model === null) return report.by_template
  const dollars = cost === null ? null : new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: 6 }).format(cost)
  return report.by_model(model, tokens === null ? null : report.usage(new Intl.NumberFormat(locale).format(tokens), dollars))
}

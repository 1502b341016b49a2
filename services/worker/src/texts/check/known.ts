/** The facts in the forms in which a text may say them. */
import { parseMoney } from '@martelo/auction'
import type { Facts } from '../../facts.ts'
import { numbersWrittenIn } from './words.ts'

/** When something happened. */
export interface Moments {
  /** `9:05` */
  clocks: ReadonlySet<string>
  /** `23/11/2026` and `23/11` */
  dates: ReadonlySet<string>
  /** 1 to 12. */
  months: ReadonlySet<number>
  /** 0, Sunday, to 6. */
  weekdays: ReadonlySet<number>
}

export interface Known extends Moments {
  facts: Facts
  /** Major units: 1234.5 */
  prices: ReadonlySet<number>
  /** What a number may count, by what it is said of. */
  bids: ReadonlySet<number>
  bidders: ReadonlySet<number>
  times: ReadonlySet<number>
  percents: ReadonlySet<number>
  /** Spans of time, ms. */
  spans: readonly number[]
  /** Numbers that stand for themselves: all of the above, years, and those of the title. */
  any: ReadonlySet<number>
  end: Moments
  /** The final price, or the highest bid, as a multiple of the starting price. */
  ratio: number | null
}

/** Moments of so many bids are told to a model. */
const TOLD_BIDS = 20

export function knownOf (facts: Facts): Known {
  const { event, history, late, sold } = facts
  const major = (minor: number) => Math.round(minor) / 100
  const [start, final] = [facts.starting_price === null ? null : parseMoney(event.starting_price), parseMoney(event.final_price)]
  const steps = history?.steps.map(([, amount]) => amount) ?? []
  const amounts = [start, final, start !== null && final !== null ? final - start : null, history?.average_raise ?? null, ...steps, ...history?.bids.map(({ amount }) => amount) ?? [], ...history?.moments.flatMap((moment) => moment.kind === 'biggest_raise' ? [moment.from, moment.amount - moment.from] : []) ?? []]
  const some = (...numbers: Array<number | null | undefined>) => new Set(numbers.filter((number): number is number => number !== null && number !== undefined))

  const prices = new Set([...some(...amounts)].map(major))
  const bids = some(event.bid_count, history?.late_bids, history && event.bid_count - history.late_bids, facts.extensions, event.outcome === 'bought_now' && event.bid_count > 1 ? event.bid_count - 1 : null)
  const others = facts.bidders === null || !sold ? null : facts.bidders - 1
  const bidders = some(facts.bidders, others !== null && others > 0 ? others : null)
  const times = some(facts.extensions, facts.lead_changes)
  const percents = some(facts.rise_percent, late?.percent, late === null || late.percent === 0 ? null : 100 - late.percent)
  const moments = [Date.parse(event.starts_at), Date.parse(event.ends_at), ...history?.moments.map(({ at }) => at) ?? [], ...history?.bids.slice(-TOLD_BIDS).map(({ created_at }) => created_at) ?? []]
  const parts = moments.map((ms) => partsOf(ms, facts.time_zone))
  const ofTitle = (facts.title.match(/\d[\d.,]*/g) ?? []).map((found) => numberOf(found)).filter((number) => number < 10_000)

  return {
    facts,
    prices,
    bids,
    bidders,
    times,
    percents,
    spans: [...(facts.duration === null ? [] : [Date.parse(event.ends_at) - Date.parse(event.starts_at)]), ...(history === null ? [] : [history.late_ms])],
    any: new Set([...prices, ...bids, ...bidders, ...times, ...percents, ...parts.map(({ year }) => year), ...ofTitle, ...numbersWrittenIn(facts.title)]),
    ...momentsOf(parts),
    end: momentsOf([partsOf(Date.parse(event.ends_at), facts.time_zone)]),
    ratio: start && final && event.bid_count > 0 ? final / start : null
  }
}

function momentsOf (parts: Array<ReturnType<typeof partsOf>>): Moments {
  return {
    clocks: new Set(parts.map(({ hour, minute }) => `${hour}:${String(minute).padStart(2, '0')}`)),
    dates: new Set(parts.flatMap(({ day, month, year }) => [`${day}/${month}`, `${day}/${month}/${year}`])),
    months: new Set(parts.map(({ month }) => month)),
    weekdays: new Set(parts.map(({ day, month, year }) => new Date(Date.UTC(year, month - 1, day)).getUTCDay()))
  }
}

function partsOf (ms: number, timeZone: string): { year: number, month: number, day: number, hour: number, minute: number } {
  const found = new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', timeZone }).formatToParts(ms)
  const of = (name: string) => Number(found.find(({ type }) => type === name)?.value)
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour') % 24, minute: of('minute') }
}

/** As it is meant: `1.234,50`, `1,234.50` and `1234.5` are one. */
export function numberOf (text: string): number {
  const digits = text.replace(/[.,]+$/, '')
  const cents = /[.,](\d{1,2})$/.exec(digits)
  return Number(`${(cents ? digits.slice(0, cents.index) : digits).replace(/[.,]/g, '')}.${cents?.[1] ?? '0'}`)
}

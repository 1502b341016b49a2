/** The price over time, as a drawing in its own units: whoever shows a report makes SVG of it. */
import { parseMoney, type RecordedReport } from '@martelo/auction'

export interface Drawing {
  width: number
  height: number
  /** The `d` of two paths: the price, and what is below it. */
  line: string
  area: string
  /** Where the price moved; none when there are too many to see. */
  dots: Array<{ x: number, y: number }>
  amounts: Array<{ y: number, label: string }>
  moments: Array<{ x: number, label: string, anchor: 'start' | 'middle' | 'end' }>
  /** In words, for whoever does not see it. */
  description: string
}

const WIDTH = 720
const HEIGHT = 280
const LEFT = 92
const RIGHT = 14
const TOP = 14
const BOTTOM = 34
const MOST_DOTS = 60
const STEPS = 4

/** @param report has a chart. */
export function drawChart ({ chart, figures, locale, currency, time_zone }: Pick<RecordedReport, 'chart' | 'figures' | 'locale' | 'currency' | 'time_zone'>): Drawing {
  const { points, title } = chart!
  const [starts, ends] = [Date.parse(chart!.starts_at), Date.parse(chart!.ends_at)]
  const starting = figures.starting_price === null ? null : parseMoney(figures.starting_price)
  // Until the first bid the price is the starting price; the last price stands until the end.
  const [first, last] = [points[0]!, points.at(-1)!]
  const steps: Array<[number, number]> = [[starts, starting ?? first[1]], ...points, [Math.max(ends, last[0]), last[1]]]

  const ticks = ticksBetween(Math.min(...steps.map(([, amount]) => amount)), last[1])
  const [low, high] = [ticks[0]!, ticks.at(-1)!]
  const x = (at: number) => round(LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, Math.max(0, (at - starts) / Math.max(1, ends - starts))))
  const y = (amount: number) => round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (amount - low) / (high - low))
  const line = steps.map(([at, amount], i) => i === 0 ? `M${x(at)} ${y(amount)}` : `H${x(at)}V${y(amount)}`).join('')

  const money = new Intl.NumberFormat(locale, { style: 'currency', currency, ...(ticks.every((tick) => tick % 100 === 0) && { maximumFractionDigits: 0 }) })
  const exact = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const span = ends - starts
  const moment = new Intl.DateTimeFormat(locale, {
    timeZone: time_zone,
    ...(span >= 86_400_000 && { day: '2-digit', month: '2-digit' }),
    hour: '2-digit',
    minute: '2-digit',
    ...(span < 600_000 && { second: '2-digit' })
  })
  return {
    width: WIDTH,
    height: HEIGHT,
    line,
    area: `${line}V${HEIGHT - BOTTOM}H${x(starts)}Z`,
    dots: points.length > MOST_DOTS ? [] : points.map(([at, amount]) => ({ x: x(at), y: y(amount) })),
    amounts: ticks.map((amount) => ({ y: y(amount), label: money.format(amount / 100) })),
    moments: [0, 0.5, 1].map((share) => ({ x: x(starts + span * share), label: moment.format(starts + span * share), anchor: share === 0 ? 'start' : share === 1 ? 'end' : 'middle' })),
    description: `${title}: ${exact.format(steps[0]![1] / 100)} → ${exact.format(last[1] / 100)}`
  }
}

const round = (units: number) => Math.round(units * 10) / 10

/** Round amounts, in minor units, from at or below the lowest to at or above the highest. */
function ticksBetween (lowest: number, highest: number): number[] {
  const raw = Math.max(1, (highest - lowest) / STEPS)
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= raw && Number.isInteger(each)) ?? Math.ceil(raw))
  const low = Math.floor(lowest / step) * step
  const count = Math.max(1, Math.ceil((highest - low) / step))
  return Array.from({ length: count + 1 }, (_, i) => low + i * step)
}

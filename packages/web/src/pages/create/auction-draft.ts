/** What a seller fills in, and what the API gets of it. */
import type { AuctionResource } from '../../api.ts'
import { fieldMoney, minor, readMoney } from '../../money.ts'
import { t } from '../../texts/index.ts'

export const CURRENCIES = ['BRL', 'USD', 'EUR'] as const

/** Everything as it was typed. */
export interface AuctionDraft {
  title: string
  description: string
  category: string
  currency: string
  starting_price: string
  reserve_price: string
  buy_now_price: string
  /** Seconds, or `until` for `ends_at`. */
  duration: string
  /** Of `<input type=datetime-local>`, in the viewer's zone. */
  ends_at: string
  starts_at: string
  increment: 'table' | 'fixed' | 'percent'
  increment_amount: string
  increment_percent: string
  soft_close: boolean
}

export const NEW_DRAFT: AuctionDraft = { title: '', description: '', category: '', currency: 'BRL', starting_price: '', reserve_price: '', buy_now_price: '', duration: '86400', ends_at: '', starts_at: '', increment: 'table', increment_amount: '', increment_percent: '5', soft_close: true }

/** By member of the request. */
export type Wrongs = Partial<Record<keyof AuctionDraft, string>>

/** An instant → what `<input type=datetime-local>` holds, in the viewer's zone. */
export function localTime (ms: number): string {
  const date = new Date(ms)
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** To edit an auction, or to offer the same again. */
export function draftOf (auction: AuctionResource, again: boolean): AuctionDraft {
  const { increment } = auction
  return {
    ...NEW_DRAFT,
    title: auction.title,
    // Addenda stand below the text; of what is offered again they are part.
    description: again ? [auction.description, ...auction.addenda.map(({ text }) => text)].filter(Boolean).join('\n\n').slice(0, 10_000) : auction.description,
    category: auction.category ?? '',
    currency: auction.currency,
    starting_price: fieldMoney(auction.starting_price),
    reserve_price: auction.reserve_price === undefined ? '' : fieldMoney(auction.reserve_price),
    buy_now_price: auction.buy_now_price === null ? '' : fieldMoney(auction.buy_now_price),
    ...(!again && { duration: 'until', ends_at: localTime(Date.parse(auction.ends_at)), starts_at: auction.status === 'scheduled' ? localTime(Date.parse(auction.starts_at)) : '' }),
    increment: increment.type,
    increment_amount: increment.type === 'fixed' ? fieldMoney(String(increment.amount)) : '',
    increment_percent: increment.type === 'percent' ? String(increment.percent) : '5',
    soft_close: auction.soft_close !== null
  }
}

/** @param now on the server's clock. @returns what the API gets, and what is wrong with it in words for the one who typed. */
export function readDraft (draft: AuctionDraft, now: number): { body: Record<string, unknown>, wrongs: Wrongs } {
  const wrongs: Wrongs = {}
  const money = (name: 'starting_price' | 'reserve_price' | 'buy_now_price' | 'increment_amount', required: boolean): string | null => {
    if (draft[name].trim() === '') {
      if (required) wrongs[name] = t.wrong.required
      return null
    }
    const value = readMoney(draft[name])
    if (value === null) wrongs[name] = t.wrong.money
    else if (minor(value) === 0) wrongs[name] = t.wrong.positive
    return value
  }
  if (draft.title.trim() === '') wrongs.title = t.wrong.required
  const starting = money('starting_price', true)
  const reserve = money('reserve_price', false)
  const buyNow = money('buy_now_price', false)
  if (starting !== null && reserve !== null && minor(reserve) < minor(starting)) wrongs.reserve_price ??= t.wrong.reserve_low
  if (starting !== null && buyNow !== null && (minor(buyNow) <= minor(starting) || (reserve !== null && minor(buyNow) < minor(reserve)))) wrongs.buy_now_price ??= t.wrong.buy_low

  const start = draft.starts_at === '' ? null : Date.parse(draft.starts_at)
  const end = draft.duration !== 'until' ? null : Date.parse(draft.ends_at)
  if (start !== null && !(start > now)) wrongs.starts_at = t.wrong.past
  if (end !== null) {
    if (Number.isNaN(end)) wrongs.ends_at = t.wrong.required
    else if (end <= now) wrongs.ends_at = t.wrong.past
    else if (start !== null && end <= start) wrongs.ends_at = t.wrong.before_start
    else if (end > now + 365 * 86_400_000) wrongs.ends_at = t.wrong.year
  }
  const step = draft.increment === 'fixed' ? money('increment_amount', true) : null
  const percent = Number(draft.increment_percent)
  if (draft.increment === 'percent' && !(Number.isInteger(percent) && percent >= 1 && percent <= 100)) wrongs.increment_percent = t.wrong.percent

  return {
    wrongs,
    body: {
      title: draft.title.trim(),
      description: draft.description,
      category: draft.category || null,
      currency: draft.currency,
      starting_price: starting,
      reserve_price: reserve,
      buy_now_price: buyNow,
      ...(start !== null && !Number.isNaN(start) && { starts_at: new Date(start).toISOString() }),
      ...(end === null ? { duration_seconds: Number(draft.duration) } : Number.isNaN(end) ? {} : { ends_at: new Date(end).toISOString() }),
      increment: draft.increment === 'fixed' ? { type: 'fixed', amount: step } : draft.increment === 'percent' ? { type: 'percent', percent } : { type: 'table' },
      ...(!draft.soft_close && { soft_close: null })
    }
  }
}

/** Only what an edit changes: what stayed is nobody's business, and the end keeps its seconds. */
export function changesOf (before: AuctionDraft, after: AuctionDraft, body: Record<string, unknown>): Record<string, unknown> {
  const touched = (...names: Array<keyof AuctionDraft>) => names.some((name) => before[name] !== after[name])
  return Object.fromEntries(Object.entries({
    ...Object.fromEntries((['title', 'description', 'category', 'currency', 'starting_price', 'reserve_price', 'buy_now_price'] as const).filter((name) => touched(name)).map((name) => [name, body[name]])),
    ...(touched('duration', 'ends_at') && { ends_at: body.ends_at, duration_seconds: body.duration_seconds }),
    ...(touched('starts_at') && { starts_at: body.starts_at }),
    ...(touched('increment', 'increment_amount', 'increment_percent') && { increment: body.increment }),
    ...(touched('soft_close') && { soft_close: after.soft_close ? {} : null })
  }).filter(([, value]) => value !== undefined))
}

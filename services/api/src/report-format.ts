/** Amounts and moments of a report in the form of its reader. */
import { displayMoney, parseMoney, type RecordedReport, type ReportedBid } from '@martelo/auction'

type Reader = Pick<RecordedReport, 'locale' | 'currency' | 'time_zone'>

export function shownAmount (amount: string, { locale, currency }: Reader): string {
  return displayMoney(parseMoney(amount) ?? 0, currency, locale)
}

export function shownMoment (time: string, { locale, time_zone }: Reader): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium', timeZone: time_zone }).format(Date.parse(time))
}

/** Who bid, and how, if it was not a plain bid. */
export function shownBidder ({ bidder, automatic, buy_now }: ReportedBid, history: NonNullable<RecordedReport['history']>): string {
  return automatic ? `${bidder} (${history.automatic})` : buy_now ? `${bidder} (${history.bought})` : bidder
}

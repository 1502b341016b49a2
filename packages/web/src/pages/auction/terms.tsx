/** The conditions of an auction. */
import type { AuctionResource } from '../../api.ts'
import { showMoney } from '../../money.ts'
import { showSpan } from '../../time.ts'
import { t } from '../../texts/index.ts'

export function Terms ({ auction }: { auction: AuctionResource }) {
  const { increment, currency } = auction
  const step = increment.type === 'fixed' ? t.auction.increments.fixed(showMoney(String(increment.amount), currency)) : increment.type === 'percent' ? t.auction.increments.percent(increment.percent) : t.auction.increments.table
  const reserve = [auction.reserve_met ? t.auction.reserve_met : t.auction.reserve_not_met, auction.reserve_price !== undefined && t.auction.reserve_own(showMoney(auction.reserve_price, currency))].filter(Boolean).join(' · ')
  // The same rows from the start to the end: nothing moves when a value goes.
  const rows: Array<[string, string | null]> = [
    [t.auction.seller, auction.seller.name],
    [t.auction.minimum, auction.minimum_bid === null ? t.auction.none : showMoney(auction.minimum_bid, currency)],
    [t.auction.starting_price, showMoney(auction.starting_price, currency)],
    [t.auction.increment, step],
    [t.auction.reserve, auction.reserve_met === null ? null : reserve],
    [t.auction.soft_close, lateBids(auction)]
  ]
  return (
    <section aria-labelledby="terms">
      <h2 id="terms">{t.auction.details}</h2>
      <dl class="terms">{rows.map(([name, value]) => value !== null && <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </section>
  )
}

export function lateBids ({ soft_close: soft }: AuctionResource): string {
  return soft === null ? t.auction.hard : t.auction.soft(showSpan(soft.window_seconds ?? 120), showSpan(soft.extension_seconds ?? 120))
}

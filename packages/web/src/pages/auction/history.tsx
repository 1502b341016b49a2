/** The bids so far, newest first, and how they made the price. */
import type { AuctionResource, BidResource, Me } from '../../api.ts'
import { useNow } from '../../clock.ts'
import { minor, showMoney } from '../../money.ts'
import { showAgo, showTime } from '../../time.ts'
import { t } from '../../texts/index.ts'

interface HistoryProps { auction: AuctionResource, bids: BidResource[], more: (() => void) | null, me: Me | null | undefined }

export function History ({ auction, bids, more, me }: HistoryProps) {
  const now = useNow()
  return (
    <section class="history" aria-labelledby="history">
      <h2 id="history">{t.history.title} <span class="count figures">{auction.bid_count}</span></h2>
      {bids.length === 0
        ? <p class="soft">{t.history.none}</p>
        : (
          <>
            <PriceChart auction={auction} bids={bids} now={now} />
            <table>
              <thead class="unseen"><tr><th scope="col">{t.history.who}</th><th scope="col">{t.history.amount}</th><th scope="col">{t.history.when}</th></tr></thead>
              <tbody>
                {/* A row is a place: a new bid takes the first, and no row moves. */}
                {bids.map((bid, i) => (
                  <tr key={i} class={i === 0 ? 'newest' : undefined} data-testid="bid-row">
                    <th scope="row" class={bid.bidder.name === me?.name ? 'own' : undefined}>{bid.bidder.name}{bid.automatic && <span class="tag">{t.history.automatic}</span>}{bid.buy_now && <span class="tag">{t.history.buy_now}</span>}</th>
                    <td class="figures">{showMoney(bid.amount, auction.currency)}</td>
                    <td class="when"><time dateTime={bid.created_at} title={showTime(bid.created_at)}>{showAgo(bid.created_at, now)}</time></td>
                  </tr>
                ))}
              </tbody>
            </table>
            {more && <p class="more"><button type="button" class="quiet" onClick={more}>{t.history.all}</button></p>}
          </>
          )}
    </section>
  )
}

const [WIDTH, HEIGHT, PAD] = [640, 120, 6]

/** Steps: a price holds until the next bid. */
function PriceChart ({ auction, bids, now }: { auction: AuctionResource, bids: BidResource[], now: number }) {
  const oldest = bids.at(-1)!
  const first = Date.parse(oldest.created_at)
  const last = Math.max(first + 1, auction.closed_at ? Date.parse(auction.closed_at) : Math.min(now, Date.parse(auction.ends_at)), Date.parse(bids[0]!.created_at))
  const [low, high] = [minor(oldest.amount), minor(bids[0]!.amount)]
  const x = (time: number) => PAD + (time - first) / (last - first) * (WIDTH - 2 * PAD)
  const y = (amount: number) => HEIGHT - PAD - (high === low ? 0.5 : (amount - low) / (high - low)) * (HEIGHT - 2 * PAD)
  const steps = [...bids].reverse().map((bid) => [x(Date.parse(bid.created_at)), y(minor(bid.amount))] as const)
  const line = steps.map(([px, py], i) => i === 0 ? `M${px.toFixed(1)} ${py.toFixed(1)}` : `H${px.toFixed(1)}V${py.toFixed(1)}`).join('') + `H${x(last).toFixed(1)}`
  const money = (amount: string) => showMoney(amount, auction.currency)
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t.history.chart(money(oldest.amount), money(bids[0]!.amount), t.bids(auction.bid_count))}>
        <path class="chart-area" d={`${line}V${HEIGHT}H${PAD}Z`} />
        <path class="chart-line" d={line} />
      </svg>
      <figcaption aria-hidden="true"><span class="figures">{money(bids[0]!.amount)}</span>{low !== high && <span class="figures">{money(oldest.amount)}</span>}</figcaption>
    </figure>
  )
}

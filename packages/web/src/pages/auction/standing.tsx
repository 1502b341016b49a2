/** How the viewer stands, at once and in words. Its place is kept while the auction runs. */
import type { AuctionResource, BidResource, Me } from '../../api.ts'
import { minor, showMoney } from '../../money.ts'
import { Icon } from '../../parts/icon.tsx'
import { offered } from '../../preferences.ts'
import { t } from '../../texts/index.ts'
import { Why } from './why.tsx'

interface StandingProps { auction: AuctionResource, bids: BidResource[], outbid: boolean, me: Me | null | undefined }

export function Standing ({ auction, bids, outbid, me }: StandingProps) {
  const money = (amount: string) => showMoney(amount, auction.currency)
  const own = auction.your_max_amount
  if (auction.status === 'closed' || auction.status === 'cancelled') return <Ended auction={auction} won={auction.winner !== null && own !== undefined} bidden={outbid || bids.some((bid) => bid.bidder.name === me?.name)} />
  if (own !== undefined) {
    return (
      <div class="standing leads" data-testid="leading">
        <Icon name="lead" />
        <div><strong>{t.standing.leading}</strong><p>{minor(own) > minor(auction.current_price) ? t.standing.leading_covered : t.standing.leading_plain}</p></div>
      </div>
    )
  }
  if (!outbid) return null
  const top = bids[0]
  const limit = offered(auction.id)
  const lost = bids.find((bid) => bid.bidder.name === me?.name && !bid.automatic)
  const tie = limit !== null && minor(limit) === minor(auction.current_price)
  return (
    <div class="standing outbid" data-testid="outbid">
      <Icon name="outbid" />
      <div>
        <strong>{t.standing.outbid}</strong>
        <p>{top && auction.leader && t.standing.outbid_by(auction.leader.name, money(top.amount))}</p>
        {limit !== null && <p>{tie ? t.standing.outbid_tie : t.standing.outbid_max(money(limit))}</p>}
        <Why key={`${lost?.id} ${auction.minimum_bid}`} auction={auction} bid={lost} />
      </div>
    </div>
  )
}

function Ended ({ auction, won, bidden }: { auction: AuctionResource, won: boolean, bidden: boolean }) {
  const { outcome, winner } = auction
  const lost = !won && bidden && winner !== null
  const price = showMoney(auction.current_price, auction.currency)
  return (
    <div class={won ? 'standing leads' : 'standing ended'} data-testid="closed">
      {won && <Icon name="lead" />}
      <div>
        <strong>{won ? t.standing.won : lost ? t.standing.lost : winner ? t.standing.winner(winner.name) : outcome ? t.outcome[outcome] : t.ended}</strong>
        {won && <p>{t.standing.won_next}</p>}
        {!won && winner && <p>{lost ? t.standing.winner_at(winner.name, price) : t.standing.at(price)}</p>}
        {outcome === 'cancelled' && auction.cancel_reason && <p>{t.auction.reason}: {auction.cancel_reason}</p>}
      </div>
    </div>
  )
}

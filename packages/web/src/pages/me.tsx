/** The viewer's own auctions and bids. */
import { call, type AuctionResource, type Me, type Page } from '../api.ts'
import { Card, Failure, useLoad } from '../parts.tsx'
import { Link, go } from '../router.tsx'
import { showMoney } from '../money.ts'
import { t } from '../texts/index.ts'
import { Delivery } from './delivery.tsx'

interface MyBid { auction: AuctionResource, standing: keyof typeof t.me.standing }

export function MePage ({ me }: { me: Me | null }) {
  const selling = useLoad(async () => await call<Page<AuctionResource>>('GET', '/me/auctions?limit=50'), me?.id ?? '')
  const bidding = useLoad(async () => await call<Page<MyBid>>('GET', '/me/bids?limit=50'), me?.id ?? '')
  if (me === null) {
    go('/sign-in?next=/me')
    return null
  }
  return (
    <>
      <h1>{t.me.auctions}</h1>
      {selling.error && <Failure error={selling.error} again={selling.again} />}
      {selling.data?.items.length === 0 && <p class="notice">{t.me.none}</p>}
      <ul class="cards">{selling.data?.items.map((auction) => auction.status === 'closed' ? <li class="card" key={auction.id}><Link to={`/auctions/${auction.id}`}><h2>{auction.title}</h2><p class="price">{showMoney(auction.current_price, auction.currency)}</p><p class="meta">{auction.outcome && t.outcome[auction.outcome]}</p></Link><Delivery auction={auction} /></li> : <Card key={auction.id} auction={auction} />)}</ul>
      <h1>{t.me.bids}</h1>
      {bidding.error && <Failure error={bidding.error} again={bidding.again} />}
      {bidding.data?.items.length === 0 && <p class="notice">{t.me.none}</p>}
      <ul class="rows">{bidding.data?.items.map(({ auction, standing }) => <li key={auction.id}><Link to={`/auctions/${auction.id}`}>{auction.title}</Link> <span class="number">{showMoney(auction.current_price, auction.currency)}</span> <strong class={standing}>{t.me.standing[standing]}</strong></li>)}</ul>
    </>
  )
}

/** An auction in a list. */
import type { AuctionResource } from '../api.ts'
import { showMoney } from '../money.ts'
import { Link } from '../router.tsx'
import { t } from '../texts/index.ts'
import { Photo } from './photo.tsx'
import { TimeLeft } from './time-left.tsx'

/** @param featured the first of a page, larger. @param eager seen without scrolling. */
export function Card ({ auction, featured = false, eager = false }: { auction: AuctionResource, featured?: boolean, eager?: boolean }) {
  return (
    <li class={featured ? 'card featured' : 'card'} data-testid="card">
      <Link to={`/auctions/${auction.id}`}>
        <Photo auction={auction} eager={eager} />
        <div class="card-text">
          <h2>{auction.title}</h2>
          <p class="card-price"><span class="figures" data-testid="card-price">{showMoney(auction.current_price, auction.currency)}</span> <span class="label">{t.bids(auction.bid_count)}</span></p>
          <p class="card-time"><TimeLeft auction={auction} /></p>
        </div>
      </Link>
    </li>
  )
}

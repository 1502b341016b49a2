/** One auction, live: photographs, price, time, bids, and what its viewer may do. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { call, type AuctionResource, type Category } from '../../api.ts'
import { useNow } from '../../clock.ts'
import { useLoad } from '../../load.ts'
import { showMoney } from '../../money.ts'
import { Icon } from '../../parts/icon.tsx'
import { LiveLine } from '../../parts/live-line.tsx'
import { Failure, Loading } from '../../parts/states.tsx'
import { TimeLeft, phaseOf, useSaidCountdown } from '../../parts/time-left.tsx'
import { Link, go, signInPath } from '../../router.tsx'
import { useSession } from '../../session.ts'
import { showClock, showEnd, showTime } from '../../time.ts'
import { language, t } from '../../texts/index.ts'
import { useTitle } from '../../title.ts'
import { NotFoundPage } from '../not-found.tsx'
import { BidBox } from './bid-box.tsx'
import { Delivery } from './delivery.tsx'
import { Gallery } from './gallery.tsx'
import { History } from './history.tsx'
import { OwnerBox } from './owner-box.tsx'
import { Standing } from './standing.tsx'
import { Terms, lateBids } from './terms.tsx'
import { useAuction } from './use-auction.ts'

export function AuctionPage ({ id }: { id: string }) {
  const { me } = useSession()
  const { auction, bids, more, error, again, live, outbid, extended, update } = useAuction(id, me)
  useSaidCountdown(auction)
  useTitle(auction && (outbid ? `${t.standing.outbid} · ${auction.title}` : auction.title))
  const now = useNow()

  if (auction === null) return error === null ? <Loading form="auction" count={1} /> : 'code' in error && error.code === 'auction_not_found' ? <NotFoundPage /> : <Failure error={error} again={again} />
  const { phase } = phaseOf(auction, now)
  const owner = me?.id === auction.seller.id
  const over = auction.status === 'closed' || auction.status === 'cancelled'
  const price = showMoney(auction.current_price, auction.currency)
  return (
    <article class="auction">
      <Gallery auction={auction} />
      <div class="stand">
        <div class="stand-head">
          <CategoryName id={auction.category} />
          <h1>{auction.title}</h1>
        </div>
        <dl class="facts">
          <div class="fact-price">
            <dt>{over ? (auction.winner ? t.auction.final_price : t.auction.last_price) : auction.bid_count > 0 ? t.auction.price : t.auction.starting_price}</dt>
            {/* A price of ten thousand millions is set smaller. */}
            <dd class={price.length > 12 ? 'figures long' : 'figures'} data-testid="price">{price}</dd>
          </div>
          <div class="fact-time"><dt class="unseen">{t.auction.ends_at}</dt><dd>{over ? <span class="over" data-testid="countdown">{t.ended}</span> : <TimeLeft auction={auction} />}</dd></div>
        </dl>
        <p class="end">
          <span>{phase === 'scheduled' ? t.auction.starts_at : t.auction.ends_at}: <time dateTime={phase === 'scheduled' ? auction.starts_at : auction.closed_at ?? auction.ends_at}>{showEnd(phase === 'scheduled' ? auction.starts_at : auction.closed_at ?? auction.ends_at)}</time></span>
          {!over && (extended ? <strong data-testid="extended"><Icon name="clock" />{t.auction.extended(showClock(auction.ends_at))}</strong> : <span>{lateBids(auction)}</span>)}
        </p>
        <Doing over={over}>
          <Standing auction={auction} bids={bids} outbid={outbid} me={me} />
          {phase === 'open' && !owner && (me ? <BidBox auction={auction} update={(next) => { update(next, 'bid') }} /> : me === null && <Link class="button act wide" to={signInPath(`/auctions/${id}`)} testid="bid-sign-in">{t.bid.sign_in}</Link>)}
          {phase === 'scheduled' && !owner && <p class="note">{t.bid.not_yet}</p>}
          {owner && !over && <p class="note">{t.bid.own}</p>}
        </Doing>
        <div class="stand-foot"><WatchButton auction={auction} /><LiveLine state={live} /></div>
        {(owner || me?.admin) && <OwnerBox auction={auction} owner={owner} update={update} />}
        {auction.status === 'closed' && (owner || me?.admin) && <Delivery auction={auction} />}
        {auction.status === 'closed' && auction.winner !== null && auction.winner.name === me?.name && !owner && <p><Link to={`/auctions/${id}/report`} class="button">{t.auction.report}</Link></p>}
      </div>
      <div class="about">
        <section aria-labelledby="description">
          <h2 id="description">{t.auction.description}</h2>
          {auction.description.trim() === '' ? <p class="soft">{t.auction.no_description}</p> : <p class="description">{auction.description}</p>}
          {auction.addenda.map((addendum) => <p key={addendum.created_at} class="addendum"><strong>{t.auction.addendum}, {showTime(addendum.created_at)}</strong><br />{addendum.text}</p>)}
        </section>
        <Terms auction={auction} />
      </div>
      <History auction={auction} bids={bids} more={more} me={me} />
    </article>
  )
}

/** Keeps the height that it had while the auction ran: the end moves nothing below it. */
function Doing ({ over, children }: { over: boolean, children: ComponentChildren }) {
  const element = useRef<HTMLDivElement>(null)
  const height = useRef(0)
  useEffect(() => { if (!over) height.current = element.current!.offsetHeight })
  return <div ref={element} class="doing" style={{ minHeight: over && height.current > 0 ? `${height.current}px` : '' }}>{children}</div>
}

function CategoryName ({ id }: { id: string | null }) {
  const { data } = useLoad(async () => (await call<{ items: Category[] }>('GET', '/categories')).items, id)
  // The line is there before the name is.
  return <p class="label">{data?.find((each) => each.id === id)?.name[language] ?? '\u00a0'}</p>
}

function WatchButton ({ auction }: { auction: AuctionResource }) {
  const { me } = useSession()
  const watched = useLoad(async () => (await call<{ items: AuctionResource[] }>('GET', '/me/watching?limit=100')).items.some(({ id }) => id === auction.id), me ? auction.id : null)
  const [failed, setFailed] = useState(false)
  if (me?.id === auction.seller.id || auction.status === 'closed' || auction.status === 'cancelled') return null
  const on = watched.data === true
  const toggle = () => {
    if (!me) return go(signInPath())
    setFailed(false)
    watched.set(() => !on)
    call(on ? 'DELETE' : 'PUT', `/auctions/${auction.id}/watch`).catch(() => {
      watched.set(() => on)
      setFailed(true)
    })
  }
  return <button type="button" class="plain watch" aria-pressed={on} data-testid="watch" onClick={toggle}><Icon name="watch" filled={on} />{failed ? t.retry : on ? t.auction.watching : t.auction.watch}</button>
}

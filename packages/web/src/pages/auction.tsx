/** One auction, live: price, time, bids, and what its viewer may do. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { call, type AuctionResource, type BidResource, type Me, type Page } from '../api.ts'
import { useLive } from '../live.ts'
import { showMoney } from '../money.ts'
import { Failure, TimeLeft, showTime, useLoad } from '../parts.tsx'
import { Link } from '../router.tsx'
import { t } from '../texts/index.ts'
import { BidBox } from './bid-box.tsx'
import { Delivery } from './delivery.tsx'
import { OwnerBox } from './owner-box.tsx'

export function AuctionPage ({ id, me }: { id: string, me: Me | null }) {
  const loaded = useLoad(async () => await call<AuctionResource>('GET', `/auctions/${id}`), id)
  const { data: auction, error, again } = loaded
  const [bids, setBids] = useState<BidResource[]>([])
  const [extended, setExtended] = useState(false)
  const [outbid, setOutbid] = useState(false)
  const led = useRef(false)

  useEffect(() => {
    call<Page<BidResource>>('GET', `/auctions/${id}/bids?limit=50`).then((page) => { setBids((known) => merge(known, page.items)) }, () => {})
  }, [id])
  const online = useLive(auction === null ? null : `/api/auctions/${id}/stream`, (event) => {
    if (event.bid) setBids((known) => merge(known, [event.bid!]))
    if (event.kind === 'extended') setExtended(true)
    if (!event.auction || !auction || event.auction.version < auction.version) return
    // The stream is the same for everybody; who leads by an own bid is asked for.
    if (me) again()
    else loaded.set(event.auction)
  })
  const leading = auction?.your_max_amount !== undefined
  useEffect(() => {
    if (led.current && !leading && auction?.status === 'open') setOutbid(true)
    if (leading) setOutbid(false)
    led.current = leading
  }, [leading, auction?.status])

  if (auction === null) return error ? <Failure error={error} again={again} /> : <p class="notice">{t.loading}</p>
  const owner = me?.id === auction.seller.id
  const over = auction.status === 'closed' || auction.status === 'cancelled'
  return (
    <article class="auction">
      <div class="about">
        <h1>{auction.title}</h1>
        <p class="meta">{t.seller}: {auction.seller.name}</p>
        <p class="description">{auction.description}</p>
        {auction.addenda.map((addendum) => <p key={addendum.created_at} class="addendum"><strong>{t.addendum}, {showTime(addendum.created_at)}</strong><br />{addendum.text}</p>)}
        <section aria-labelledby="history">
          <h2 id="history">{t.history.title}</h2>
          {bids.length === 0 && <p class="notice">{t.history.none}</p>}
          <table class="history"><tbody>{bids.map((bid) => <tr key={bid.id} data-testid="bid-row"><td>{bid.bidder.name}{bid.automatic && <small> {t.history.automatic}</small>}{bid.buy_now && <small> {t.history.buy_now}</small>}</td><td class="number">{showMoney(bid.amount, auction.currency)}</td><td class="when">{showTime(bid.created_at)}</td></tr>)}</tbody></table>
        </section>
      </div>
      <aside class="stand">
        {!online && !over && <p class="notice">{t.offline}</p>}
        <p class="label">{over ? t.final_price : auction.bid_count > 0 ? t.price : t.starting_price}</p>
        <p class="price" data-testid="price" aria-live="polite">{showMoney(auction.current_price, auction.currency)}</p>
        <p class="time"><TimeLeft auction={auction} /></p>
        <p class="meta">{t.ends_at}: <time dateTime={auction.ends_at}>{new Intl.DateTimeFormat('pt-BR', { dateStyle: 'short', timeStyle: 'long' }).format(Date.parse(auction.ends_at))}</time> · {t.bids(auction.bid_count)}</p>
        {auction.reserve_met !== null && <p class="meta">{auction.reserve_met ? t.reserve.met : t.reserve.not_met}</p>}
        {extended && !over && <p class="notice">{t.extended}</p>}
        {leading && !over && <p class="lead" data-testid="leading">{t.you_lead} · {t.your_maximum}: {showMoney(auction.your_max_amount!, auction.currency)}</p>}
        {outbid && !over && <p class="outbid" role="alert" data-testid="outbid">{t.you_were_outbid}</p>}
        {over && <p class="closed" data-testid="closed">{auction.outcome && t.outcome[auction.outcome]}{auction.winner && <> · {t.winner}: <strong>{auction.winner.name}</strong></>}</p>}
        {auction.status === 'open' && !owner && (me ? <BidBox auction={auction} update={(next) => { loaded.set(next) }} /> : <p><Link class="action" to={`/sign-in?next=/auctions/${id}`}>{t.bid.sign_in}</Link></p>)}
        {(owner || me?.admin) && <OwnerBox auction={auction} owner={owner} update={(next) => { loaded.set(next) }} />}
        {auction.status === 'closed' && (owner || me?.admin) && <Delivery auction={auction} />}
      </aside>
    </article>
  )
}

/** Newest first, each once. */
function merge (known: BidResource[], more: BidResource[]): BidResource[] {
  const all = new Map([...known, ...more].map((bid) => [bid.id, bid]))
  const order = (id: string) => id.split('-').map(Number) as [number, number]
  return [...all.values()].sort((a, b) => order(b.id)[0] - order(a.id)[0] || order(b.id)[1] - order(a.id)[1]).slice(0, 100)
}

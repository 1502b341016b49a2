/** What the viewer bids on, watches, has won and sells, and the account itself. */
import { listAll, type AuctionResource } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useLoad } from '../../load.ts'
import { showMoney } from '../../money.ts'
import { Photo } from '../../parts/photo.tsx'
import { Empty, Failure, Loading } from '../../parts/states.tsx'
import { TimeLeft } from '../../parts/time-left.tsx'
import { useSwitch } from '../../preferences.ts'
import { Link, ME_TABS, type MeTab } from '../../router.tsx'
import { useSession } from '../../session.ts'
import { t } from '../../texts/index.ts'
import { useTitle } from '../../title.ts'
import { Account } from './account.tsx'

type StandingWord = keyof typeof t.me.standing
interface Entry { auction: AuctionResource, standing: StandingWord | null }

const LISTS: Record<Exclude<MeTab, 'account'>, () => Promise<Entry[]>> = {
  bids: async () => await listAll<Entry>('/me/bids'),
  won: async () => (await listAll<Entry>('/me/bids')).filter(({ standing }) => standing === 'won'),
  watching: async () => (await listAll<AuctionResource>('/me/watching')).map((auction) => ({ auction, standing: null })),
  auctions: async () => (await listAll<AuctionResource>('/me/auctions')).map((auction) => ({ auction, standing: null }))
}

export function MePage ({ tab }: { tab: MeTab }) {
  useTitle(t.me.tabs[tab])
  return (
    <>
      <h1>{t.me.title}</h1>
      <nav class="tabs" aria-label={t.me.title}>{ME_TABS.map((each) => <Link key={each} to={`/me/${each}`} current={each === tab}>{t.me.tabs[each]}</Link>)}</nav>
      {tab === 'account' ? <Account /> : <List key={tab} tab={tab} />}
    </>
  )
}

function List ({ tab }: { tab: Exclude<MeTab, 'account'> }) {
  const { me } = useSession()
  const { data, error, again, set } = useLoad(LISTS[tab], `${tab} ${me?.id}`)
  const [paused] = useSwitch('paused')
  const running = data?.map(({ auction }) => auction).filter(({ status }) => status === 'open' || status === 'scheduled').map(({ id }) => id).slice(0, 200) ?? []
  useLive(running.length === 0 ? null : `/api/stream?auctions=${running.join(',')}`, {
    log: 'changes',
    paused,
    receive (event) {
      if (event.kind === 'reset') return again()
      const next = event.auction
      const shown = next && data?.find(({ auction }) => auction.id === next.id)
      if (!shown || next.version <= shown.auction.version) return
      set((entries) => entries.map((entry) => entry.auction.id === next.id ? { ...entry, auction: { ...entry.auction, ...next } } : entry))
      // Who leads, and who won, is the viewer's own to know.
      if (shown.standing !== null) again()
    }
  })
  if (error && data === null) return <Failure error={error} again={again} />
  if (data === null) return <Loading />
  if (data.length === 0) return <Empty title={t.me.empty[tab]}><p>{tab === 'auctions' ? <Link to="/new" class="button act">{t.nav.create}</Link> : <Link to="/" class="button act">{t.me.browse}</Link>}</p></Empty>
  return <ul class="rows">{data.map((entry) => <Row key={entry.auction.id} {...entry} />)}</ul>
}

function Row ({ auction, standing }: Entry) {
  const over = auction.status === 'closed' || auction.status === 'cancelled'
  return (
    <li class="row" data-testid="my-row">
      <Link to={`/auctions/${auction.id}`}>
        <Photo auction={auction} />
        <span class="row-title">{auction.title}</span>
        <span class="row-price figures">{showMoney(auction.current_price, auction.currency)}</span>
        <span class="row-time">{over ? (auction.outcome ? t.outcome[auction.outcome] : t.ended) : <TimeLeft auction={auction} />}</span>
        <span class={`row-standing ${standing ?? ''}`}>{standing ? t.me.standing[standing] : t.bids(auction.bid_count)}</span>
      </Link>
    </li>
  )
}

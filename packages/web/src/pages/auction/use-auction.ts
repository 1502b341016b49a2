/** One auction as it is at this moment, its bids, and how its viewer stands in it. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { announce, announceNow } from '../../announce.tsx'
import { call, listAll, type AuctionResource, type BidResource, type Me, type Page } from '../../api.ts'
import { useLive, type LiveEvent, type LiveState } from '../../live.ts'
import { useLoad } from '../../load.ts'
import { minor, showMoney } from '../../money.ts'
import { useSwitch } from '../../preferences.ts'
import { showClock } from '../../time.ts'
import { t } from '../../texts/index.ts'

const BIDS = 50

export interface LiveAuction {
  auction: AuctionResource | null
  /** Newest first, each once. */
  bids: BidResource[]
  more: (() => void) | null
  error: Error | null
  again: () => void
  live: LiveState
  /** The viewer bid here, and somebody else leads. */
  outbid: boolean
  /** The end was moved while the page was open. */
  extended: boolean
  /** A newer state that the viewer caused, by a bid or otherwise. */
  update: (auction: AuctionResource, by?: 'bid') => void
}

export function useAuction (id: string, me: Me | null | undefined): LiveAuction {
  // Asked for again when it is known who looks: a leader's own maximum is shown to nobody else.
  const { data: auction, error, again, set } = useLoad(async () => await call<AuctionResource>('GET', `/auctions/${id}`), me?.id === undefined ? id : `${id} ${me.id}`)
  const [bids, setBids] = useState<BidResource[]>([])
  const [older, setOlder] = useState<string | null>(null)
  const [extended, setExtended] = useState(false)
  const [hasBid, setHasBid] = useState(false)
  const [paused] = useSwitch('paused')
  const current = useRef<AuctionResource | null>(null)
  const asking = useRef({ busy: false, again: false })
  current.current = auction

  const loadBids = (cursor: string | null = null) => {
    call<Page<BidResource>>('GET', `/auctions/${id}/bids?limit=${BIDS}${cursor === null ? '' : `&cursor=${cursor}`}`).then((page) => {
      setBids((known) => merge(known, page.items))
      setOlder((before) => cursor === null && before !== null ? before : page.next_cursor)
    }, () => {})
  }
  useEffect(() => { loadBids() }, [id])
  useEffect(() => {
    setHasBid(false)
    if (!me) return
    // Whether the viewer bid here before this page was opened.
    listAll<{ auction: AuctionResource }>('/me/bids').then((all) => { if (all.some((each) => each.auction.id === id)) setHasBid(true) }, () => {})
  }, [id, me?.id])

  const leads = auction?.your_max_amount !== undefined
  useEffect(() => { if (leads) setHasBid(true) }, [leads])

  /** Live events are the same for everybody: what only this viewer sees is kept while it must still hold, and then asked for. */
  const take = (next: AuctionResource) => {
    const before = current.current
    if (before === null || next.version < before.version) return
    const still = before.your_max_amount !== undefined && next.leader?.name === me?.name && minor(next.current_price) <= minor(before.your_max_amount)
    if (before.your_max_amount !== undefined && !still && next.status === 'open') announceNow(t.said.outbid(showMoney(next.current_price, next.currency)))
    else if (before.current_price !== next.current_price) announce(t.said.price(showMoney(next.current_price, next.currency)))
    // Drawn together with the event that it came with: no frame shows one without the other.
    set(() => ({ ...next, ...(still && { your_max_amount: before.your_max_amount! }), ...(before.reserve_price !== undefined && next.reserve_price === undefined && { reserve_price: before.reserve_price }) }))
    if (me && (hasBid || me.id === next.seller.id || next.leader?.name === me.name)) confirm()
  }

  /** Asks for the viewer's own form: one question at a time, however many events come. */
  const confirm = () => {
    if (asking.current.busy) {
      asking.current.again = true
      return
    }
    asking.current.busy = true
    call<AuctionResource>('GET', `/auctions/${id}`).then((mine) => { set((shown) => mine.version >= shown.version ? mine : shown) }, () => {}).finally(() => {
      asking.current.busy = false
      if (asking.current.again) {
        asking.current.again = false
        confirm()
      }
    }).catch(() => {})
  }

  const receive = (event: LiveEvent) => {
    if (event.bid) setBids((known) => merge(known, [event.bid!]))
    // Bids may have come between the first answers and this connection.
    if (event.kind === 'snapshot' && event.auction && event.auction.version !== current.current?.version) loadBids()
    if (event.kind === 'extended' && event.auction) {
      setExtended(true)
      announce(t.said.extended(showClock(event.auction.ends_at)))
    }
    if (event.auction) take(event.auction)
  }
  const live = useLive(auction === null ? null : `/api/auctions/${id}/stream`, { log: id, paused, held: hasBid, receive })

  return {
    auction,
    bids,
    more: older === null ? null : () => { loadBids(older) },
    error,
    again,
    live,
    outbid: hasBid && !leads && auction?.status === 'open',
    extended,
    update (next, by) {
      // Also one that was outbid at once, and never led.
      if (by === 'bid') setHasBid(true)
      if (next.your_max_amount !== undefined && !leads) announceNow(t.said.leading)
      set((shown) => next.version >= shown.version ? next : shown)
    }
  }
}

/** Newest first, each once. */
function merge (known: BidResource[], more: BidResource[]): BidResource[] {
  const all = new Map([...known, ...more].map((bid) => [bid.id, bid]))
  const order = (id: string) => id.split('-').map(Number) as [number, number]
  return [...all.values()].sort((a, b) => order(b.id)[0] - order(a.id)[0] || order(b.id)[1] - order(a.id)[1])
}

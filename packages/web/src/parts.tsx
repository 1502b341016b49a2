/** Small parts that pages share. */
import { useEffect, useState } from 'preact/hooks'
import { Refusal, serverNow, type AuctionResource } from './api.ts'
import { formatLeft } from './countdown.ts'
import { showMoney } from './money.ts'
import { Link } from './router.tsx'
import { useTick } from './live.ts'
import { locale, t } from './texts/index.ts'

export function TimeLeft ({ auction }: { auction: AuctionResource }) {
  useTick(250)
  if (auction.status === 'closed' || auction.status === 'cancelled') return <span data-testid="countdown">{auction.outcome ? t.outcome[auction.outcome] : t.ended}</span>
  const scheduled = auction.status === 'scheduled' && Date.parse(auction.starts_at) > serverNow()
  const left = Date.parse(scheduled ? auction.starts_at : auction.ends_at) - serverNow()
  if (left <= 0) return <span data-testid="countdown">{t.closing}</span>
  return <span class={left < 60_000 ? 'left soon' : 'left'} data-testid="countdown"><small>{scheduled ? t.starts : t.ends}</small> {formatLeft(left)}</span>
}

export function showTime (iso: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' }).format(Date.parse(iso))
}

export function Card ({ auction }: { auction: AuctionResource }) {
  return (
    <li class="card">
      <Link to={`/auctions/${auction.id}`}>
        <h2>{auction.title}</h2>
        <p class="price">{showMoney(auction.current_price, auction.currency)}</p>
        <p class="meta"><span>{t.bids(auction.bid_count)}</span><TimeLeft auction={auction} /></p>
      </Link>
    </li>
  )
}

export function Failure ({ error, again }: { error: Error, again?: () => void }) {
  return <p class="failure" role="alert">{error instanceof Refusal ? error.message : t.problems.internal} {again && <button type="button" onClick={again}>{t.retry}</button>}</p>
}

/** Loads something; `again` loads it anew. */
export function useLoad<T> (load: () => Promise<T>, key: string): { data: T | null, error: Error | null, again: () => void, set: (data: T) => void } {
  const [state, setState] = useState<{ data: T | null, error: Error | null }>({ data: null, error: null })
  const [round, setRound] = useState(0)
  useEffect(() => {
    let current = true
    load().then((data) => { if (current) setState({ data, error: null }) }, (error: Error) => { if (current) setState((before) => ({ ...before, error })) })
    return () => { current = false }
  }, [key, round])
  return { ...state, again: () => { setRound((n) => n + 1) }, set: (data) => { setState({ data, error: null }) } }
}

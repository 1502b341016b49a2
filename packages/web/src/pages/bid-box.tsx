/** Where a bid is placed. */
import { useRef, useState } from 'preact/hooks'
import { call, type AuctionResource, type BidResource } from '../api.ts'
import { fieldMoney, readMoney, showMoney } from '../money.ts'
import { Failure } from '../parts.tsx'
import { t } from '../texts/index.ts'

export function BidBox ({ auction, update }: { auction: AuctionResource, update: (auction: AuctionResource) => void }) {
  const [amount, setAmount] = useState('')
  const [maximum, setMaximum] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  // One intent has one key: pressing again after a broken connection bids once.
  const intent = useRef({ what: '', key: '' })

  async function send (path: string, body: Record<string, string> | undefined, done: () => void) {
    const what = JSON.stringify([path, body])
    if (intent.current.what !== what) intent.current = { what, key: crypto.randomUUID?.() ?? String(Math.random()) }
    setBusy(true)
    setError(null)
    setSaid('')
    try {
      const answer = await call<{ auction: AuctionResource, bid: BidResource | null } | AuctionResource>('POST', `/auctions/${auction.id}/${path}`, body, { 'idempotency-key': intent.current.key })
      const next = 'auction' in answer ? answer.auction : answer
      intent.current = { what: '', key: '' }
      update(next)
      setSaid(next.your_max_amount === undefined && next.status === 'open' ? t.bid.outbid_at_once : t.bid.accepted)
      done()
    } catch (problem) {
      if ('status' in (problem as object) && (problem as { status: number }).status !== 0) intent.current = { what: '', key: '' }
      setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  const submit = (member: 'amount' | 'max_amount', typed: string, clear: () => void) => (event: Event) => {
    event.preventDefault()
    const value = readMoney(typed)
    if (value === null) setError(new Error(t.bid.bad_amount))
    else void send('bids', { [member]: value }, clear)
  }
  const leading = auction.your_max_amount !== undefined
  const least = auction.minimum_bid
  return (
    <section class="bid-box" aria-label={t.bid.title}>
      {!leading && least && <button type="button" class="action" data-testid="bid-minimum" disabled={busy} onClick={() => { void send('bids', { amount: least }, () => {}) }}>{t.bid.minimum(showMoney(least, auction.currency))}</button>}
      {!leading && (
        <form onSubmit={submit('amount', amount, () => { setAmount('') })}>
          <label>{t.bid.amount}<input inputMode="decimal" data-testid="bid-amount" placeholder={least ? fieldMoney(least) : ''} value={amount} onInput={(event) => { setAmount(event.currentTarget.value) }} /></label>
          <button disabled={busy} data-testid="bid-submit">{t.bid.place}</button>
        </form>
      )}
      <form onSubmit={submit('max_amount', maximum, () => { setMaximum('') })}>
        <label>{t.bid.automatic}<input inputMode="decimal" data-testid="max-amount" value={maximum} onInput={(event) => { setMaximum(event.currentTarget.value) }} /></label>
        <button disabled={busy} data-testid="max-submit">{t.bid.raise}</button>
        <small>{t.bid.automatic_help}</small>
      </form>
      {auction.buy_now_price && <button type="button" disabled={busy} onClick={() => { if (confirm(t.bid.confirm_buy(showMoney(auction.buy_now_price!, auction.currency)))) void send('buy-now', undefined, () => {}) }}>{t.bid.buy_now(showMoney(auction.buy_now_price, auction.currency))}</button>}
      {error && ('code' in error ? <Failure error={error} /> : <p class="failure" role="alert">{error.message}</p>)}
      {said && <p class="notice" role="status">{said}</p>}
    </section>
  )
}

/** Where a bid is placed. */
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { AuctionResource } from '../../api.ts'
import { fieldMoney, minor, readMoney, showMoney } from '../../money.ts'
import { Failure } from '../../parts/states.tsx'
import { useDraft, useSwitch } from '../../preferences.ts'
import { t } from '../../texts/index.ts'
import { useBid, valueNow, type Bidding } from './use-bid.ts'

export function BidBox ({ auction, update }: { auction: AuctionResource, update: (auction: AuctionResource) => void }) {
  const [draft, change] = useDraft(`bid.${auction.id}`, { amount: '', max_amount: '' })
  const [oneTap, setOneTap] = useSwitch('one_tap')
  const bidding = useBid(auction, oneTap, update, (kind) => { if (kind !== 'buy_now') change({ [kind]: '' }) })
  const least = auction.minimum_bid
  const leading = auction.your_max_amount !== undefined
  const money = (amount: string) => showMoney(amount, auction.currency)
  const field = (kind: 'amount' | 'max_amount') => ({ typed: draft[kind], type: (text: string) => { change({ [kind]: text }) }, ask: (value: string) => { bidding.ask(kind, value) }, least: leading ? null : least, busy: bidding.busy, currency: auction.currency })

  return (
    <section class="bid-box" aria-label={t.bid.title}>
      {bidding.question !== null
        ? <Confirmation auction={auction} bidding={bidding} />
        : (
          <>
            {/* Of one height, whoever leads: nothing moves under a finger when that changes. */}
            <div class="bid-first">
              {leading
                ? <dl><dt>{t.standing.maximum}</dt><dd class="figures" data-testid="own-maximum">{money(auction.your_max_amount!)}</dd></dl>
                : least && (
                  <>
                    <button type="button" class="act wide" data-testid="bid-minimum" disabled={bidding.busy} onClick={() => { bidding.ask('amount', least, true) }}>{bidding.busy ? t.bid.sending : t.bid.minimum(money(least))}</button>
                    <label class="check"><input type="checkbox" checked={oneTap} data-testid="one-tap" onChange={({ currentTarget }) => { setOneTap(currentTarget.checked) }} /> {t.bid.one_tap}</label>
                  </>
                )}
            </div>
            <AmountForm {...field('max_amount')} label={t.bid.automatic} action={t.bid.set_maximum} help={t.bid.automatic_help} inputId="max-amount" submitId="max-submit" />
            <details class={leading ? 'kept' : undefined}><summary>{t.bid.other}</summary><AmountForm {...field('amount')} label={t.bid.amount} action={t.bid.place} inputId="bid-amount" submitId="bid-submit" /></details>
            {auction.buy_now_price && <button type="button" class="wide" data-testid="buy-now" disabled={bidding.busy} onClick={() => { bidding.ask('buy_now', auction.buy_now_price!) }}>{t.bid.buy_now(money(auction.buy_now_price))}</button>}
          </>
          )}
      {bidding.error && <Failure error={bidding.error} testid="bid-error" />}
      {bidding.said && <p class={bidding.said.leads ? 'said' : undefined} role="status" data-testid="bid-said">{bidding.said.text}</p>}
    </section>
  )
}

interface AmountFormProps {
  typed: string
  type: (text: string) => void
  ask: (value: string) => void
  least: string | null
  busy: boolean
  currency: string
  label: string
  action: string
  help?: string
  inputId: string
  submitId: string
}

function AmountForm ({ typed, type, ask, least, busy, currency, label, action, help, inputId, submitId }: AmountFormProps) {
  const id = useId()
  const value = readMoney(typed)
  // What is being typed is not yet wrong; what was sent is.
  const [refused, setWrong] = useState<{ typed: string, text: string } | null>(null)
  const wrong = refused?.typed === typed ? refused.text : null
  return (
    <form
      class="amount" noValidate onSubmit={(event) => {
        event.preventDefault()
        if (value === null) setWrong({ typed, text: t.bid.bad_amount })
        else if (least !== null && minor(value) < minor(least)) setWrong({ typed, text: t.bid.below(showMoney(least, currency)) })
        else ask(value)
      }}
    >
      <label for={id}>{label}</label>
      <div class="amount-row">
        <input id={id} inputMode="decimal" autoComplete="off" maxLength={20} data-testid={inputId} placeholder={least ? t.bid.from(fieldMoney(least)) : ''} value={typed} aria-invalid={wrong !== null} aria-describedby={`${id}-help`} onInput={({ currentTarget }) => { type(currentTarget.value) }} />
        <button disabled={busy} data-testid={submitId}>{action}</button>
      </div>
      <p id={`${id}-help`} class={wrong ? 'wrong' : 'help'} role={wrong ? 'alert' : undefined}>{wrong ?? help}</p>
    </form>
  )
}

function Confirmation ({ auction, bidding }: { auction: AuctionResource, bidding: Bidding }) {
  const question = bidding.question!
  const { changed, settling, busy } = bidding
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const money = (amount: string) => showMoney(amount, auction.currency)
  const value = valueNow(question, auction)
  useEffect(() => { button.current?.focus() }, [])
  const title = question.kind === 'buy_now' ? t.bid.confirm_buy(money(value)) : question.kind === 'max_amount' ? t.bid.confirm_max(money(value)) : t.bid.confirm(money(value))
  return (
    <div
      class={changed ? 'confirm changed' : 'confirm'} role="group" aria-labelledby={id} data-testid="confirm"
      onKeyDown={({ key }) => { if (key === 'Escape') bidding.cancel() }}
    >
      {changed && (
        <p class="confirm-change" role="alert" data-testid="confirm-changed">
          <strong>{t.bid.changed}</strong> {t.bid.changed_to(money(auction.current_price))} {value === question.value ? t.bid.still_enough(money(value)) : t.bid.changed_minimum(money(auction.minimum_bid ?? value))}
        </p>
      )}
      <p class="confirm-title" id={id}>{title}</p>
      <p class="help">{t.bid.binding}</p>
      {/* Kept in reach, and not disabled while it settles: the focus would be lost. */}
      <button type="button" ref={button} class="act wide" aria-disabled={busy || settling} data-testid="bid-confirm" onClick={() => { bidding.confirm() }}>{busy ? t.bid.sending : t.bid.confirm_button(money(value))}</button>
      <button type="button" class="quiet wide" disabled={busy} data-testid="bid-cancel" onClick={() => { bidding.cancel() }}>{t.back}</button>
    </div>
  )
}

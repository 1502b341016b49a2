/**
 * Placing a bid: asked once, and asked again when the price has moved since. What is sent is what the last question said.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import { call, Refusal, type AuctionResource, type BidResource } from '../../api.ts'
import { minor } from '../../money.ts'
import { noteOffer } from '../../preferences.ts'
import { t } from '../../texts/index.ts'

export type BidKind = 'amount' | 'max_amount' | 'buy_now'

/** A question that waits for its answer. */
export interface Question {
  kind: BidKind
  /** What will be sent. */
  value: string
  /** The least possible was asked for: it follows the price. */
  minimum: boolean
  /** What the bidder saw when asked: price and least bid. The first bid may stand at the price that was there before. */
  seen: string
}

const seenOf = (auction: AuctionResource) => `${auction.current_price} ${auction.minimum_bid}`

export interface Bidding {
  question: Question | null
  /** The price is another than when the question was put. */
  changed: boolean
  /** Just after a change a tap was meant for the question before. */
  settling: boolean
  busy: boolean
  error: Error | null
  /** What came of it. */
  said: { text: string, leads: boolean } | null
  ask: (kind: BidKind, value: string, minimum?: boolean) => void
  /** Sends what the question says now. */
  confirm: () => void
  cancel: () => void
}

const SETTLE_MS = 700

export function useBid (auction: AuctionResource, oneTap: boolean, update: (auction: AuctionResource) => void, done: (kind: BidKind) => void): Bidding {
  const [question, setQuestion] = useState<Question | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [said, setSaid] = useState<Bidding['said']>(null)
  const [settling, setSettling] = useState(false)
  // One intent has one key: pressing again after a broken connection bids once.
  const intent = useRef({ what: '', key: '' })
  const changed = question !== null && question.seen !== seenOf(auction) && question.kind !== 'buy_now'
  const movedAt = useRef(Number.NEGATIVE_INFINITY)
  const now = seenOf(auction)
  const last = useRef(now)
  if (last.current !== now) {
    last.current = now
    movedAt.current = performance.now()
  }
  useEffect(() => {
    if (!changed) return setSettling(false)
    setSettling(true)
    const timer = setTimeout(() => { setSettling(false) }, SETTLE_MS)
    return () => { clearTimeout(timer) }
  }, [now, changed])

  async function send ({ kind, value, minimum, seen }: Question): Promise<void> {
    const what = `${kind} ${value}`
    if (intent.current.what !== what) intent.current = { what, key: crypto.randomUUID?.() ?? `${performance.now()}-${Math.random()}` }
    setBusy(true)
    setError(null)
    setSaid(null)
    try {
      const path = kind === 'buy_now' ? 'buy-now' : 'bids'
      const answer = await call<{ auction: AuctionResource, bid: BidResource | null } | AuctionResource>('POST', `/auctions/${auction.id}/${path}`, kind === 'buy_now' ? undefined : { [kind]: value }, { 'idempotency-key': intent.current.key })
      const next = 'auction' in answer ? answer.auction : answer
      intent.current = { what: '', key: '' }
      if (kind !== 'buy_now') noteOffer(auction.id, value)
      setQuestion(null)
      const leads = kind === 'buy_now' || next.your_max_amount !== undefined
      setSaid({ leads, text: kind === 'buy_now' ? t.bid.bought : leads ? t.bid.accepted : t.bid.outbid_at_once })
      update(next)
      done(kind)
    } catch (problem) {
      const refusal = problem as Refusal
      // Without an answer the bid may stand: the same intent is sent with the same key.
      if (refusal.status !== 0 && refusal.status < 500) intent.current = { what: '', key: '' }
      if (refusal.code === 'bid_too_low' && refusal.minimum_bid !== null && kind !== 'buy_now') {
        // The price moved on the way. The question is put again, with what is possible now.
        const least = refusal.minimum_bid
        setQuestion({ kind, minimum, seen, value: minor(value) >= minor(least) ? value : least })
        call<AuctionResource>('GET', `/auctions/${auction.id}`).then(update, () => {})
      } else {
        if (refusal.status !== 0) setQuestion(null)
        setError(refusal)
      }
    } finally {
      setBusy(false)
    }
  }

  return {
    question,
    changed,
    settling,
    busy,
    error,
    said,
    ask (kind, value, minimum = false) {
      setError(null)
      setSaid(null)
      const next = { kind, value, minimum, seen: now }
      // One tap bids what the button said, unless the price moved under the finger.
      if (oneTap && minimum && performance.now() - movedAt.current > SETTLE_MS) void send(next)
      else setQuestion(next)
    },
    confirm () {
      if (question === null || busy || settling) return
      const next = { ...question, value: valueNow(question, auction), seen: now }
      setQuestion(next)
      void send(next)
    },
    cancel () { setQuestion(null) }
  }
}

/** What a question would send at the price of now: the least follows the price, and what is too little is raised to it. */
export function valueNow (question: Question, auction: AuctionResource): string {
  const least = auction.minimum_bid
  if (question.kind === 'buy_now' || least === null) return question.value
  return question.minimum || (question.seen !== seenOf(auction) && minor(question.value) < minor(least)) ? least : question.value
}

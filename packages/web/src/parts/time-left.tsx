/** The time that is left, on the server's clock. */
import { useEffect, useRef } from 'preact/hooks'
import { announce, announceNow } from '../announce.tsx'
import type { AuctionResource } from '../api.ts'
import { useNow } from '../clock.ts'
import { formatLeft, sayLeft } from '../time.ts'
import { t } from '../texts/index.ts'

const SOON_MS = 60_000
/** When a countdown is announced, ms before the end; the last ones at once. */
const SAID_AT = [300_000, 60_000, 10_000] as const

export type Phase = 'scheduled' | 'open' | 'closing' | 'over'

/** Where an auction is at a moment on the server's clock, whether or not the event that says so has come. */
export function phaseOf (auction: AuctionResource, now: number): { phase: Phase, left: number } {
  if (auction.status === 'closed' || auction.status === 'cancelled') return { phase: 'over', left: 0 }
  if (auction.status === 'scheduled' && Date.parse(auction.starts_at) > now) return { phase: 'scheduled', left: Date.parse(auction.starts_at) - now }
  const left = Date.parse(auction.ends_at) - now
  return left > 0 ? { phase: 'open', left } : { phase: 'closing', left: 0 }
}

export function TimeLeft ({ auction }: { auction: AuctionResource }) {
  const { phase, left } = phaseOf(auction, useNow())
  if (phase === 'over') return <span class="left over" data-testid="countdown">{auction.outcome ? t.outcome[auction.outcome] : t.ended}</span>
  if (phase === 'closing') return <span class="left" data-testid="countdown">{t.closing}</span>
  return (
    <span class={left < SOON_MS && phase === 'open' ? 'left soon' : 'left'}>
      <span class="label">{phase === 'scheduled' ? t.starts : t.ends}</span>
      {' '}<span class="figures" role="timer" aria-live="off" data-testid="countdown">{formatLeft(left)}</span>
    </span>
  )
}

/** Says the time that is left at 5 min, 1 min and 10 s, and the end. */
export function useSaidCountdown (auction: AuctionResource | null): void {
  const now = useNow()
  const { phase, left } = auction === null ? { phase: 'over' as const, left: 0 } : phaseOf(auction, now)
  const before = useRef<{ phase: Phase, left: number } | null>(null)
  useEffect(() => {
    const last = before.current
    before.current = auction === null ? null : { phase, left }
    if (last === null || last.phase !== 'open') return
    if (phase !== 'open') return announceNow(t.said.ended(auction?.outcome ? t.outcome[auction.outcome] : ''))
    for (const mark of SAID_AT) {
      if (last.left > mark && left <= mark) (mark === 10_000 ? announceNow : announce)(t.said.left(sayLeft(mark)))
    }
  }, [phase, left])
}

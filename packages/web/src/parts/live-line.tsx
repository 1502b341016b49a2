/** Whether what is seen is live, and the switch that stops it. Its place is always kept: nothing moves when the connection breaks. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { announce, announceNow } from '../announce.tsx'
import { useNow } from '../clock.ts'
import type { LiveState } from '../live.ts'
import { useSwitch } from '../preferences.ts'
import { formatLeft } from '../time.ts'
import { t } from '../texts/index.ts'
import { Icon } from './icon.tsx'

/** A connection that comes back so soon was never missed. */
const PATIENCE_MS = 1500

export function LiveLine ({ state }: { state: LiveState }) {
  const [paused, pause] = useSwitch('paused')
  const now = useNow()
  const lostAt = useRef<number | null>(null)
  const [missed, setMissed] = useState(false)
  if (state === 'lost') lostAt.current ??= now
  useEffect(() => {
    if (state === 'lost') {
      const timer = setTimeout(() => {
        setMissed(true)
        announceNow(t.said.lost)
      }, PATIENCE_MS)
      return () => { clearTimeout(timer) }
    }
    if (state !== 'open') return
    lostAt.current = null
    if (missed) announce(t.said.back)
    setMissed(false)
  }, [state])
  if (state === 'over') return null
  const lost = missed && state !== 'paused'
  return (
    <p class={`live-line ${lost ? 'lost' : state}`} data-testid="live-line" data-state={lost ? 'lost' : state}>
      {lost && <Icon name="offline" />}
      <span class="live-dot" aria-hidden="true" />
      <span class="live-word">{lost ? t.live.lost(formatLeft(now - (lostAt.current ?? now))) : paused ? t.live.paused : state === 'connecting' ? t.live.connecting : t.live.open}</span>
      <button type="button" class="plain" data-testid="pause" aria-pressed={paused} onClick={() => { pause(!paused) }}><Icon name={paused ? 'play' : 'pause'} />{paused ? t.live.resume : t.live.pause}</button>
    </p>
  )
}

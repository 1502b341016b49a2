/**
 * What a screen reader hears without asking. Prices are said politely and not more often than every five seconds, the newest only;
 * being outbid and the last seconds are said at once.
 */
import { useEffect, useState } from 'preact/hooks'

const EVERY_MS = 5000

let show: (region: 'polite' | 'urgent', text: string) => void = () => {}
let waiting = ''
let timer = 0
let said = Number.NEGATIVE_INFINITY

/** Said when five seconds have passed since the last time; a newer text takes the place of one that waits. */
export function announce (text: string): void {
  waiting = text
  if (timer !== 0) return
  timer = window.setTimeout(() => {
    timer = 0
    said = performance.now()
    show('polite', waiting)
  }, Math.max(0, said + EVERY_MS - performance.now()))
}

/** Said at once. What waits is old by then. */
export function announceNow (text: string): void {
  clearTimeout(timer)
  timer = 0
  show('urgent', text)
}

export function Announcer () {
  const [texts, set] = useState({ polite: '', urgent: '' })
  useEffect(() => {
    // A text that is the same as before would not be said again.
    show = (region, text) => { set((before) => ({ ...before, [region]: before[region] === text ? `${text}\u00a0` : text })) }
    return () => { show = () => {} }
  }, [])
  return (
    <>
      <div class="unseen" role="status" aria-live="polite" data-testid="said-politely">{texts.polite}</div>
      <div class="unseen" role="alert" aria-live="assertive" data-testid="said-at-once">{texts.urgent}</div>
    </>
  )
}

/** What follows the end: the three effects of a closed auction, as a timeline. */
import { useEffect } from 'preact/hooks'
import { call, type AuctionResource } from '../../api.ts'
import { useLoad } from '../../load.ts'
import { showClock } from '../../time.ts'
import { t } from '../../texts/index.ts'

export interface EffectResource { state: string, attempts: number, receipt: Record<string, unknown> | null, last_error: string | null, updated_at: string | null, retry_at: string | null }
export interface DeliveryResource { event_id: string, state: string, reason?: string | null, effects: Record<string, EffectResource> }

const ASK_AGAIN_MS = 1500
const ORDER = ['report', 'email', 'discord']

/** In the words of the effect: a mail is sent, a report is written. */
export function effectState (name: string, { state, retry_at: at }: EffectResource): string {
  const { states, ...words } = t.delivery
  if (state === 'attempting') return name === 'report' ? words.writing : words.sending
  if (state === 'done') return name === 'report' ? words.written : name === 'discord' ? words.posted : words.sent
  if (state === 'retry' && at) return states.retry_at(showClock(at))
  return state in states && state !== 'retry_at' ? states[state as Exclude<keyof typeof states, 'retry_at'>] : state
}

export function Delivery ({ auction }: { auction: AuctionResource }) {
  const { data, error, again } = useLoad(async () => await call<DeliveryResource>('GET', `/auctions/${auction.id}/delivery`), auction.id)
  const waiting = data === null || data.state === 'pending' || data.state === 'processing' || data.state === 'parked'
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(again, ASK_AGAIN_MS)
    return () => { clearInterval(timer) }
  }, [waiting])
  if (data === null && error !== null) return null
  const effects = Object.entries(data?.effects ?? {}).sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
  return (
    <section class="delivery" aria-labelledby="delivery" data-testid="delivery">
      <h2 id="delivery">{t.delivery.title}</h2>
      <Timeline effects={effects} />
    </section>
  )
}

export function Timeline ({ effects }: { effects: Array<[string, EffectResource]> }) {
  return (
    <ol class="timeline">
      {effects.map(([name, effect]) => (
        <li key={name} class={`step ${effect.state}`} data-testid={`effect-${name}`} data-state={effect.state}>
          <span class="step-name">{t.delivery.effects[name] ?? name}</span>
          <span class="step-state">{effectState(name, effect)}</span>
          <span class="step-time">{effect.updated_at && effect.state !== 'pending' && <time dateTime={effect.updated_at}>{showClock(effect.updated_at)}</time>}{effect.attempts > 1 && ` · ${t.delivery.attempts(effect.attempts)}`}</span>
          {effect.state === 'unknown' && <span class="step-text">{t.delivery.unknown_text}</span>}
          {effect.last_error && effect.state !== 'done' && <span class="step-text">{effect.last_error}</span>}
        </li>
      ))}
    </ol>
  )
}

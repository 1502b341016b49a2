/** How the effects of a closed auction stand. */
import { useEffect } from 'preact/hooks'
import { call, type AuctionResource } from '../api.ts'
import { useLoad } from '../parts.tsx'
import { Link } from '../router.tsx'
import { t } from '../texts/index.ts'

interface DeliveryResource { state: string, effects: Record<string, { state: string }> }
const ASK_AGAIN_MS = 1500

export function Delivery ({ auction }: { auction: AuctionResource }) {
  const { data, again } = useLoad(async () => await call<DeliveryResource>('GET', `/auctions/${auction.id}/delivery`), auction.id)
  const waiting = data === null || data.state === 'pending' || data.state === 'processing' || data.state === 'parked'
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(again, ASK_AGAIN_MS)
    return () => { clearInterval(timer) }
  }, [waiting])
  return (
    <section class="delivery">
      <h2>{t.delivery.title}</h2>
      <ul>{Object.entries(data?.effects ?? {}).map(([name, effect]) => <li key={name} data-testid={`effect-${name}`} class={effect.state}><span>{t.delivery.effects[name] ?? name}</span> <strong>{t.delivery.states[effect.state] ?? effect.state}</strong></li>)}</ul>
      {data?.effects.report?.state === 'done' && <p><Link to={`/auctions/${auction.id}/report`}>{t.me.report}</Link></p>}
    </section>
  )
}

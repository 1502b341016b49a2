/** From the close to the last of three recorded effects, on an idle system: both times are Redis' own. */
import { createStage } from '../stage.ts'
import type { Row } from './row.ts'
import { percentile } from './statistics.ts'

interface Delivery { state: string, effects: Record<string, { updated_at: string }> }

export const effects: Row = {
  name: 'effects',
  title: 'close → three effects recorded, instant remotes, idle',
  async measure (t, size) {
    const stage = await createStage(t, { lease_ms: 60_000, concurrency: 32, thinks_ms: null })
    await stage.startWorker()
    const warm = size === 'full' ? 50 : 2
    const lots = await stage.makeLots(warm + (size === 'full' ? 300 : 5))
    const took: number[] = []
    for (const [i, { id }] of lots.entries()) {
      const { closed_at } = await stage.call('POST', `/auctions/${id}/close`) as { closed_at: string }
      const delivery = await settledDelivery(async () => await stage.call('GET', `/auctions/${id}/delivery`) as unknown as Delivery)
      if (i >= warm) took.push(Math.max(...Object.values(delivery.effects).map(({ updated_at }) => Date.parse(updated_at))) - Date.parse(closed_at))
    }
    return [
      { name: 'p50', value: percentile(took, 50), unit: 'ms', target: { most: 5 } },
      { name: 'p99', value: percentile(took, 99), unit: 'ms', target: { most: 25 } }
    ]
  }
}

async function settledDelivery (ask: () => Promise<Delivery>): Promise<Delivery> {
  for (;;) {
    const delivery = await ask()
    if (delivery.state === 'done') return delivery
    if (delivery.state === 'unknown' || delivery.state === 'dead') throw new Error(`a delivery is ${delivery.state}`)
    // Whoever asks all the time disturbs what is measured.
    await new Promise((resolve) => { setTimeout(resolve, 20) })
  }
}

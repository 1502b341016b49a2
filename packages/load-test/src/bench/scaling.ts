/** Twice the workers, twice the events: with effects that take as long as a model does, and while replicas come and go. */
import { createStage, inTurns, mailsOf } from '../stage.ts'
import type { Row } from './row.ts'
import { createDeployment } from '../scale/deployment.ts'

const CONCURRENCY = 4

export const scaling: Row = {
  name: 'scaling',
  title: 'workers 1 → 2 → 4 → 8, effects of 2 s, concurrency 4',
  async measure (t, size, say) {
    const model_ms = size === 'full' ? 2000 : 200
    const replicas = size === 'full' ? [1, 2, 4, 8] : [1, 2]
    // So many full hands for every worker.
    const hands = size === 'full' ? 5 : 2
    const stage = await createStage(t, { lease_ms: 30_000, concurrency: CONCURRENCY, thinks_ms: () => model_ms })
    const deployment = createDeployment(stage.startWorker)
    t.teardown(async () => { await deployment.stop() })

    const perSecond = new Map<number, number>()
    const lots = await stage.makeLots(hands * CONCURRENCY * (replicas.reduce((sum, each) => sum + each, 0) + replicas.at(-1)!))
    let next = 0
    const close = async (count: number) => {
      const from = next
      next += count
      await inTurns(count, 8, async (i) => { await stage.call('POST', `/auctions/${lots[from + i]!.id}/close`) })
    }
    for (const workers of replicas) {
      deployment.scale(workers)
      await deployment.ready()
      const events = hands * CONCURRENCY * workers
      const began = performance.now()
      await close(events)
      await stage.settled(120_000)
      perSecond.set(workers, events / ((performance.now() - began) / 1000))
      say(`${workers} workers: ${perSecond.get(workers)!.toFixed(1)} events/s`)
    }
    // Replicas come and go while events flow.
    const most = replicas.at(-1)!
    const flow = close(hands * CONCURRENCY * most)
    for (const workers of [1, most, Math.ceil(most / 2), most]) {
      deployment.scale(workers)
      await new Promise((resolve) => { setTimeout(resolve, model_ms) })
    }
    await flow
    await stage.settled(120_000)

    const times = new Map<string, number>()
    for (const { title } of mailsOf(stage.inbox, lots)) times.set(title, (times.get(title) ?? 0) + 1)
    const one = perSecond.get(1)!
    return [
      ...replicas.slice(1).map((workers) => ({ name: `${workers} workers, share of linear`, value: perSecond.get(workers)! / (one * workers), unit: '×', target: { least: 0.9 } })),
      { name: 'repeated', value: [...times.values()].filter((each) => each > 1).length, unit: 'mails', target: { most: 0 } },
      { name: 'lost', value: lots.length - times.size - (await stage.unknownMails()).size, unit: 'mails', target: { most: 0 } }
    ]
  }
}

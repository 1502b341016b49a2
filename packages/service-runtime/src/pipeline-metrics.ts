/** What waits in the pipeline, read when the metrics are: bounded in time, and left out when Redis does not answer. */
import { Gauge, type Registry } from 'prom-client'

const HELP = {
  martelo_stream_length: 'Entries in the stream of finalized auctions',
  martelo_stream_lag: 'Entries that no worker was given yet',
  martelo_stream_pending: 'Entries that a worker was given and has not acknowledged',
  martelo_stream_consumers: 'Consumers of the group, those that are gone and not yet forgotten included',
  martelo_events_parked: 'Events that wait for a retry, or for a newer worker',
  martelo_events_dead: 'Dead letters: events that cannot be handled',
  martelo_events_unknown: 'Events with an effect of which nobody knows whether it happened: an administrator decides',
  martelo_remotes_away: 'Effects whose remote was away five times in a row: it is tried now and then, and events wait for it'
}

export interface PipelineCounts {
  length: number
  lag: number
  pending: number
  parked: number
  dead: number
  unknown: number
  consumers: readonly unknown[]
  remotes_away: ReadonlyArray<{ effect: string }>
}

const READ_MS = 1000

/** @param read rejects when Redis is away. @param ready Redis is connected: without it nothing is asked. */
export function watchPipeline (registry: Registry, read: () => Promise<PipelineCounts>, ready: () => boolean): void {
  /** One reading for all gauges of a scrape, and for scrapes that overlap. */
  let reading: Promise<PipelineCounts | null> | null = null

  async function counts (): Promise<PipelineCounts | null> {
    if (!ready()) return null
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => { timer = setTimeout(resolve, READ_MS, null) })
    return await Promise.race([read().catch(() => null), late]).finally(() => { clearTimeout(timer) })
  }

  const gauge = (name: keyof typeof HELP, value: (counts: PipelineCounts) => number) => {
    registry.registerMetric(new Gauge({
      name,
      help: HELP[name],
      registers: [],
      async collect () {
        reading ??= counts().finally(() => { reading = null })
        const found = await reading
        // No number is better than an old one.
        if (found === null) this.remove()
        else this.set(value(found))
      }
    }))
  }
  gauge('martelo_stream_length', ({ length }) => length)
  gauge('martelo_stream_lag', ({ lag }) => lag)
  gauge('martelo_stream_pending', ({ pending }) => pending)
  gauge('martelo_stream_consumers', ({ consumers }) => consumers.length)
  gauge('martelo_events_parked', ({ parked }) => parked)
  gauge('martelo_events_dead', ({ dead }) => dead)
  gauge('martelo_events_unknown', ({ unknown }) => unknown)
  gauge('martelo_remotes_away', ({ remotes_away }) => remotes_away.length)
}

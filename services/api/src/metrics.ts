/** What the API counts. Labels hold routes, words and states, never ids or anything personal. docs/metrics.md lists every name. */
import { Counter, Gauge, Histogram, createRegistry, type Registry } from '@martelo/service-runtime'

export interface ApiMetrics {
  registry: Registry
  /** @param problem the code of the refusal; null: none. @param seconds null for a live stream, whose length says nothing. */
  request: (seen: { method: string, route: string, status: number, problem: string | null, seconds: number | null }) => void
  /** @param lateness_ms how long after its end, on Redis' clock. */
  closed: (lateness_ms: number) => void
  /** @param viewers asked when the metrics are read. */
  watchViewers: (viewers: () => { auction: number, list: number }) => void
}

const BIDDING = '/api/auctions/:id/bids'

export function createMetrics (): ApiMetrics {
  const registry = createRegistry('api')
  const registers = [registry]
  const requests = new Counter({ name: 'martelo_http_requests_total', help: 'Requests that were answered', labelNames: ['method', 'route', 'status'], registers })
  const duration = new Histogram({ name: 'martelo_http_request_duration_seconds', help: 'From the request to the end of its answer; live streams are left out', labelNames: ['method', 'route'], buckets: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5], registers })
  const bids = new Counter({ name: 'martelo_bids_total', help: 'Bids by outcome: accepted, or the code of the refusal', labelNames: ['outcome'], registers })
  const lateness = new Histogram({ name: 'martelo_close_lateness_seconds', help: 'How long after its end an auction was closed, on Redis’ clock', buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 10], registers })
  const closed = new Counter({ name: 'martelo_auctions_closed_total', help: 'Auctions that this process closed', registers })
  for (const outcome of ['accepted', 'bid_too_low', 'auction_ended']) bids.inc({ outcome }, 0)

  return {
    registry,
    request ({ method, route, status, problem, seconds }) {
      requests.inc({ method, route, status })
      if (seconds !== null) duration.observe({ method, route }, seconds)
      if (method === 'POST' && route === BIDDING) bids.inc({ outcome: problem ?? 'accepted' })
    },
    closed (lateness_ms) {
      closed.inc()
      lateness.observe(lateness_ms / 1000)
    },
    watchViewers (viewers) {
      registry.registerMetric(new Gauge({
        name: 'martelo_sse_clients',
        help: 'Live streams that are open now: of one auction, or of lists',
        labelNames: ['stream'],
        registers: [],
        collect () {
          for (const [stream, count] of Object.entries(viewers())) this.set({ stream }, count)
        }
      }))
    }
  }
}

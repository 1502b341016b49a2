/** What the worker counts, and the hooks that count it. Labels and logs carry ids of events and nothing personal. docs/metrics.md lists every name. */
import { isAuctionId } from '@martelo/auction'
import type { Hooks } from '@martelo/event-stream'
import { Counter, Gauge, Histogram, createRegistry, createSparing, type Logger, type Registry } from '@martelo/service-runtime'
import { BRIDGED, type Bridged } from './bridge.ts'
import type { Texts } from './texts/texts.ts'

export interface WorkerMetrics {
  registry: Registry
  hooks: Hooks
  bridged: (outcome: Bridged) => void
  written: (texts: Texts) => void
  /** @param count asked when the metrics are read. */
  watchInFlight: (count: () => number) => void
}

/** Seconds: a database's answer, a mail server's, a model's. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 45]

/** An event of ours is named after its auction; one of another program is not. */
function idsOf (event_id: string): { event_id: string, auction_id?: string } {
  const auction_id = event_id.slice('evt_'.length)
  return isAuctionId(auction_id) ? { event_id, auction_id } : { event_id }
}

export function createMetrics (logger: Logger): WorkerMetrics {
  const registry = createRegistry('worker')
  const registers = [registry]
  const effects = new Histogram({ name: 'martelo_effect_duration_seconds', help: 'Attempts at effects, by what they came to', labelNames: ['effect', 'state'], buckets: BUCKETS, registers })
  const settled = new Counter({ name: 'martelo_events_settled_total', help: 'Events by the state that they settled in', labelNames: ['state'], registers })
  const reclaimed = new Counter({ name: 'martelo_events_reclaimed_total', help: 'Entries taken over from workers that are gone', registers })
  const troubles = new Counter({ name: 'martelo_worker_troubles_total', help: 'Steps that failed and are tried again', registers })
  const messages = new Counter({ name: 'martelo_bridge_messages_total', help: 'Messages on the Pub/Sub channel, by what became of them', labelNames: ['outcome'], registers })
  const texts = new Counter({ name: 'martelo_texts_written_total', help: 'Texts of events, by who wrote them', labelNames: ['written_by'], registers })
  const tokens = new Counter({ name: 'martelo_model_tokens_total', help: 'Tokens that the model used', labelNames: ['direction'], registers })
  const cost = new Counter({ name: 'martelo_model_cost_dollars_total', help: 'What those tokens cost, where the price is known', registers })
  const sparing = createSparing()
  for (const outcome of BRIDGED) messages.inc({ outcome }, 0)

  return {
    registry,
    hooks: {
      effect ({ event_id }, effect, state, duration_ms) {
        effects.observe({ effect, state }, duration_ms / 1000)
        logger.info({ ...idsOf(event_id), effect, state, duration_ms: Math.round(duration_ms) }, 'effect finished')
      },
      settled (event_id, state) {
        settled.inc({ state })
        logger[state === 'done' || state === 'parked' ? 'info' : 'warn']({ ...idsOf(event_id), state }, 'event settled')
      },
      reclaimed (count) {
        reclaimed.inc(count)
        logger.warn({ count }, 'took over what another worker left')
      },
      trouble (error, doing) {
        troubles.inc()
        sparing(doing, (times) => { logger.warn({ reason: error.message, doing, times }, 'trouble; trying again') })
      }
    },
    bridged (outcome) {
      messages.inc({ outcome })
      if (outcome === 'malformed' || outcome === 'lost') logger.warn({ outcome }, 'a message on the channel was dropped')
    },
    written ({ written_by, model, reason, tokens: used, cost_usd }) {
      texts.inc({ written_by })
      if (used) {
        tokens.inc({ direction: 'input' }, used.input)
        tokens.inc({ direction: 'output' }, used.output)
      }
      cost.inc(cost_usd ?? 0)
      if (reason !== null) logger.warn({ model, reason }, 'a template wrote instead of the model')
    },
    watchInFlight (count) {
      registry.registerMetric(new Gauge({ name: 'martelo_events_in_flight', help: 'Events that this worker handles now', registers: [], collect () { this.set(count()) } }))
    }
  }
}

/** The worker, put together: connections, agents, stream, bridge, metrics. What a test builds and what main runs. */
import { partitionKeys, createAuctionStore } from '@martelo/auction-store'
import { createAccounts } from '@martelo/accounts'
import { attachment, createStreamWorker } from '@martelo/event-stream'
import { createMailer } from '@martelo/mail'
import { checkRedis, connectRedis, createRegistry, Counter, Gauge, Histogram, startMetricsServer, type Logger, type RunningService, type Settings } from '@martelo/service-runtime'
import { Agent } from 'undici'
import { startBridge } from './bridge.ts'
import { eventTypes } from './event-types.ts'
import { createModel } from './texts/model.ts'

export interface Worker extends RunningService {
  consumer: string
}

export async function startWorker (settings: Settings, logger: Logger): Promise<Worker> {
  const redis = connectRedis(settings, { name: 'worker', logger })
  const subscriber = connectRedis(settings, { name: 'worker-bridge', blocking: true, logger })
  const names = { prefix: partitionKeys(0).prefix, stream: 'finalized', group: 'workers' }
  const agent = new Agent({ connect: { timeout: 10_000 }, headersTimeout: settings.EFFECT_TIMEOUT_MS, bodyTimeout: settings.EFFECT_TIMEOUT_MS })
  const registry = createRegistry('worker')
  const effects = new Histogram({ name: 'martelo_effect_duration_seconds', help: 'Attempts at effects, by what they came to', labelNames: ['effect', 'state'], registers: [registry] })
  const settled = new Counter({ name: 'martelo_events_settled_total', help: 'Events by the state that they settled in', labelNames: ['state'], registers: [registry] })
  const reclaimed = new Counter({ name: 'martelo_events_reclaimed_total', help: 'Entries taken over from workers that are gone', registers: [registry] })
  const bridged = new Counter({ name: 'martelo_bridge_messages_total', help: 'Messages on the Pub/Sub channel, by what became of them', labelNames: ['outcome'], registers: [registry] })

  const stream = createStreamWorker({
    connect: (blocking) => connectRedis(settings, { name: blocking ? 'worker-reader' : 'worker-commands', blocking, logger }),
    names,
    types: eventTypes({
      store: createAuctionStore(redis),
      accounts: createAccounts(redis),
      attachmentOf: async (eventId) => await attachment(redis, names, eventId),
      mailer: settings.SMTP_HOST === null ? null : createMailer({ host: settings.SMTP_HOST, port: settings.SMTP_PORT, secure: settings.SMTP_SECURE, user: settings.SMTP_USER, password: settings.SMTP_PASSWORD, from: settings.EMAIL_FROM }),
      agent,
      webhook: settings.DISCORD_WEBHOOK_URL,
      posts_closed: settings.DISCORD_EVENTS.includes('closed'),
      ask: settings.LLM_PROVIDER === 'anthropic' && settings.LLM_API_KEY !== null ? createModel({ api_key: settings.LLM_API_KEY, base_url: settings.LLM_BASE_URL, model: settings.LLM_MODEL }) : null,
      model: settings.LLM_PROVIDER === 'anthropic' ? settings.LLM_MODEL : null,
      public_url: settings.PUBLIC_URL ?? `http://localhost:${settings.API_PORT}`,
      time_zone: settings.TIME_ZONE,
      from_domain: /@([\w.-]+)/.exec(settings.EMAIL_FROM)?.[1] ?? 'localhost',
      on_unknown: { email: settings.ON_UNKNOWN_EMAIL, discord: settings.ON_UNKNOWN_DISCORD }
    }),
    concurrency: settings.WORKER_CONCURRENCY,
    lease_ms: settings.WORKER_LEASE_MS,
    effect_timeout_ms: settings.EFFECT_TIMEOUT_MS,
    on: {
      effect (event, effect, state, duration_ms) {
        effects.observe({ effect, state }, duration_ms / 1000)
        logger.info({ event_id: event.event_id, effect, state, duration_ms: Math.round(duration_ms) }, 'effect finished')
      },
      settled (event_id, state) {
        settled.inc({ state })
        logger[state === 'done' || state === 'parked' ? 'info' : 'warn']({ event_id, state }, 'event settled')
      },
      reclaimed (count) {
        reclaimed.inc(count)
        logger.warn({ count }, 'took over what another worker left')
      },
      trouble (error, doing) { logger.warn({ reason: error.message, doing }, 'trouble; trying again') }
    }
  })
  new Gauge({ name: 'martelo_events_in_flight', help: 'Events that this worker handles now', registers: [registry], collect () { this.set(stream.inFlight()) } }) // eslint-disable-line no-new -- a gauge registers itself

  await stream.start()
  const { warnings } = await checkRedis(redis)
  for (const warning of warnings) logger.warn(warning)
  await startBridge({
    subscriber,
    redis,
    names,
    defaults: { currency: settings.CURRENCY, locale: settings.LOCALE },
    on: (outcome) => { bridged.inc({ outcome }) },
    trouble: (error) => { logger.error({ reason: error.message }, 'a message from the channel could not be taken over') }
  })
  const metrics = await startMetricsServer({ port: settings.METRICS_PORT, host: settings.API_HOST, registry, ready: () => redis.status === 'ready', logger })
  logger.info({ consumer: stream.consumer, metrics_port: metrics.port, writer: settings.LLM_PROVIDER }, 'reading')

  return {
    consumer: stream.consumer,
    async close () {
      subscriber.disconnect()
      await stream.stop()
      await metrics.close()
      await agent.close()
      redis.disconnect()
    }
  }
}

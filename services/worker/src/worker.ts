/** The worker, put together: connections, agents, stream, bridge, metrics. What a test builds and what main runs. */
import { createAccounts } from '@martelo/accounts'
import { createAuctionStore } from '@martelo/auction-store'
import { attachment, createInspector, createStreamWorker } from '@martelo/event-stream'
import { createMailer, domainOf, mailerOptions, type Mailer } from '@martelo/mail'
import { connectRedis, createSparing, startMetricsServer, watchPipeline, watchStore, type Logger, type RunningService, type Settings } from '@martelo/service-runtime'
import { EFFECTS_UNKNOWN, GATHER_MS, unknownsType } from './agents/unknowns.ts'
import { createWebhook } from './agents/webhook.ts'
import { startBridge } from './bridge.ts'
import { eventTypes } from './event-types.ts'
import { createMetrics } from './metrics.ts'
import { modelOf } from './model-of.ts'
import { NAMES } from './stream-names.ts'
import { createBudget } from './texts/budget.ts'

export interface Worker extends RunningService {
  consumer: string
  metrics_port: number
}

/**
 * The longest end of a worker, ms, beside EFFECT_TIMEOUT_MS (45 s unless set): an attempt that goes on is let go on for as long as it
 * may take, because one that is cut after its remote was called is an `unknown`, which costs an administrator a decision. Then recording
 * and handing over. What watches over the process (Kubernetes' terminationGracePeriodSeconds, the launcher) must be more patient.
 */
export const WORKER_GRACE_MS = 10_000

/** Resolves when the worker reads; waits for Redis as long as it takes. `close()` may be called twice. */
export async function startWorker (settings: Settings, logger: Logger): Promise<Worker> {
  let reading = false
  const redis = connectRedis(settings, { name: 'worker', logger })
  const metrics = createMetrics(logger)
  // First: whoever watches over this process must see that it lives while it waits for Redis.
  const health = await startMetricsServer({ port: settings.METRICS_PORT, host: settings.API_HOST, registry: metrics.registry, ready: () => reading && redis.status === 'ready', logger })
  watchPipeline(metrics.registry, createInspector(redis, NAMES).pipeline, () => redis.status === 'ready')
  await watchStore(redis, metrics.registry, logger)

  const mailer = mailerOf(settings, logger)
  const webhook = settings.DISCORD_WEBHOOK_URL === null ? null : createWebhook(settings.DISCORD_WEBHOOK_URL)
  const stream = createStreamWorker({
    connect: (blocking) => connectRedis(settings, { name: blocking ? 'worker-reader' : 'worker-commands', blocking, logger }),
    names: NAMES,
    types: {
      ...eventTypes({
        store: createAuctionStore(redis),
        people: { accounts: createAccounts(redis), attachmentOf: async (eventId) => await attachment(redis, NAMES, eventId) },
        payment_texts: { 'pt-BR': settings.PAYMENT_TEXT_PT_BR, en: settings.PAYMENT_TEXT_EN },
        facts: { public_url: settings.PUBLIC_URL, time_zone: settings.TIME_ZONE },
        writers: { model: modelOf(settings, (warning) => { logger.warn(warning) }), budget: createBudget(redis, settings.LLM_DAILY_BUDGET, settings.TIME_ZONE) },
        mailer,
        mail_domain: domainOf(settings.EMAIL_FROM),
        webhook,
        posts_closed: settings.DISCORD_EVENTS.includes('closed'),
        on_unknown: { email: settings.ON_UNKNOWN_EMAIL, discord: settings.ON_UNKNOWN_DISCORD },
        onWritten: metrics.written
      }),
      [EFFECTS_UNKNOWN]: unknownsType({ mailer, mail_domain: domainOf(settings.EMAIL_FROM), admins: settings.ADMIN_EMAILS, locale: settings.LOCALE, public_url: settings.PUBLIC_URL })
    },
    unknowns: { type: EFFECTS_UNKNOWN, gather_ms: GATHER_MS },
    max_age_ms: settings.STREAM_MAX_AGE,
    concurrency: settings.WORKER_CONCURRENCY,
    lease_ms: settings.WORKER_LEASE_MS,
    effect_timeout_ms: settings.EFFECT_TIMEOUT_MS,
    on: metrics.hooks
  })
  metrics.watchInFlight(stream.inFlight)
  const sparing = createSparing()
  await stream.start()
  const bridge = await startBridge({
    subscriber: connectRedis(settings, { name: 'worker-bridge', blocking: true, logger }),
    redis,
    names: NAMES,
    defaults: { currency: settings.CURRENCY, locale: settings.LOCALE },
    on: metrics.bridged,
    trouble: (error) => { sparing('bridge', (times) => { logger.warn({ reason: error.message, times }, 'a message from the channel could not be taken over; trying again') }) }
  })
  reading = true
  logger.info({ consumer: stream.consumer, metrics_port: health.port, writer: settings.LLM_PROVIDER }, 'reading')

  async function close (): Promise<void> {
    reading = false
    await Promise.all([bridge.stop(), stream.stop(settings.EFFECT_TIMEOUT_MS)])
    mailer?.close()
    await webhook?.close()
    await health.close()
    redis.disconnect()
  }
  let closed: Promise<void> | undefined
  return {
    consumer: stream.consumer,
    metrics_port: health.port,
    graceMs: settings.EFFECT_TIMEOUT_MS + WORKER_GRACE_MS,
    close: async () => { await (closed ??= close()) }
  }
}

function mailerOf (settings: Settings, logger: Logger): Mailer | null {
  if (settings.SMTP_HOST === null) {
    logger.warn('SMTP_HOST is not set: e-mails wait until it is')
    return null
  }
  return createMailer(mailerOptions(settings))
}

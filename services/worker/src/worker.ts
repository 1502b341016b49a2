/** The worker, put together: connections, agents, stream, bridge, metrics. What a test builds and what main runs. */
import { setTimeout as pause } from 'node:timers/promises'
import { createAccounts } from '@martelo/accounts'
import { createAuctionStore, partitionKeys } from '@martelo/auction-store'
import { attachment, createStreamWorker, type StreamNames } from '@martelo/event-stream'
import { createMailer, domainOf, mailerOptions, type Mailer } from '@martelo/mail'
import { checkRedis, connectRedis, startMetricsServer, type Logger, type RunningService, type Settings } from '@martelo/service-runtime'
import type { Redis } from 'ioredis'
import { createWebhook } from './agents/webhook.ts'
import { startBridge } from './bridge.ts'
import { eventTypes } from './event-types.ts'
import { createMetrics } from './metrics.ts'
import { modelOf } from './model-of.ts'
import { createBudget } from './texts/budget.ts'

export interface Worker extends RunningService {
  consumer: string
  metrics_port: number
}

const NAMES: StreamNames = { prefix: partitionKeys(0).prefix, stream: 'finalized', group: 'workers' }

/** Resolves when the worker reads; waits for Redis as long as it takes. `close()` may be called twice. */
export async function startWorker (settings: Settings, logger: Logger): Promise<Worker> {
  let reading = false
  const redis = connectRedis(settings, { name: 'worker', logger })
  const metrics = createMetrics(logger)
  // First: whoever watches over this process must see that it lives while it waits for Redis.
  const health = await startMetricsServer({ port: settings.METRICS_PORT, host: settings.API_HOST, registry: metrics.registry, ready: () => reading && redis.status === 'ready', logger })
  await checkStore(redis, logger)

  const mailer = mailerOf(settings, logger)
  const webhook = settings.DISCORD_WEBHOOK_URL === null ? null : createWebhook(settings.DISCORD_WEBHOOK_URL)
  const stream = createStreamWorker({
    connect: (blocking) => connectRedis(settings, { name: blocking ? 'worker-reader' : 'worker-commands', blocking, logger }),
    names: NAMES,
    types: eventTypes({
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
    concurrency: settings.WORKER_CONCURRENCY,
    lease_ms: settings.WORKER_LEASE_MS,
    effect_timeout_ms: settings.EFFECT_TIMEOUT_MS,
    on: metrics.hooks
  })
  metrics.watchInFlight(stream.inFlight)
  await stream.start()
  const bridge = await startBridge({
    subscriber: connectRedis(settings, { name: 'worker-bridge', blocking: true, logger }),
    redis,
    names: NAMES,
    defaults: { currency: settings.CURRENCY, locale: settings.LOCALE },
    on: metrics.bridged,
    trouble: (error) => { logger.warn({ reason: error.message }, 'a message from the channel could not be taken over; trying again') }
  })
  reading = true
  logger.info({ consumer: stream.consumer, metrics_port: health.port, writer: settings.LLM_PROVIDER }, 'reading')

  async function close (): Promise<void> {
    reading = false
    await Promise.all([bridge.stop(), stream.stop()])
    mailer?.close()
    await webhook?.close()
    await health.close()
    redis.disconnect()
  }
  let closed: Promise<void> | undefined
  return {
    consumer: stream.consumer,
    metrics_port: health.port,
    close: async () => { await (closed ??= close()) }
  }
}

/** @throws when this Redis is too old for the scripts, or refuses us. One that is away, or does not answer yet, is waited for. */
async function checkStore (redis: Redis, logger: Logger): Promise<void> {
  for (;;) {
    try {
      const { warnings } = await checkRedis(redis)
      for (const warning of warnings) logger.warn(warning)
      return
    } catch (error) {
      const { name, message } = error as Error
      if (name === 'ReplyError' || message.includes('too old')) throw error
      await pause(500)
    }
  }
}

function mailerOf (settings: Settings, logger: Logger): Mailer | null {
  if (settings.SMTP_HOST === null) {
    logger.warn('SMTP_HOST is not set: e-mails wait until it is')
    return null
  }
  return createMailer(mailerOptions(settings))
}

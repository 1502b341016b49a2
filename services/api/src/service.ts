/** The API as a service: connections, the app, the closer, and the order in which they start and stop. */
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createAccounts } from '@martelo/accounts'
import { createAuctionStore, partitionKeys } from '@martelo/auction-store'
import { createInspector } from '@martelo/event-stream'
import { createMailer, mailerOptions } from '@martelo/mail'
import { connectRedis, startMetricsServer, watchPipeline, watchStore, whenThere, type Logger, type RunningService, type Settings } from '@martelo/service-runtime'
import type { FastifyBaseLogger } from 'fastify'
import type { Redis } from 'ioredis'
import { buildApp } from './app.ts'
import { readCategories } from './categories.ts'
import { createCloser } from './closer.ts'
import type { Context, Phase } from './context.ts'
import { API_GRACE_MS, closeApp } from './drain.ts'
import { openImageFiles, type ImageFiles } from './images/files.ts'
import { holdImagePlace } from './images/place.ts'
import { sweepImages } from './images/sweep.ts'
import { createLiveHub } from './live.ts'
import { createMetrics } from './metrics.ts'

export interface ApiService extends RunningService {
  /** Where it listens: `http://127.0.0.1:3000`. */
  address: string
  metrics_port: number
}

/** Resolves when the API serves; until the store is found it answers 503, and /livez. */
export async function startApi (settings: Settings, logger: Logger): Promise<ApiService> {
  const redis = connectRedis(settings, { name: 'api', logger })
  const subscriber = connectRedis(settings, { name: 'api-live', blocking: true, logger })
  try {
    return await start(settings, logger, redis, subscriber)
  } catch (error) {
    redis.disconnect()
    subscriber.disconnect()
    throw error
  }
}

async function start (settings: Settings, logger: Logger, redis: Redis, subscriber: Redis): Promise<ApiService> {
  const log = logger as unknown as FastifyBaseLogger
  const store = createAuctionStore(redis)
  const accounts = createAccounts(redis, { limits: settings.RATE_LIMIT })
  const inspector = createInspector(redis, { prefix: partitionKeys(0).prefix, stream: 'finalized', group: 'workers' })
  const metrics = createMetrics()
  const closer = createCloser(store, accounts, log, { closed: (_id, lateness_ms) => { metrics.closed(lateness_ms) } })
  const live = createLiveHub(store, accounts, subscriber, log)
  metrics.watchViewers(live.viewers)
  watchPipeline(metrics.registry, inspector.pipeline, () => redis.status === 'ready')
  if (settings.SMTP_HOST === null) logger.warn('SMTP_HOST is not set: sign-in codes go to a mail server on this machine')

  let phase: Phase = 'starting'
  let images: ImageFiles | null = null
  let warnings: () => readonly string[] = () => []
  let address = ''
  const context: Context = {
    settings,
    store,
    accounts,
    inspector,
    mailer: createMailer(mailerOptions(settings)),
    closer,
    categories: readCategories(settings.CATEGORIES_FILE),
    images: () => images,
    live,
    metrics,
    phase: () => phase,
    storeWarnings: () => warnings(),
    publicUrl: () => settings.PUBLIC_URL ?? address
  }
  const app = await buildApp(context, { logger: log, redis })
  await app.listen({ host: settings.API_HOST, port: settings.API_PORT })
  const { port } = app.server.address() as AddressInfo
  address = `http://${settings.API_HOST}:${port}`
  const server = await startMetricsServer({ port: settings.METRICS_PORT, host: settings.API_HOST, registry: metrics.registry, ready: () => phase === 'serving' && redis.status === 'ready', logger })
  logger.info({ port, metrics_port: server.port }, 'listening')

  let leaveImages: (() => Promise<void>) | undefined
  let stopSweeping: (() => Promise<void>) | undefined
  try {
    let storeId = ''
    warnings = await watchStore(redis, metrics.registry, logger, async () => {
      await store.checkSchema()
      storeId = await store.storeId()
    })
    const files = images = await openImageFiles(settings, storeId)
    if (files === null) {
      logger.warn('no pictures: there is no folder that can be written; set IMAGES_DIR or IMAGES_S3_BUCKET')
    } else {
      leaveImages = await whenThere(async () => await holdImagePlace(redis, files.place, log), logger)
      stopSweeping = sweepImages(files, store, log)
    }
    await live.start()
    closer.start()
    phase = 'serving'
  } catch (error) {
    await close()
    throw error
  }

  async function close (): Promise<void> {
    if (phase === 'serving') {
      phase = 'draining'
      await pause(settings.DRAIN_MS)
    }
    // The closer closes what it has begun; what is due after that is another process'.
    await Promise.all([closeApp(app), closer.stop()])
    live.stop()
    await stopSweeping?.()
    await leaveImages?.()
    images?.close()
    await server.close()
    redis.disconnect()
  }
  let closed: Promise<void> | undefined
  return {
    address,
    metrics_port: server.port,
    graceMs: settings.DRAIN_MS + API_GRACE_MS,
    close: async () => { await (closed ??= close()) }
  }
}

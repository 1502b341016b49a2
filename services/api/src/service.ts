/** The API as a service: connections, the app, the closer, and the order in which they start and stop. */
import type { AddressInfo } from 'node:net'
import { createAccounts } from '@martelo/accounts'
import { createAuctionStore, partitionKeys } from '@martelo/auction-store'
import { createInspector } from '@martelo/event-stream'
import { createMailer, mailerOptions } from '@martelo/mail'
import { checkRedis, connectRedis, createRegistry, Counter, Histogram, startMetricsServer, type Logger, type RunningService, type Settings } from '@martelo/service-runtime'
import type { FastifyBaseLogger } from 'fastify'
import type { Redis } from 'ioredis'
import { buildApp } from './app.ts'
import { readCategories } from './categories.ts'
import { createCloser } from './closer.ts'
import { openImageFiles } from './images/files.ts'
import { holdImagePlace } from './images/place.ts'
import { sweepImages } from './images/sweep.ts'
import { createLiveHub } from './live.ts'
import type { Context } from './context.ts'

export interface ApiService extends RunningService {
  /** Where it listens: `http://127.0.0.1:3000`. */
  address: string
}

const HOW_OFTEN_TO_LOOK_MS = 1000

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
  const registry = createRegistry('api')
  const lateness = new Histogram({ name: 'martelo_close_lateness_seconds', help: 'How long after its end an auction was closed, on Redis’ clock', buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 10], registers: [registry] })
  const closed = new Counter({ name: 'martelo_auctions_closed_total', help: 'Auctions that this process closed', registers: [registry] })

  const { version, warnings } = await whenThere(async () => {
    const check = await checkRedis(redis)
    await store.checkSchema()
    return check
  }, logger)
  logger.info({ redis: version }, 'store found')
  for (const warning of warnings) logger.warn(warning)

  const categories = readCategories(settings.CATEGORIES_FILE)
  const images = await openImageFiles(settings, await store.storeId())
  if (images === null) logger.warn('no pictures: there is no folder that can be written; set IMAGES_DIR or IMAGES_S3_BUCKET')
  const leaveImages = images && await holdImagePlace(redis, images.place, log)
  const stopSweeping = images && sweepImages(images, store, log)

  const closer = createCloser(store, accounts, log, {
    closed (_id, ms) {
      closed.inc()
      lateness.observe(ms / 1000)
    }
  })
  const live = createLiveHub(store, accounts, subscriber, log)
  let address = ''
  const context: Context = {
    settings,
    store,
    accounts,
    inspector: createInspector(redis, { prefix: partitionKeys(0).prefix, stream: 'finalized', group: 'workers' }),
    mailer: createMailer(mailerOptions(settings)),
    closer,
    categories,
    images,
    live,
    storeWarnings: warnings,
    publicUrl: () => settings.PUBLIC_URL ?? address
  }
  const app = await buildApp(context, { logger: log, redis })
  await live.start()
  await app.listen({ host: settings.API_HOST, port: settings.API_PORT })
  const { port } = app.server.address() as AddressInfo
  address = `http://${settings.API_HOST}:${port}`
  closer.start()
  const metrics = await startMetricsServer({ port: settings.METRICS_PORT, host: settings.API_HOST, registry, ready: () => redis.status === 'ready', logger })
  logger.info({ port, metrics_port: metrics.port }, 'listening')

  return {
    address,
    async close () {
      await app.close()
      await closer.stop()
      live.stop()
      await stopSweeping?.()
      await leaveImages?.()
      images?.close()
      await metrics.close()
      redis.disconnect()
    }
  }
}

/** The store may come later than the service. A store that is there and cannot be used ends it. */
async function whenThere<T> (look: () => Promise<T>, logger: Logger): Promise<T> {
  for (;;) {
    try {
      return await look()
    } catch (error) {
      if (/too old|has layout/.test((error as Error).message)) throw error
      logger.warn({ reason: (error as Error).message }, 'waiting for the store')
      await new Promise((resolve) => { setTimeout(resolve, HOW_OFTEN_TO_LOOK_MS) })
    }
  }
}

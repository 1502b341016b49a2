/** The store may come later than a service, and come back with other settings. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { checkRedis } from './check-redis.ts'
import { Gauge, type Registry } from './metrics.ts'
import { isAway } from './outages.ts'

const BETWEEN_LOOKS_MS = 500
const REPEATED_MS = 30_000

/** What ioredis and Redis say when the store is away, starting, full, read-only or closed to us. */
export function isRedisUnavailable (error: Error): boolean {
  if (error.name === 'MaxRetriesPerRequestError' || error.name === 'ClusterAllFailedError') return true
  return /^(LOADING|MISCONF|OOM|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|NOAUTH|WRONGPASS|NOPERM|TRYAGAIN)\b|Connection is closed|Command timed out|Stream isn't writeable|Socket timeout|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT/.test(error.message)
}

/**
 * Waits until a look at the store succeeds, as long as it takes; now and then a line says why it does not.
 * @throws what waiting cannot mend: a server that is too old, data of another release.
 */
export async function whenThere<T> (look: () => Promise<T>, logger: Logger): Promise<T> {
  let told = -Infinity
  for (;;) {
    try {
      return await look()
    } catch (error) {
      if (!isRedisUnavailable(error as Error)) throw error
      // An outage has lines of its own, with a better reason than what its commands failed with.
      if (!isAway(logger) && performance.now() - told >= REPEATED_MS) {
        told = performance.now()
        logger.warn({ reason: (error as Error).message }, 'waiting for Redis')
      }
      await pause(BETWEEN_LOOKS_MS)
    }
  }
}

/**
 * Waits for the store, tells what it is set to that breaks a promise, and looks again whenever it was away: it may have come back otherwise.
 * @param also more to look at before the store is used.
 * @returns the warnings as they are now
 */
export async function watchStore (redis: Redis, registry: Registry, logger: Logger, also: () => Promise<void> = async () => {}): Promise<() => readonly string[]> {
  let warnings: readonly string[] = []
  async function look (): Promise<string> {
    const check = await checkRedis(redis)
    const news = check.warnings.filter((warning) => !warnings.includes(warning))
    warnings = check.warnings
    for (const warning of news) logger.warn(`this Redis is not safe: ${warning}`)
    return check.version
  }

  const version = await whenThere(async () => {
    const version = await look()
    await also()
    return version
  }, logger)
  logger.info({ redis: version }, 'store found')
  redis.on('ready', () => { void look().catch((error: Error) => { if (!isAway(logger)) logger.warn({ reason: error.message }, 'Redis is back and cannot be checked') }) })

  for (const [name, help, value] of [
    ['martelo_store_up', 'Is Redis connected? 1 or 0', () => redis.status === 'ready' ? 1 : 0],
    ['martelo_store_warnings', 'How many settings of Redis break a promise; the log and /api/health name them', () => warnings.length]
  ] as const) {
    registry.registerMetric(new Gauge({ name, help, registers: [], collect () { this.set(value()) } }))
  }
  return () => warnings
}

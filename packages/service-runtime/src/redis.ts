/**
 * How every process talks to Redis: when it gives up, when it tries again, and what it expects of the server.
 */
import { Redis, type RedisOptions } from 'ioredis'
import type { Logger } from 'pino'
import type { Settings } from './settings.ts'

export interface ConnectOptions {
  /** For a reader that blocks: its commands take as long as they take, and wait while the server is away. */
  blocking?: boolean
  name?: string
  logger?: Logger
}

/** A command that is not answered within this time fails, and with it the request that needed it. */
const COMMAND_TIMEOUT_MS = 5000
/** Longer than any BLOCK; a connection that is silent for so long is dead. */
const SILENCE_MS = 10_000

/** Connects in the background; commands wait a little for the connection, then fail. The caller closes it. */
export function connectRedis (settings: Pick<Settings, 'REDIS_URL' | 'REDIS_CLUSTER_NODES'>, options: ConnectOptions = {}): Redis {
  const common = {
    replyMapping: 'legacy',
    connectionName: options.name ?? 'martelo',
    connectTimeout: 2000,
    keepAlive: 10_000,
    // Forever, but never long apart: a server that is back is used within a second.
    retryStrategy: (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 5), 1000),
    ...(options.blocking
      ? { maxRetriesPerRequest: null, socketTimeout: SILENCE_MS }
      : { maxRetriesPerRequest: 3, commandTimeout: COMMAND_TIMEOUT_MS, socketTimeout: COMMAND_TIMEOUT_MS })
  } as const satisfies RedisOptions

  const redis = settings.REDIS_CLUSTER_NODES.length > 0
    ? new Redis.Cluster(settings.REDIS_CLUSTER_NODES, { redisOptions: common, slotsRefreshTimeout: 2000 }) as unknown as Redis
    : new Redis(settings.REDIS_URL.replace(/^unix:(\/\/)?/, ''), common)

  // Once per outage: the retries would fill the log.
  let away = false
  redis.on('error', (error: Error) => {
    if (!away) options.logger?.warn({ reason: error.message || (error as NodeJS.ErrnoException).code }, 'Redis cannot be reached; trying again until it can')
    away = true
  })
  redis.on('ready', () => {
    if (away) options.logger?.info('Redis is back')
    away = false
  })
  return redis
}

export interface RedisCheck {
  version: string
  /** What breaks a promise, in sentences for an operator. */
  warnings: string[]
}

/** @throws when the server is older than 7.0, which lacks what the scripts need. */
export async function checkRedis (redis: Redis): Promise<RedisCheck> {
  const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? 'unknown'
  if (Number.parseInt(version) < 7) throw new Error(`Redis ${version} is too old: 7.0 or newer is needed`)
  const warnings: string[] = []
  try {
    const settings = new Map<string, string>()
    for (const name of ['appendonly', 'appendfsync', 'maxmemory-policy']) {
      const reply = await redis.config('GET', name) as string[]
      settings.set(name, reply[1] ?? '')
    }
    if (settings.get('appendonly') !== 'yes') warnings.push('appendonly is off: acknowledged bids are lost when Redis restarts')
    else if (settings.get('appendfsync') !== 'always') warnings.push(`appendfsync is ${settings.get('appendfsync')}: the newest acknowledged bids may be lost when Redis is killed`)
    if (settings.get('maxmemory-policy') !== 'noeviction') warnings.push(`maxmemory-policy is ${settings.get('maxmemory-policy')}: Redis may throw auctions away when memory is short`)
  } catch {
    warnings.push('CONFIG GET is not allowed: how durable this Redis is cannot be told')
  }
  return { version, warnings }
}

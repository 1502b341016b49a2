/**
 * How every process talks to Redis: when it gives up and when it tries again.
 *
 * ioredis sends a command again when the connection broke before its answer: whoever writes needs a name for the operation inside
 * the script. What it must not do is send a command whose caller was told long ago that it failed; the classes below see to that.
 */
import { Cluster, Redis, type Command, type RedisOptions } from 'ioredis'
import type { Logger } from 'pino'
import { redisAddress, reportOutages } from './outages.ts'
import type { Settings } from './settings.ts'

export interface ConnectOptions {
  /** For a reader that blocks (5 s at most) or subscribes: its commands take as long as they take, and wait while the server is away. */
  blocking?: boolean
  /** Shown by CLIENT LIST. */
  name?: string
  logger?: Logger
}

/** A command that is not answered within this time fails, and with it the request that needed it. */
const COMMAND_TIMEOUT_MS = 3000
/** A connection that owes an answer and is silent for so long is dead; there is time for a second try on a new one. */
const SILENCE_MS = 2500
/** The same where a reader blocks: longer than any BLOCK. */
const BLOCKED_SILENCE_MS = 10_000

type CommandStream = Parameters<Redis['sendCommand']>[1]

class Connection extends Redis {
  #leavingOutTransaction = false

  override sendCommand (command: Command, stream?: CommandStream): unknown {
    return this.#isOver(command) ? command.promise : super.sendCommand(command, stream)
  }

  /** A transaction is left out as a whole or not at all; its MULTI, which comes first and ends first, decides. */
  #isOver (command: Command): boolean {
    if (command.name === 'multi') this.#leavingOutTransaction = command.isSettled
    return command.name === 'multi' || command.inTransaction ? this.#leavingOutTransaction : command.isSettled
  }
}

/** A cluster keeps commands in a queue of its own while no node is known; there, too, they end in time. */
class ClusterConnection extends Cluster {
  override sendCommand (command: Command, stream?: CommandStream, node?: unknown): unknown {
    const { commandTimeout } = this.options.redisOptions ?? {}
    if (commandTimeout !== undefined) command.setTimeout(commandTimeout)
    return super.sendCommand(command, stream, node)
  }
}

/** 50 ms, then longer, but never over a second: a server that is back is used within a second, for ever. */
export function retryDelay (attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt - 1, 5), 1000)
}

/** Connects in the background; commands wait a little for the connection, then fail: within three seconds. The caller closes it. */
export function connectRedis (settings: Pick<Settings, 'REDIS_URL' | 'REDIS_CLUSTER_NODES'>, options: ConnectOptions = {}): Redis {
  const common = {
    replyMapping: 'legacy',
    connectionName: options.name ?? 'martelo',
    connectTimeout: 2000,
    keepAlive: 10_000,
    enableReadyCheck: true,
    retryStrategy: retryDelay,
    ...(options.blocking
      ? { maxRetriesPerRequest: null, socketTimeout: BLOCKED_SILENCE_MS }
      : { maxRetriesPerRequest: 3, commandTimeout: COMMAND_TIMEOUT_MS, socketTimeout: SILENCE_MS })
  } as const satisfies RedisOptions

  // A Cluster takes every command that we use; its type only lacks what is meant for a single node.
  const redis = settings.REDIS_CLUSTER_NODES.length > 0
    ? new ClusterConnection(settings.REDIS_CLUSTER_NODES, { clusterRetryStrategy: retryDelay, slotsRefreshTimeout: 2000, redisOptions: { ...common, ...credentials(settings.REDIS_URL) } }) as unknown as Redis
    : new Connection(settings.REDIS_URL.replace(/^unix:(\/\/)?/, ''), common)
  if (options.logger) reportOutages(redis, redisAddress(settings), options.logger)
  // Errors come out at the commands that need the connection.
  else redis.on('error', () => {})
  return redis
}

/** Who we are and whether it is TLS: a list of nodes has no place for either. */
function credentials (url: string): Pick<RedisOptions, 'username' | 'password' | 'tls'> {
  if (url.startsWith('unix:')) return {}
  const { protocol, username, password } = new URL(url)
  return {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} })
  }
}

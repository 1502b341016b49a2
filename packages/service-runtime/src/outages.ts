/**
 * What is said of a Redis that is away, of all connections of a process together: a line when it goes, one now and then while it is
 * away, one when it is back. Never its password.
 */
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Settings } from './settings.ts'

const REPEATED_MS = 30_000

interface Outage {
  /** The connections that want to be there and are not. */
  away: Set<Redis>
  since: number
  reason: string
  timer: NodeJS.Timeout
}

/** By logger: a process has one. */
const outages = new WeakMap<Logger, Outage>()

/** Is an outage being reported? Then nobody else needs to say so. */
export function isAway (logger: Logger): boolean {
  return outages.has(logger)
}

/** @param where for people: `host:port`. @param repeated_ms between two lines about one outage. */
export function reportOutages (redis: Redis, where: string, logger: Logger, repeated_ms = REPEATED_MS): void {
  const seconds = ({ since }: Outage) => Math.round((performance.now() - since) / 1000)
  const warn = (outage: Outage) => {
    const refused = /^(NOAUTH|WRONGPASS|NOPERM)\b/.test(outage.reason)
    // What follows the first words of NOAUTH is about the protocol.
    const reason = outage.reason.startsWith('NOAUTH') ? 'NOAUTH a password is needed' : outage.reason
    logger.warn({ redis: where, reason, away_seconds: seconds(outage) }, refused ? 'Redis refuses the user or password; trying again until it does not' : 'Redis cannot be reached; trying again until it can')
  }

  redis.on('error', (error: NodeJS.ErrnoException) => {
    const reason = error.message || error.code || error.name
    const known = outages.get(logger)
    if (known) {
      known.away.add(redis)
      known.reason = reason
      return
    }
    const outage: Outage = { away: new Set([redis]), since: performance.now(), reason, timer: setInterval(() => { warn(outage) }, repeated_ms).unref() }
    outages.set(logger, outage)
    warn(outage)
  })

  const settle = (back: boolean) => () => {
    const outage = outages.get(logger)
    if (!outage?.away.delete(redis) || outage.away.size > 0) return
    outages.delete(logger)
    clearInterval(outage.timer)
    if (back) logger.info({ redis: where, away_seconds: seconds(outage) }, 'Redis is back')
  }
  redis.on('ready', settle(true))
  redis.on('end', settle(false))
}

/** Where a Redis is, for people: hosts and ports, or the path of its socket. */
export function redisAddress ({ REDIS_URL, REDIS_CLUSTER_NODES }: Pick<Settings, 'REDIS_URL' | 'REDIS_CLUSTER_NODES'>): string {
  if (REDIS_CLUSTER_NODES.length > 0) return REDIS_CLUSTER_NODES.map(({ host, port }) => `${host}:${port}`).join(', ')
  if (REDIS_URL.startsWith('unix:')) return REDIS_URL.replace(/^unix:(\/\/)?|\?.*/g, '')
  const { hostname, port } = new URL(REDIS_URL)
  return `${hostname || 'localhost'}:${port || 6379}`
}

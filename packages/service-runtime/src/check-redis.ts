/** What Martelo expects of its store: a version, and settings without which an acknowledged bid may be lost. */
import type { Redis } from 'ioredis'

export interface RedisCheck {
  version: string
  /** What breaks a promise, in sentences for an operator. */
  warnings: string[]
}

/** @throws when the server is older than 7.0, which lacks what the scripts need, or does not answer. */
export async function checkRedis (redis: Redis): Promise<RedisCheck> {
  const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? 'unknown'
  if (!(Number.parseInt(version) >= 7)) throw new Error(`Redis ${version} is too old: 7.0 or newer is needed`)
  const warnings: string[] = []
  const setting = async (name: string) => (await redis.config('GET', name) as string[])[1] ?? 'unknown'
  try {
    const [appendonly, appendfsync, policy] = [await setting('appendonly'), await setting('appendfsync'), await setting('maxmemory-policy')]
    if (appendonly !== 'yes') warnings.push(`appendonly is ${appendonly}: acknowledged bids are lost when Redis restarts`)
    else if (appendfsync !== 'always') warnings.push(`appendfsync is ${appendfsync}: the newest acknowledged bids may be lost when Redis is killed`)
    if (policy !== 'noeviction') warnings.push(`maxmemory-policy is ${policy}: Redis may throw auctions away when memory is short`)
  } catch (error) {
    // Forbidden, or renamed by a hosted Redis. A connection that broke is another matter.
    if ((error as Error).name !== 'ReplyError') throw error
    warnings.push('CONFIG GET is not allowed: how durable this Redis is cannot be told')
  }
  return { version, warnings }
}

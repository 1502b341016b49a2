/**
 * API processes must keep pictures in one place. Each says in Redis where it does, for as long as it lives; a newcomer that does it
 * elsewhere is refused. Processes of one machine share a folder, and several machines a network folder or a bucket.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SettingsError } from '@martelo/service-runtime'
import type { FastifyBaseLogger } from 'fastify'
import type { Redis } from 'ioredis'

const KEY = '{images}:processes'
/** A process that is killed is forgotten after so long, ms. */
const HOLDS_MS = 15_000

/** @returns how to leave. @throws SettingsError when a process that lives keeps its pictures elsewhere. */
export async function holdImagePlace (redis: Redis, place: string, log: FastifyBaseLogger): Promise<() => Promise<void>> {
  redis.defineCommand('api:hold-image-place', { numberOfKeys: 1, lua: readFileSync(new URL('../../lua/hold-image-place.lua', import.meta.url), 'utf8') })
  const run = (redis as unknown as Record<string, (...args: Array<string | number>) => Promise<string[]>>)['api:hold-image-place']!
  const process = randomUUID()
  const hold = async (at: string) => await run.call(redis, KEY, process, at, HOLDS_MS)

  const [word, other] = await hold(place)
  if (word === 'elsewhere') throw new SettingsError(`IMAGES_DIR: another API process that is running keeps pictures in another place (here ${place}, there ${other}); allowed are one folder for all, or IMAGES_S3_BUCKET`)
  const timer = setInterval(() => {
    hold(place).then(([again]) => {
      if (again === 'elsewhere') log.error({ place }, 'another API process keeps pictures in another place: some will not be found')
    }, () => {})
  }, HOLDS_MS / 3)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await hold('').catch(() => {})
  }
}

/** The `ops` command: looking at deliveries and deciding about them from a shell, beside any number of workers. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInspector } from '@martelo/event-stream'
import { SettingsError, connectRedis, givenSettings, isRedisUnavailable, loadSettings, redisAddress, type Settings } from '@martelo/service-runtime'
import { run } from './ops/run.ts'
import { USAGE, UsageError, readArguments, type Asked } from './ops/usage.ts'
import { NAMES } from './stream-names.ts'

const WRONG = 2
const NO_REDIS = 3

async function main (): Promise<number> {
  const asked = readArguments(process.argv.slice(2))
  if (asked === 'help') {
    process.stdout.write(USAGE)
    return 0
  }
  const settings = findRedis(asked)
  const redis = connectRedis(settings, { name: 'ops' })
  try {
    return await run(asked.command, createInspector(redis, NAMES), {
      print: (text) => { process.stdout.write(`${text}\n`) },
      tell: (text) => { process.stderr.write(`${text}\n`) },
      json: asked.json
    })
  } catch (error) {
    if (!isRedisUnavailable(error as Error)) throw error
    // Of its two ways to say it, the one that a person can do something with.
    const reason = (error as Error).name === 'MaxRetriesPerRequestError' ? '' : `: ${(error as Error).message}`
    process.stderr.write(`Redis at ${redisAddress(settings)} cannot be reached${reason}\n`)
    return NO_REDIS
  } finally {
    redis.disconnect()
  }
}

/** What the environment says, or else the running `npm start`. */
function findRedis ({ data }: Asked): Pick<Settings, 'REDIS_URL' | 'REDIS_CLUSTER_NODES'> {
  const given = givenSettings()
  if (given.has('REDIS_URL') || given.has('REDIS_CLUSTER_NODES')) return loadSettings()
  const file = resolve(data, 'start.json')
  try {
    const { redis_url } = JSON.parse(readFileSync(file, 'utf8')) as { redis_url: string }
    return { REDIS_URL: redis_url, REDIS_CLUSTER_NODES: [] }
  } catch {
    throw new UsageError(`REDIS_URL is not set, and ${file} names no running \`npm start\``)
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  const { message } = error as Error
  if (error instanceof UsageError) {
    process.stderr.write(`${message}\n\n${USAGE}`)
    process.exitCode = WRONG
  } else if (error instanceof SettingsError) {
    process.stderr.write(`${message}\n`)
    process.exitCode = WRONG
  } else {
    throw error
  }
}

/** The launcher: everything that a laptop needs to run Martelo, started in order, watched, and ended together. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { connectRedis, givenSettings, loadSettings, SettingsError, type Settings } from '@martelo/service-runtime'
import { partitionKeys } from '@martelo/auction-store'
import { createDiscordStandIn, createInbox } from '@martelo/testing'
import getPort, { portNumbers } from 'get-port'
import { root } from '../../../scripts/prepare.mjs'
import { compilers } from './compile.ts'
import { holdDataFolder } from './data-folder.ts'
import { ADMIN_EMAIL, demoAuctions, demoPeople, type DemoPerson } from './demo.ts'
import { NO_REDIS, findRedis } from './find-redis.ts'
import { announce, say, show } from './show.ts'
import { supervise, type ProcessSpec, type Supervised } from './supervisor.ts'

const options = readOptions()
const data = resolve(options.data)
const about = join(data, 'start.json')
/** Who is left when the launcher was killed ends in this order, the highest first: nobody writes to a Redis that is gone. */
const RANK = { redis: 0, services: 1 }

interface Ending {
  /** In reverse order of this list. */
  steps: Array<() => Promise<unknown>>
  processes: Supervised[]
}

async function main (): Promise<void> {
  const settings = readSettings()
  mkdirSync(data, { recursive: true })
  const folder = await holdDataFolder(data, say).catch((error: Error) => fail(error.message))
  const ending: Ending = { steps: [() => folder.release()], processes: [] }
  let ended: Promise<void> | undefined
  const end = async () => { await (ended ??= endAll(ending)) }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ended) {
        for (const each of ending.processes) each.kill()
        return
      }
      say('\nStopping …')
      void end().then(() => process.exit(0))
    })
  }
  try {
    await start(settings, ending, (spec, rank) => {
      const each = supervise(spec, folder, rank)
      ending.processes.push(each)
      return each
    })
    say('ready')
  } catch (error) {
    // Stopping is what made it fail.
    if (ended) return
    await end()
    fail((error as Error).message)
  }
}

async function endAll ({ steps }: Ending): Promise<void> {
  rmSync(about, { force: true })
  for (const step of [...steps].reverse()) await step().catch((error: Error) => { say(error.message) })
}

async function start (settings: Settings, ending: Ending, run: (spec: ProcessSpec, rank: number) => Supervised): Promise<void> {
  const given = givenSettings(process.env, root)
  const environment: Record<string, string> = {}
  if (given.has('REDIS_URL') || given.has('REDIS_CLUSTER_NODES')) {
    environment.REDIS_URL = settings.REDIS_URL
  } else {
    const port = await getPort()
    const spec = await findRedis(data, port)
    if (spec === null) throw new Error(NO_REDIS)
    environment.REDIS_URL = `redis://127.0.0.1:${port}`
    const redis = run(spec, RANK.redis)
    ending.steps.push(redis.stop)
    await redis.ready
  }

  let inbox: string | null = null
  if (!given.has('SMTP_HOST')) {
    const standIn = await createInbox({ httpPort: await portNear(8025, 'the inbox'), smtpPort: await getPort({ port: portNumbers(1025, 1074) }) })
    ending.steps.push(standIn.close)
    inbox = standIn.url
    Object.assign(environment, { SMTP_HOST: standIn.smtp.host, SMTP_PORT: String(standIn.smtp.port), SMTP_SECURE: 'false' })
  }
  let discord: string | null = null
  if (!given.has('DISCORD_WEBHOOK_URL')) {
    const standIn = await createDiscordStandIn({ port: await portNear(8026, 'the Discord stand-in') })
    ending.steps.push(standIn.close)
    discord = standIn.url
    environment.DISCORD_WEBHOOK_URL = standIn.webhook
  }

  const host = ['0.0.0.0', '::'].includes(settings.API_HOST) ? '127.0.0.1' : settings.API_HOST
  const port = await portNear(settings.API_PORT, 'the page')
  const api = `http://${host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
  Object.assign(environment, {
    API_PORT: String(port),
    METRICS_PORT: String(settings.METRICS_PORT),
    PUBLIC_URL: settings.PUBLIC_URL ?? api,
    ...(!given.has('IMAGES_DIR') && { IMAGES_DIR: join(data, 'images') }),
    ADMIN_EMAILS: [...settings.ADMIN_EMAILS, ...(settings.DEMO ? [ADMIN_EMAIL] : [])].join(',')
  })
  const service = (name: string, room: string) => run({
    name,
    command: process.execPath,
    args: [join(root, 'services', room, 'dist/main.js')],
    cwd: root,
    env: environment,
    ready: /^ready$/,
    output: (line) => { show(name, line) }
  }, RANK.services)
  const services = [service('api', 'api'), ...Array.from({ length: settings.WORKERS }, (_, i) => service(`worker ${i + 1}`, 'worker'))]
  ending.steps.push(async () => await Promise.all(services.map(async (each) => { await each.stop() })))
  await Promise.all(services.map(async (each) => { await each.ready }))

  let people: DemoPerson[] = []
  let fresh = false
  if (settings.DEMO) {
    const redis = connectRedis({ ...settings, REDIS_URL: environment.REDIS_URL! })
    const counts = await Promise.all(['scheduled', 'open', 'closed', 'cancelled'].map(async (status) => await redis.zcard(partitionKeys(0).list('all', status, 'newest'))))
    fresh = counts.every((count) => count === 0)
    people = await demoPeople(redis, data)
    redis.disconnect()
    if (fresh) await demoAuctions(`http://${host.includes(':') ? `[${host}]` : host}:${port}`, people)
  }
  if (options.watch) {
    const watching = compilers(() => { for (const each of services) each.restart() }).map((spec) => run(spec, RANK.services))
    ending.steps.push(async () => await Promise.all(watching.map(async (each) => { await each.stop() })))
  }
  const all = { api, inbox, discord, redis_url: environment.REDIS_URL!, people }
  writeFileSync(about, JSON.stringify(all, null, 2), { mode: 0o600 })
  announce(all, fresh)
}

function readOptions (): { data: string, watch: boolean } {
  try {
    return parseArgs({ options: { data: { type: 'string', default: join(root, '.data') }, watch: { type: 'boolean', default: false } } }).values
  } catch (error) {
    fail(`${(error as Error).message}\nOptions: --data <folder> keeps the data elsewhere than in .data; --watch compiles what is edited`)
  }
}

function readSettings (): Settings {
  try {
    return loadSettings(process.env, root)
  } catch (error) {
    if (error instanceof SettingsError) fail(error.message)
    throw error
  }
}

/** The wanted port, or another one when it is taken. */
async function portNear (wanted: number, what: string): Promise<number> {
  const port = await getPort(wanted === 0 ? {} : { port: portNumbers(wanted, Math.min(wanted + 50, 65535)) })
  if (wanted !== 0 && port !== wanted) say(`Port ${wanted} is taken: ${what} uses ${port}.`)
  return port
}

function fail (text: string): never {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

await main()

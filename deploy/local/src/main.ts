/** The launcher: everything that a laptop needs to run Martelo, started in order, watched, and ended together. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectRedis, givenSettings, loadSettings, SettingsError, type Settings } from '@martelo/service-runtime'
import { partitionKeys } from '@martelo/auction-store'
import { createDiscordStandIn, createInbox } from '@martelo/testing'
import getPort from 'get-port'
import { root } from '../../../scripts/prepare.mjs'
import { ADMIN_EMAIL, demoAuctions, demoPeople, type DemoPerson } from './demo.ts'
import { NO_REDIS, findRedis } from './find-redis.ts'
import { Supervisor } from './supervisor.ts'

const data = join(root, '.data')
const lock = join(data, 'launcher.pid')
const say = (text: string) => { process.stdout.write(`${text}\n`) }

function fail (text: string): never {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

function readSettings (): Settings {
  try {
    return loadSettings(process.env, root)
  } catch (error) {
    if (error instanceof SettingsError) fail(error.message)
    throw error
  }
}

/** One launcher at a time on the same data. */
function takeLock (): void {
  mkdirSync(data, { recursive: true })
  if (existsSync(lock)) {
    const pid = Number(readFileSync(lock, 'utf8'))
    try {
      process.kill(pid, 0)
      if (pid !== process.pid) fail(`npm start is running already (process ${pid}). Stop it first: both would use the data in .data/.`)
    } catch {}
  }
  writeFileSync(lock, String(process.pid))
}

/** The wanted port, or another one when it is taken. */
async function portNear (wanted: number, what: string): Promise<number> {
  const port = await getPort(wanted === 0 ? {} : { port: Array.from({ length: 50 }, (_, i) => wanted + i) })
  if (wanted !== 0 && port !== wanted) say(`Port ${wanted} is taken: ${what} uses ${port}.`)
  return port
}

async function start (): Promise<void> {
  const settings = readSettings()
  const given = givenSettings(process.env, root)
  takeLock()
  const supervisor = new Supervisor()
  const closers: Array<() => Promise<unknown>> = [() => supervisor.stop()]
  let ending: Promise<void> | undefined
  const end = async () => {
    for (const close of closers) await close().catch(() => {})
    rmSync(lock, { force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending) return
      say('\nStopping …')
      ending = end()
      void ending.then(() => process.exit(0))
    })
  }

  try {
    const environment: Record<string, string> = {}
    if (given.has('REDIS_URL') || given.has('REDIS_CLUSTER_NODES')) {
      environment.REDIS_URL = settings.REDIS_URL
    } else {
      const port = await getPort()
      const redis = await findRedis(data, port)
      if (redis === null) throw new Error(NO_REDIS)
      environment.REDIS_URL = `redis://127.0.0.1:${port}`
      await supervisor.start(redis).ready
    }

    const host = settings.API_HOST === '0.0.0.0' || settings.API_HOST === '::' ? '127.0.0.1' : settings.API_HOST
    let inbox: string | null = null
    if (!given.has('SMTP_HOST')) {
      const standIn = await createInbox({ httpPort: await portNear(8025, 'the inbox'), smtpPort: await getPort({ port: [1025, 1026, 1027] }) })
      closers.push(standIn.close)
      inbox = standIn.url
      Object.assign(environment, { SMTP_HOST: standIn.smtp.host, SMTP_PORT: String(standIn.smtp.port), SMTP_SECURE: 'false' })
    }
    let discord: string | null = null
    if (!given.has('DISCORD_WEBHOOK_URL')) {
      const standIn = await createDiscordStandIn({ port: await portNear(8026, 'the Discord stand-in') })
      closers.push(standIn.close)
      discord = standIn.url
      environment.DISCORD_WEBHOOK_URL = standIn.webhook
    }

    const port = await portNear(settings.API_PORT, 'the page')
    const api = `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`
    Object.assign(environment, {
      API_PORT: String(port),
      METRICS_PORT: String(settings.METRICS_PORT),
      PUBLIC_URL: given.has('PUBLIC_URL') ? settings.PUBLIC_URL! : api,
      ADMIN_EMAILS: [...settings.ADMIN_EMAILS, ...(settings.DEMO ? [ADMIN_EMAIL] : [])].join(',')
    })
    const service = (name: string, folder: string) => supervisor.start({
      name,
      command: process.execPath,
      args: [join(root, 'services', folder, 'dist/main.js')],
      env: environment,
      ready: /^ready$/,
      output: (line) => { show(name, line) }
    })
    await Promise.all([service('api', 'api'), ...Array.from({ length: settings.WORKERS }, (_, i) => service(`worker ${i + 1}`, 'worker'))].map((each) => each.ready))

    let people: DemoPerson[] = []
    if (settings.DEMO) {
      const redis = connectRedis({ ...settings, REDIS_URL: environment.REDIS_URL! })
      const empty = (await Promise.all(['scheduled', 'open', 'closed', 'cancelled'].map((status) => redis.zcard(partitionKeys(0).list('all', status, 'newest'))))).every((count) => count === 0)
      people = await demoPeople(redis, data)
      redis.disconnect()
      if (empty) await demoAuctions(`http://${host}:${port}`, people)
    }
    const about = { api, inbox, discord, redis_url: environment.REDIS_URL, people }
    writeFileSync(join(data, 'start.json'), JSON.stringify(about, null, 2), { mode: 0o600 })
    announce(about)
    say('ready')
  } catch (error) {
    ending ??= end()
    await ending
    fail((error as Error).message)
  }
}

/** Lines of the services, with who says them; what they do well at every request is theirs to know. */
function show (name: string, line: string): void {
  if (/"msg":"request"/.test(line)) return
  try {
    const { level, msg, time: _, pid: __, hostname: ___, name: ____, ...rest } = JSON.parse(line) as Record<string, unknown>
    const details = Object.entries(rest).map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(' ')
    say(`[${name}] ${Number(level) >= 50 ? 'ERROR ' : Number(level) >= 40 ? 'warning: ' : ''}${String(msg)}${details ? `  ${details}` : ''}`)
  } catch {
    say(`[${name}] ${line}`)
  }
}

function announce ({ api, inbox, discord, people }: { api: string, inbox: string | null, discord: string | null, people: DemoPerson[] }): void {
  say('')
  say(`  Page             ${api}`)
  say(`  API              ${api}/docs`)
  if (inbox) say(`  Inbox            ${inbox}`)
  if (discord) say(`  Discord posts    ${discord}`)
  if (people.length > 0) {
    say('\n  Demo people: sign in with the address (the code arrives in the inbox), or use the token with the API')
    for (const { name, email, token, admin } of people) say(`  ${name.padEnd(16)} ${email.padEnd(24)} ${token}${admin ? '  administrator' : ''}`)
    say('\n  One demo auction ends within two minutes: watch the inbox and the Discord posts.')
  }
  say('')
}

await start()

/**
 * What the laboratories play on: a Redis, the real API and the real workers as processes, stand-ins for the mail server, Discord and the
 * model. All on this machine, on free ports, gone when the laboratory ends.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createAccounts } from '@martelo/accounts'
import { createDiscordStandIn, createInbox, createMessagesApi, freePort, withRedis, withService, type Inbox, type RedisServer, type RunningProcess, type Teardown } from '@martelo/testing'

/** @throws when the API does not answer 2xx. */
export type Call = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>

export interface Lot { id: string, title: string }

export interface Stage {
  redis: RedisServer
  inbox: Inbox
  /** As the administrator, who owns the auctions too. */
  call: Call
  startWorker: () => Promise<RunningProcess>
  /** Auctions with one bid each, that end in an hour or when they are closed. */
  makeLots: (count: number) => Promise<Lot[]>
  /** Waits until no event waits or is in hand. @throws after `most_ms` */
  settled: (most_ms: number) => Promise<void>
  /** The titles whose e-mail an operator is asked about. */
  unknownMails: () => Promise<Set<string>>
}

export interface StageOptions {
  lease_ms: number
  concurrency: number
  /** How long the model takes for the next report, ms; null: there is none, and templates write at once. */
  thinks_ms: (() => number) | null
}

// The same from src/ and from dist/.
export const built = (path: string) => fileURLToPath(new URL(`../dist/${path}`, import.meta.url))
export const service = (name: string) => fileURLToPath(new URL(`../../../services/${name}/dist/main.js`, import.meta.url))
/** Requests under way while lots are made. */
const AT_ONCE = 8

/** @param t what is started ends with it */
export async function createStage (t: Teardown, { lease_ms, concurrency, thinks_ms }: StageOptions): Promise<Stage> {
  const redis = await withRedis(t)
  const [inbox, discord, model] = await Promise.all([createInbox(), createDiscordStandIn(), createMessagesApi()])
  for (const each of [inbox, discord, model]) t.teardown(() => each.close())
  // It thinks for a while and then declines: a template writes. What is said does not matter here, only how long it takes.
  model.answer(async () => {
    await pause(thinks_ms?.() ?? 0)
    return 'refusal' as const
  })
  const port = await freePort()
  const env = {
    REDIS_URL: redis.url, API_PORT: String(port), METRICS_PORT: '0', LOG_LEVEL: 'error', RATE_LIMIT: 'off', ADMIN_EMAILS: 'admin@lab.example',
    WORKER_LEASE_MS: String(lease_ms), WORKER_CONCURRENCY: String(concurrency),
    SMTP_HOST: inbox.smtp.host, SMTP_PORT: String(inbox.smtp.port), DISCORD_WEBHOOK_URL: discord.webhook, ...(thinks_ms !== null && { LLM_API_KEY: 'laboratory', LLM_BASE_URL: model.url })
  }
  await withService(t, service('api'), env)

  const accounts = createAccounts(redis.connect())
  const callAs = async (name: string): Promise<Call> => {
    const { token } = await accounts.createToken((await accounts.create({ name, email: `${name.toLowerCase()}@lab.example` })).id, { label: 'laboratory' })
    return async (method, path, body) => {
      const response = await fetch(`http://127.0.0.1:${port}/api${path}`, { method, headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) })
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
      return await response.json() as Record<string, unknown>
    }
  }
  const [call, bid] = [await callAs('Admin'), await callAs('Bruno')]

  return {
    redis,
    inbox,
    call,
    startWorker: async () => await withService(t, service('worker'), { ...env, LOG_LEVEL: 'info' }),

    async makeLots (count) {
      const lots: Lot[] = []
      await inTurns(count, AT_ONCE, async (i) => {
        const title = `Lot ${String(i + 1).padStart(4, '0')}`
        const id = String((await call('POST', '/auctions', { title, description: '', starting_price: '10.00', duration_seconds: 3600 })).id)
        await bid('POST', `/auctions/${id}/bids`, { amount: '12.50' })
        lots[i] = { id, title }
      })
      return lots
    },

    async settled (most_ms) {
      for (const until = Date.now() + most_ms; ;) {
        const { lag, pending, parked } = await call('GET', '/ops/pipeline') as Record<string, number>
        if (lag! + pending! + parked! === 0) return
        if (Date.now() > until) throw new Error(`not settled after ${most_ms} ms: ${lag} wait, ${pending} are in hand, ${parked} are parked`)
        await pause(100)
      }
    },

    async unknownMails () {
      const { items } = await call('GET', '/ops/deliveries?state=unknown&limit=100') as { items: Array<{ event_id: string, effects: Record<string, { state: string }> }> }
      const asked = items.filter(({ effects }) => effects.email?.state === 'unknown')
      return new Set(await Promise.all(asked.map(async ({ event_id }) => String((await call('GET', `/auctions/${event_id.slice('evt_'.length)}`)).title))))
    }
  }
}

/** Does `work(0)` to `work(count - 1)`, so many at a time. */
export async function inTurns (count: number, atOnce: number, work: (i: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, async () => {
    while (next < count) await work(next++)
  }))
}

/** Which lot each mail is about. */
export function mailsOf (inbox: Inbox, lots: readonly Pick<Lot, 'title'>[]): Array<{ title: string, at: number }> {
  const titles = new Set(lots.map(({ title }) => title))
  return inbox.messages.flatMap(({ subject, received_at }) => {
    const title = /Lot \d{4}/.exec(subject)?.[0]
    return title !== undefined && titles.has(title) ? [{ title, at: Date.parse(received_at) }] : []
  })
}

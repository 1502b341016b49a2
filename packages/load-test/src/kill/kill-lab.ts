/**
 * The failure laboratory: Pub/Sub subscribers and stream workers side by side on the same events. Some are killed; what each side lost,
 * repeated and recovered is counted where it counts: in the mailbox.
 *
 * Everything is real: the API closes auctions, and each closing goes in one step to the channel and to the stream; the workers are the ones
 * of `npm start`. Only the mail servers and the model are stand-ins, on this machine.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createAccounts } from '@martelo/accounts'
import { createDiscordStandIn, createInbox, createMessagesApi, freePort, withRedis, withService, type Inbox, type RedisServer, type Teardown } from '@martelo/testing'
import { member, type Member } from './cast.ts'
import { outcomes, tally, type LabEvent, type Outcome, type Tally } from './tally.ts'

export interface KillLabOptions {
  events: number
  /** Between two events, ms. */
  every_ms: number
  /** How long the model takes for a report, ms: most of the time that an event is in hand. */
  model_ms: number
  say: (text: string) => void
}

export interface SideResult { members: Member[], outcomes: Outcome[], tally: Tally }
export interface KillLabResult {
  /** Epoch milliseconds. */
  from: number
  to: number
  pubsub: SideResult
  stream: SideResult
}

const LEASE_MS = 2000
const SETTLE_MS = 60_000
// The same from src/ and from dist/.
const built = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const OLD_WAY = built('../../dist/kill/old-way.js')
const service = (name: string) => built(`../../../../services/${name}/dist/main.js`)

/** @param t what is started ends with it */
export async function runKillLab (t: Teardown, { events: count, every_ms, model_ms, say }: KillLabOptions): Promise<KillLabResult> {
  const redis = await withRedis(t)
  const [oldInbox, newInbox, discord, model] = await Promise.all([createInbox(), createInbox(), createDiscordStandIn(), createMessagesApi()])
  for (const each of [oldInbox, newInbox, discord, model]) t.teardown(() => each.close())
  // It thinks for a while and then declines: a template writes. What is said does not matter here, only how long it takes.
  model.answer(async () => {
    await pause(model_ms)
    return 'refusal' as const
  })

  const port = await freePort()
  const env = {
    REDIS_URL: redis.url, API_PORT: String(port), METRICS_PORT: '0', LOG_LEVEL: 'error', RATE_LIMIT: 'off', WORKER_LEASE_MS: String(LEASE_MS), WORKER_CONCURRENCY: '8',
    SMTP_HOST: newInbox.smtp.host, SMTP_PORT: String(newInbox.smtp.port), DISCORD_WEBHOOK_URL: discord.webhook, LLM_API_KEY: 'laboratory', LLM_BASE_URL: model.url, ADMIN_EMAILS: 'admin@lab.example'
  }
  await withService(t, service('api'), env)
  const workerProcess = async () => await withService(t, service('worker'), env)
  const subscriberProcess = async () => await withService(t, OLD_WAY, { REDIS_URL: redis.url, SMTP_PORT: String(oldInbox.smtp.port), MODEL_MS: String(model_ms) })
  const workers = [1, 2].map((i) => member(`worker ${i}`, workerProcess))
  const subscribers = [1, 2].map((i) => member(`subscriber ${i}`, subscriberProcess))
  await Promise.all([...workers, ...subscribers].map(async (each) => { await each.start() }))

  const { call, lots } = await makeAuctions(redis, `http://127.0.0.1:${port}`, count)
  const spare = [member('worker 3', workerProcess), member('subscriber 3', subscriberProcess)]
  const all = [...workers, ...subscribers]
  const begin = async (some: Member[]) => await Promise.all(some.map(async (each) => { await each.start() }))
  const kill = async (some: Member[]) => await Promise.all(some.map(async (each) => { await each.kill() }))
  // Between two events, so that what happens to whom does not depend on the machine's speed.
  const acts = [
    { at: 0.2, text: 'one of each is killed in the middle of its work', act: async () => await kill([workers[0]!, subscribers[0]!]) },
    { at: 0.36, text: 'they are started again', act: async () => await begin([workers[0]!, subscribers[0]!]) },
    { at: 0.5, text: 'the power fails: all are killed', act: async () => await kill(all) },
    { at: 0.65, text: 'all are started again', act: async () => await begin(all) },
    { at: 0.8, text: 'one more of each comes, as an autoscaler adds them', act: async () => await begin(spare) }
  ]
  const from = Date.now()
  const tell = (text: string) => { say(`${String(Math.round((Date.now() - from) / 1000)).padStart(4)} s  ${text}`) }
  const events: LabEvent[] = []
  for (const [i, { id, title }] of lots.entries()) {
    for (const { text, act } of acts.filter(({ at }) => Math.round(at * count) === i)) {
      tell(text)
      await act()
    }
    events.push({ title, at: Date.now() })
    await call('POST', `/auctions/${id}/close`)
    await pause(every_ms)
  }
  tell('the last auction has ended; waiting for what is still under way')
  const unknown = await settled(call)
  // Of subscribers nobody can ask what they still have to do.
  await pause(Math.max(0, events.at(-1)!.at + 2 * model_ms + 500 - Date.now()))

  const result = (members: Member[], inbox: Inbox, unknown: ReadonlySet<string>): SideResult => {
    const arrivals = inbox.messages.flatMap(({ subject, received_at }) => {
      const title = events.find((event) => subject.endsWith(event.title))?.title
      return title === undefined ? [] : [{ title, at: Date.parse(received_at) }]
    })
    const all = outcomes(events, arrivals, unknown)
    return { members, outcomes: all, tally: tally(all) }
  }
  return { from, to: Date.now(), pubsub: result([...subscribers, spare[1]!], oldInbox, new Set()), stream: result([...workers, spare[0]!], newInbox, unknown) }
}

type Call = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>

/** Auctions with one bid each. Their owner is the administrator, who closes them one after the other and looks after the deliveries. */
async function makeAuctions (redis: RedisServer, api: string, count: number): Promise<{ call: Call, lots: Array<{ id: string, title: string }> }> {
  const accounts = createAccounts(redis.connect())
  const callAs = async (name: string): Promise<Call> => {
    const { token } = await accounts.createToken((await accounts.create({ name, email: `${name.toLowerCase()}@lab.example` })).id, { label: 'laboratory' })
    return async (method, path, body) => {
      const response = await fetch(`${api}/api${path}`, { method, headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) })
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
      return await response.json() as Record<string, unknown>
    }
  }
  const [call, bid] = [await callAs('Admin'), await callAs('Bruno')]
  const lots = []
  for (let i = 1; i <= count; i++) {
    const title = `Lot ${String(i).padStart(3, '0')}`
    const id = String((await call('POST', '/auctions', { title, description: '', starting_price: '10.00', duration_seconds: 3600 })).id)
    await bid('POST', `/auctions/${id}/bids`, { amount: '12.50' })
    lots.push({ id, title })
  }
  return { call, lots }
}

/** Waits until nothing is under way. @returns the titles whose e-mail an operator is asked about */
async function settled (call: Call): Promise<Set<string>> {
  for (const until = Date.now() + SETTLE_MS; ;) {
    const { lag, pending, parked } = await call('GET', '/ops/pipeline') as Record<string, number>
    if (lag! + pending! + parked! === 0) break
    if (Date.now() > until) throw new Error(`not settled after ${SETTLE_MS} ms: ${lag} wait, ${pending} are in hand, ${parked} are parked`)
    await pause(100)
  }
  const { items } = await call('GET', '/ops/deliveries?state=unknown&limit=100') as { items: Array<{ event_id: string, effects: Record<string, { state: string }> }> }
  const titles = await Promise.all(items.filter(({ effects }) => effects.email?.state === 'unknown').map(async ({ event_id }) => String((await call('GET', `/auctions/${event_id.slice('evt_'.length)}`)).title)))
  return new Set(titles)
}

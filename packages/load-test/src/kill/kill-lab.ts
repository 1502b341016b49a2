/**
 * The failure laboratory: Pub/Sub subscribers and stream workers side by side on the same events. Some are killed; what each side lost,
 * repeated and recovered is counted where it counts: in the mailbox.
 *
 * Everything is real: the API closes auctions, and each closing goes in one step to the channel and to the stream; the workers are the ones
 * of `npm start`. Only the mail servers and the model are stand-ins.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { createInbox, withService, type Inbox, type Teardown } from '@martelo/testing'
import { built, createStage, mailsOf } from '../stage.ts'
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

/** @param t what is started ends with it */
export async function runKillLab (t: Teardown, { events: count, every_ms, model_ms, say }: KillLabOptions): Promise<KillLabResult> {
  const stage = await createStage(t, { lease_ms: LEASE_MS, concurrency: 8, thinks_ms: () => model_ms })
  const inbox = await createInbox()
  t.teardown(() => inbox.close())
  const startSubscriber = async () => await withService(t, built('kill/old-way.js'), { REDIS_URL: stage.redis.url, SMTP_PORT: String(inbox.smtp.port), MODEL_MS: String(model_ms) })
  const subscribers = [1, 2].map((i) => member(`subscriber ${i}`, startSubscriber))
  const workers = [1, 2].map((i) => member(`worker ${i}`, stage.startWorker))
  const all = [...workers, ...subscribers]
  const spareSubscriber = member('subscriber 3', startSubscriber)
  const spareWorker = member('worker 3', stage.startWorker)
  const begin = async (some: Member[]) => await Promise.all(some.map(async (each) => { await each.start() }))
  const kill = async (some: Member[]) => await Promise.all(some.map(async (each) => { await each.kill() }))
  await begin(all)
  const lots = await stage.makeLots(count)

  // Between two events, so that what happens to whom does not depend on the machine's speed.
  const acts = [
    { at: 0.2, text: 'one of each is killed in the middle of its work', act: async () => await kill([workers[0]!, subscribers[0]!]) },
    { at: 0.36, text: 'they are started again', act: async () => await begin([workers[0]!, subscribers[0]!]) },
    { at: 0.5, text: 'the power fails: all are killed', act: async () => await kill(all) },
    { at: 0.65, text: 'all are started again', act: async () => await begin(all) },
    { at: 0.8, text: 'one more of each comes, as an autoscaler adds them', act: async () => await begin([spareWorker, spareSubscriber]) }
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
    await stage.call('POST', `/auctions/${id}/close`)
    await pause(every_ms)
  }
  tell('the last auction has ended; waiting for what is still under way')
  await stage.settled(SETTLE_MS)
  // Of subscribers nobody can ask what they still have to do.
  await pause(Math.max(0, events.at(-1)!.at + 2 * model_ms + 500 - Date.now()))

  const result = (members: Member[], received: Inbox, unknown: ReadonlySet<string>): SideResult => {
    const each = outcomes(events, mailsOf(received, lots), unknown)
    return { members, outcomes: each, tally: tally(each) }
  }
  return {
    from,
    to: Date.now(),
    pubsub: result([...subscribers, spareSubscriber], inbox, new Set()),
    stream: result([...workers, spareWorker], stage.inbox, await stage.unknownMails())
  }
}

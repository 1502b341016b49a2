/** Mail server, Discord and network fail in every way that they can; what becomes of each effect is known beforehand. */
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { discordFailures, reportRow, type DiscordAnswer, type SmtpAction, type SmtpStep, type TrapOptions } from '@martelo/testing'
import { startLoad } from './fixtures/load.ts'
import { LEASE_MS, withWorld, type Lot } from './fixtures/world.ts'

const SOAK = Boolean(process.env.SOAK)
const ROUNDS = SOAK ? 5 : 1

interface Case {
  name: string
  effect: 'email' | 'discord'
  state: 'done' | 'unknown' | 'failed'
  arrivals: number
  smtp?: { step: SmtpStep, action: SmtpAction }
  discord?: DiscordAnswer
  /** On the way, at the piece that names the lot. */
  network?: Pick<TrapOptions, 'then' | 'pass'>
}

const mail = (name: string, step: SmtpStep, action: SmtpAction, state: Case['state'], arrivals: number): Case => ({ name: `mail server: ${name}`, effect: 'email', state, arrivals, smtp: { step, action } })
const post = (name: string, discord: DiscordAnswer, state: Case['state'], arrivals: number): Case => ({ name: `Discord: ${name}`, effect: 'discord', state, arrivals, discord })
const net = (name: string, effect: Case['effect'], network: NonNullable<Case['network']>): Case => ({ name: `network: ${name}`, effect, state: 'unknown', arrivals: 0, network })
const half: TrapOptions['pass'] = ({ bytes }) => bytes.length / 2

const CASES: Case[] = [
  mail('421 and gone', 'RCPT', { reply: '421 closing', then: 'drop' }, 'done', 1),
  mail('450', 'RCPT', { reply: '450 try later' }, 'done', 1),
  mail('550', 'RCPT', { reply: '550 nobody here' }, 'failed', 0),
  mail('drops before the final dot', 'body', 'drop', 'unknown', 0),
  mail('drops at the final dot', 'dot', 'drop', 'unknown', 0),
  mail('takes it and drops', 'dot', 'take-and-drop', 'unknown', 1),
  mail('says 250 and dies', 'dot', { reply: '250 taken', then: 'reset' }, 'done', 1),
  mail('is a tarpit', 'dot', { reply: '250 taken', after_ms: 500 }, 'done', 1),
  mail('dribbles before the body', 'RCPT', 'dribble', 'done', 1),
  mail('dribbles after it', 'dot', 'dribble', 'unknown', 0),
  mail('takes it and says nothing', 'dot', 'take-and-silence', 'unknown', 1),
  post('429', discordFailures.rateLimited(0.2), 'done', 1),
  post('500', discordFailures.serverError, 'unknown', 0),
  post('404', discordFailures.unknownWebhook, 'failed', 0),
  post('takes it and never answers', 'take-and-hang', 'unknown', 1),
  post('takes it and breaks off', 'take-and-cut', 'unknown', 1),
  post('breaks off', 'cut', 'unknown', 0),
  net('reset within a mail', 'email', { then: 'reset', pass: half }),
  net('half open within a mail', 'email', { then: 'half-open', pass: half }),
  net('reset within a post', 'discord', { then: 'reset', pass: half }),
  net('half open within a post', 'discord', { then: 'half-open', pass: half })
]

t.test('remotes and the way to them', { timeout: ROUNDS * 150_000 }, async (t) => {
  const world = await withWorld(t)
  const began = Date.now()
  const worker = await world.startWorker()
  // Slow is no fault: everything has time enough.
  worker.smtp.set({ latency_ms: 20, bytes_per_second: 100_000 })
  worker.discord.set({ latency_ms: 20, bytes_per_second: 100_000 })
  const tried: Array<{ lot: Lot, one: Case }> = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of CASES) {
      const lot = await world.makeLot()
      if (one.smtp) world.plans.smtp.set(lot.winner, { ...one.smtp, reached () {} })
      if (one.discord) world.plans.discord.set(lot.title, { action: one.discord, reached () {} })
      if (one.network) {
        const text = one.effect === 'email' ? lot.event_id : lot.title
        worker[one.effect === 'email' ? 'smtp' : 'discord'].trap({ from: 'client', fits: ({ bytes }) => bytes.includes(text), ...one.network })
      }
      if (one.state === 'unknown') world.history.excuse(one.name, lot.event_id, one.effect)
      else world.history.harmless(one.name)
      await world.close(lot)
      tried.push({ lot, one })
    }
  }
  await world.history.settled()
  for (const { lot, one: { name, effect, state, arrivals } } of tried) {
    const record = (await world.history.delivery(lot.event_id))?.effects[effect]
    t.match({ state: record?.state, arrivals: await world.history.arrivals(lot.event_id, effect) }, { state, arrivals }, `${name}: ${state}, ${arrivals} arrived`)
  }
  const verdict = await world.history.verdict()
  t.same(verdict.violations, [])
  reportRow('Mail server, Discord, network', verdict, began)
})

t.test('a worker’s own way to Redis: slow, reset, half open, a black hole for two leases', { timeout: ROUNDS * 120_000 }, async (t) => {
  const world = await withWorld(t)
  const began = Date.now()
  const [cut, sound] = await Promise.all([world.startWorker(), world.startWorker()])
  const load = startLoad(world)
  for (let round = 0; round < ROUNDS; round++) {
    cut.redis.set({ latency_ms: 50 })
    await load.more(5)
    world.history.harmless('slow')
    cut.redis.heal()
    for (const [name, strike] of [['reset', () => { cut.redis.cut('reset') }], ['half open', () => { cut.redis.halfOpen() }]] as const) {
      strike()
      world.history.harmless(name)
      await load.more(5)
    }
    // Cut off for so long, it is taken for dead; what it says when it is back comes too late.
    cut.redis.set({ black_hole: true })
    await world.history.fault('black hole for two leases', cut.pid)
    await pause(2 * LEASE_MS)
    cut.redis.heal()
    await load.more(5)
  }
  await load.stop()
  t.equal(sound.process.child.exitCode ?? cut.process.child.exitCode, null, 'both live on')
  await world.history.settled()
  const verdict = await world.history.verdict()
  t.same(verdict.violations, [])
  reportRow('A worker cut off from Redis', verdict, began)
})

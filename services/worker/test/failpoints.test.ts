/**
 * Real workers, killed at every named moment of every effect, and stopped there for two leases and woken again. What becomes of each
 * effect is known beforehand.
 */
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { reportRow } from '@martelo/testing'
import { EFFECTS, FAILPOINTS, effectsAt, outcomeOf, reach, type Effect, type Failpoint, type Reached } from './fixtures/failpoints.ts'
import { LEASE_MS, withWorld, type Lot, type World } from './fixtures/world.ts'

const SOAK = Boolean(process.env.SOAK)
const ROUNDS = SOAK ? 10 : 1
const BETWEEN_MS = 50
const POINTS = Object.keys(FAILPOINTS) as Failpoint[]

interface Struck { lot: Lot, effects: readonly Effect[], point: Failpoint }

/** One worker each in the soak. In the short form one stands with several effects at the same point, where they come there side by side. */
function strikes (): Array<Omit<Struck, 'lot'>> {
  return POINTS.flatMap((point) => {
    const effects = effectsAt(point)
    if (/^(start|commit)-/.test(point) && !SOAK) return [{ effects, point }]
    // The others wait for the report's texts.
    if (!point.startsWith('finish-') && !SOAK) return [{ effects: ['report' as const], point }, { effects: ['email' as const, 'discord' as const], point }]
    return effects.map((effect) => ({ effects: [effect], point }))
  })
}

t.test('killed at each failpoint of each effect', { timeout: ROUNDS * 120_000 }, async (t) => {
  const world = await withWorld(t, { model: true })
  const began = Date.now()
  await Promise.all([1, 2, 3].map(() => world.startWorker()))
  const struck: Struck[] = []
  const starting: Array<Promise<unknown>> = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const { effects, point } of strikes()) {
      const { lot, reached: { worker, drop } } = await strike(world, effects, point)
      await world.kill(worker, `SIGKILL at ${effects.join('+')} ${point}`, drop)
      struck.push({ lot, effects, point })
      // Another one starts, as under a supervisor; somebody has to be there meanwhile.
      starting.push(world.startWorker())
      if (world.workers.size < 2) await Promise.race(starting.slice(-2))
    }
  }
  await Promise.all(starting)
  await world.history.settled()
  await checkOutcomes(t, world, struck)
  const verdict = await world.history.verdict()
  t.same(verdict.violations, [])
  reportRow('SIGKILL at failpoints', verdict, began)
})

t.test('stopped for two leases and woken again: a zombie renews nothing, records nothing and begins nothing', { timeout: ROUNDS * 120_000 }, async (t) => {
  const world = await withWorld(t)
  const began = Date.now()
  const zombies: Array<Omit<Struck, 'lot'>> = [
    { effects: EFFECTS, point: 'start-unsent' }, { effects: ['email', 'discord'], point: 'commit-unsent' },
    { effects: ['email', 'discord'], point: 'commit-unanswered' }, { effects: ['email'], point: 'finish-unsent' }
  ]
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all([...zombies, 'one that stays awake'].map(() => world.startWorker()))
    const asleep: Array<Struck & { reached: Reached }> = []
    for (const { effects, point } of zombies) {
      const { lot, reached } = await strike(world, effects, point)
      reached.worker.process.child.kill('SIGSTOP')
      world.workers.delete(reached.worker)
      await world.history.fault(`SIGSTOP at ${effects.join('+')} ${point}`, reached.worker.pid)
      asleep.push({ lot, effects, point, reached })
    }
    const stopped = Date.now()
    for (const { lot, reached } of asleep) while (await world.history.holds(reached.worker.pid, lot.event_id)) await pause(BETWEEN_MS)
    await pause(Math.max(0, stopped + 2 * LEASE_MS - Date.now()))
    const connections = asleep.map(({ reached: { worker } }) => [worker.smtp.connections(), worker.discord.connections()])
    for (const { reached } of asleep) {
      reached.worker.process.child.kill('SIGCONT')
      reached.release()
    }
    // Once it beats again, it knows.
    await Promise.all(asleep.map(async ({ reached: { worker } }) => { await worker.redis.trap(world.moments.after('heartbeat')).sprung }))
    await world.history.settled()
    await checkOutcomes(t, world, asleep)
    for (const [i, { reached: { worker }, point }] of asleep.entries()) t.ok(worker.smtp.connections() <= connections[i]![0]! && worker.discord.connections() <= connections[i]![1]!, `the zombie at ${point} calls nobody`)
    for (const { reached: { worker } } of asleep) await worker.process.kill('SIGKILL')
    for (const worker of world.workers) await world.kill(worker, 'SIGKILL of an idle worker')
  }
  const verdict = await world.history.verdict()
  t.same(verdict.violations, [])
  reportRow('SIGSTOP for two leases', verdict, began)
})

/** @returns when a worker stands at the point with a lot of its own. */
async function strike (world: World, effects: readonly Effect[], point: Failpoint): Promise<{ lot: Lot, reached: Reached }> {
  const lot = await world.makeLot()
  const reaching = reach(world, lot, effects, point)
  await world.close(lot)
  return { lot, reached: await reaching }
}

async function checkOutcomes (t: Test, { history }: World, struck: Struck[]): Promise<void> {
  for (const { lot, effects, point } of struck) {
    const delivery = await history.delivery(lot.event_id)
    for (const effect of effects) {
      const expected = outcomeOf(effect, point)
      t.match({ state: delivery?.effects[effect]?.state, arrivals: await history.arrivals(lot.event_id, effect) }, expected, `${effect} ${point}: ${expected.state}, ${expected.arrivals} arrived`)
    }
  }
}

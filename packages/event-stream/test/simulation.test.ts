/**
 * The worker and its scripts in worlds that follow from a seed: workers die, stand still or are cut off at any of their awaits. The
 * scripts are the real ones on a real Redis; only their clock is the world's.
 *
 * `SEED=123` runs that world alone and shows what happened in it. `SEEDS=5000` runs so many.
 */
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import t from 'tap'
import { withRedis } from '@martelo/testing'
import { SEEDED_BUGS } from './simulation/bugs.ts'
import type { SeedsOrder, SeedsResult } from './simulation/seeds.ts'

const ONE = process.env.SEED === undefined ? null : Number(process.env.SEED)
const SOAK = Boolean(process.env.SOAK)
const SEEDS = Number(process.env.SEEDS ?? (SOAK ? 200_000 : 2000))
const THREADS = 2
const MOST_WORLDS_A_BUG = SOAK ? 60_000 : 2000

t.setTimeout(7_200_000)

async function inThread (orders: SeedsOrder[]): Promise<SeedsResult[]> {
  const thread = new Worker(new URL('./simulation/seeds.ts', import.meta.url), { workerData: orders })
  const [results] = await once(thread, 'message') as [SeedsResult[]]
  return results
}

t.test('whatever happens, nothing is lost and nothing is repeated unasked', async (t) => {
  const server = await withRedis(t, { args: ['--appendonly', 'no'] })
  const { port } = server
  if (ONE !== null) {
    const [result] = await inThread([{ port, database: 0, from: ONE, to: ONE, bug: null, most_failures: 1, tracing: true }])
    const world = result!.failures[0]!
    console.error(world.trace.join('\n'))
    t.same(world.violations, [])
    return
  }
  const began = Date.now()
  const share = Math.ceil(SEEDS / THREADS)
  const results = (await Promise.all(Array.from({ length: THREADS }, async (_, i) =>
    await inThread([{ port, database: i, from: i * share + 1, to: Math.min(SEEDS, (i + 1) * share), bug: null, most_failures: 5, tracing: false }])))).flat()
  const sum = (name: 'worlds' | 'events' | 'steps' | 'repeated' | 'unknown' | 'dead') => results.reduce((all, each) => all + each[name], 0)
  const faults: Record<string, number> = {}
  for (const [name, count] of results.flatMap((each) => Object.entries(each.faults))) faults[name] = (faults[name] ?? 0) + count
  t.comment(`${sum('worlds')} worlds, ${sum('steps')} steps, ${sum('events')} events, ${sum('repeated')} repeated, ${sum('unknown')} unknown, ${sum('dead')} dead; ${Object.entries(faults).map(([name, count]) => `${name} ${count}`).join(', ')}`)
  for (const { seed, violations } of results.flatMap(({ failures }) => failures)) t.fail(`SEED=${seed}: ${violations.join('; ')}`)
  t.equal(sum('worlds'), SEEDS)
  const violations = results.flatMap(({ failures }) => failures.flatMap((world) => world.violations))
  const row = {
    suite: `simulation, ${SEEDS} seeds`, faults: Object.values(faults).reduce((all, each) => all + each, 0), events: sum('events'), lost: violations.filter((each) => each.endsWith('is lost')).length,
    repeated: sum('repeated'), unknown: sum('unknown'), violations: violations.length, seconds: Math.round((Date.now() - began) / 1000)
  }
  if (process.env.SOAK_REPORT) appendFileSync(process.env.SOAK_REPORT, `${JSON.stringify(row)}\n`)
})

t.test('a bug in the scripts is noticed', { skip: ONE !== null }, async (t) => {
  const { port } = await withRedis(t, { args: ['--appendonly', 'no'] })
  const bugs = SEEDED_BUGS.filter(({ rare }) => SOAK || !rare)
  await Promise.all(Array.from({ length: THREADS }, async (_, database) => {
    const own = bugs.filter((_, i) => i % THREADS === database)
    const results = await inThread(own.map((bug) => ({ port, database, from: 1, to: MOST_WORLDS_A_BUG, bug, most_failures: 1, tracing: false })))
    for (const [i, { worlds, failures }] of results.entries()) t.ok(failures.length > 0, `${own[i]!.name}: ${failures[0]?.violations[0] ?? 'not noticed'}, within ${worlds} worlds`)
  }))
})

/**
 * One side of the worker benchmark, a process of its own: three recorded effects an event, with remotes that answer at once. It works off what is in
 * the stream, and prints the CPU time that it took, in ms, when it has settled EVENTS of them.
 *
 * Environment: REDIS_URL, EVENTS.
 */
import { createStreamWorker, type EffectDefinition } from '@martelo/event-stream'
import { Redis } from 'ioredis'
import { untilDone } from './until-done.ts'

const { REDIS_URL, EVENTS } = process.env
const done = untilDone(Number(EVENTS))
const effect: EffectDefinition<string> = { attempt: async () => ({ result: 'done', receipt: { id: 'x' } }), on_orphan: 'retry', on_unknown: 'hold' }
const worker = createStreamWorker({
  connect: () => new Redis(REDIS_URL!, { replyMapping: 'legacy' } as object),
  names: { prefix: '{p0}:', stream: 'finalized', group: 'workers' },
  types: { job: { version: 1, decode: (payload) => payload, effects: { report: effect, email: effect, discord: effect } } },
  concurrency: 32,
  lease_ms: 60_000,
  effect_timeout_ms: 45_000,
  on: { settled: () => { done.one() } }
})
done.begin()
await worker.start()
await done.all
await worker.stop()
process.exit(0)

/**
 * The other side of the worker benchmark: BullMQ. MODE `job` is one plain job an event; `flow` is a parent with three children.
 *
 * Environment: REDIS_URL, EVENTS, MODE.
 */
import { Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { untilDone } from './until-done.ts'

const { REDIS_URL, EVENTS, MODE } = process.env
const done = untilDone(Number(EVENTS))
const connection = new Redis(REDIS_URL!, { maxRetriesPerRequest: null }) as never
const work = async () => ({ id: 'x' })
const workers = MODE === 'flow'
  ? [new Worker('children', work, { connection, concurrency: 32, autorun: false }), new Worker('parents', work, { connection, concurrency: 32, autorun: false })]
  : [new Worker('jobs', work, { connection, concurrency: 32, autorun: false })]
workers.at(-1)!.on('completed', () => { done.one() })
await Promise.all(workers.map(async (worker) => await worker.waitUntilReady()))
done.begin()
for (const worker of workers) void worker.run()
await done.all
process.exit(0)

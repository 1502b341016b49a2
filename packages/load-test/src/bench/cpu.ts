/** What an event costs a worker: CPU time of a process that works off a full stream, beside BullMQ on a full queue. */
import { FlowProducer, Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { withRedis, withService, type RedisServer, type Teardown } from '@martelo/testing'
import { built } from '../stage.ts'
import type { Row } from './row.ts'
import { figure, ratios, rounds } from './statistics.ts'

export const cpu: Row = {
  name: 'cpu',
  title: 'worker CPU an event, three recorded effects, instant remotes',
  async measure (t, size) {
    const events = size === 'full' ? 5000 : 100
    const measured = await rounds(size === 'full' ? 5 : 1, {
      martelo: async () => await run(t, 'stream-worker', events, fillStream),
      job: async () => await run(t, 'bullmq-worker', events, fillQueue, 'job'),
      flow: async () => await run(t, 'bullmq-worker', events, fillFlows, 'flow')
    })
    return [
      figure('Martelo, three effects', measured.martelo, 'ms/event'),
      figure('BullMQ, one plain job', measured.job, 'ms/event'),
      figure('BullMQ, flow of parent and three', measured.flow, 'ms/event'),
      figure('ratio to a plain job', ratios(measured.martelo, measured.job), '×', { most: 0.5 }),
      figure('ratio to a flow', ratios(measured.martelo, measured.flow), '×')
    ]
  }
}

/** @returns ms of CPU an event */
async function run (t: Teardown, peer: string, events: number, fill: (redis: RedisServer, events: number) => Promise<void>, mode = ''): Promise<number> {
  const redis = await withRedis(t)
  await fill(redis, events)
  const worker = await withService(t, built(`bench/peers/${peer}.js`), { REDIS_URL: redis.url, EVENTS: String(events), MODE: mode })
  const line = await worker.waitForLine(/^cpu /)
  await worker.kill()
  await redis.stop()
  return Number(line.slice(4)) / events
}

async function fillStream (redis: RedisServer, events: number): Promise<void> {
  const client = redis.connect()
  const pipeline = client.pipeline()
  for (let i = 0; i < events; i++) pipeline.xadd('{p0}:finalized', '*', 'event_id', `evt_${i}`, 'type', 'job', 'version', '1', 'payload', '{"auction_id":"x"}')
  await pipeline.exec()
}

const connectionOf = (redis: RedisServer) => new Redis(redis.url, { maxRetriesPerRequest: null })
const job = { removeOnComplete: false }

async function fillQueue (redis: RedisServer, events: number): Promise<void> {
  const connection = connectionOf(redis)
  const queue = new Queue('jobs', { connection: connection as never })
  await queue.addBulk(Array.from({ length: events }, (_, i) => ({ name: 'job', data: { auction_id: i }, opts: job })))
  await queue.close()
  connection.disconnect()
}

async function fillFlows (redis: RedisServer, events: number): Promise<void> {
  const connection = connectionOf(redis)
  const flows = new FlowProducer({ connection: connection as never })
  const child = (name: string) => ({ name, queueName: 'children', opts: job })
  await flows.addBulk(Array.from({ length: events }, (_, i) => ({ name: 'event', queueName: 'parents', data: { auction_id: i }, opts: job, children: [child('report'), child('email'), child('discord')] })))
  await flows.close()
  connection.disconnect()
}

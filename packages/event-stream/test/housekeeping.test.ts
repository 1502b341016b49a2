/** What goes when nobody needs it any more, and what stays until then. */
import { appendFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { withRedis } from '@martelo/testing'
import { appendOnce, attachment } from '../src/index.ts'
import { loadScripts } from '../src/scripts.ts'
import { answers, createRemote, createRig, done, TYPE, type Rig } from './rig.ts'

const SOAK = Boolean(process.env.SOAK)
const EVENTS = SOAK ? 100_000 : 5000
const HOUR = 3_600_000

/** Trims as a worker does. @returns the ids that are left */
async function trim (rig: Rig, max_age = HOUR): Promise<string[]> {
  const { redis, names: { prefix } } = rig
  await loadScripts(redis)('trim', [`${prefix}beat`, `${prefix}events`, `${prefix}retries`], ['workers', max_age, 0])
  return (await redis.xrange(`${prefix}events`, '-', '+')).map(([id]) => id)
}

/** Forgets as a worker does. */
async function forget (rig: Rig, state: string, kept_ms: number): Promise<number> {
  const { redis, names: { prefix } } = rig
  return Number((await loadScripts(redis)('forget-events', [`${prefix}deliveries:${state}`, `${prefix}events`, `${prefix}retries`], [prefix, state, kept_ms, 100]))[0])
}

async function read (rig: Rig, group: string, count: number): Promise<string[]> {
  const reply = await rig.redis.xreadgroup('GROUP', group, 'c', 'COUNT', count, 'STREAMS', `${rig.names.prefix}events`, '>') as Array<[string, Array<[string, string[]]>]>
  return reply[0]![1].map(([id]) => id)
}

for (const cluster of [false, true]) {
  t.test(cluster ? 'on a cluster node' : 'on a plain server', async (t) => {
    const server = await withRedis(t, { cluster, args: ['--appendfsync', 'no'] })

    t.test('a stream is trimmed below what any of its groups needs', async (t) => {
      const rig = createRig(t, server)
      const stream = `${rig.names.prefix}events`
      t.same(await trim(rig), [], 'there is nothing yet')
      for (const group of ['workers', 'audit']) await rig.redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM')
      const ids = await Promise.all(Array.from({ length: 10 }, (_, i) => rig.append(`evt_${i}`)))
      t.same(await trim(rig), ids, 'nobody has read anything')
      await read(rig, 'workers', 8)
      await rig.redis.xack(stream, 'workers', ...ids.slice(0, 8))
      t.same(await trim(rig), ids, 'the other group has not')
      await read(rig, 'audit', 6)
      await rig.redis.xack(stream, 'audit', ids[0]!, ids[2]!)
      t.same(await trim(rig), ids.slice(1), 'it holds the second one')
      await rig.redis.xack(stream, 'audit', ...ids)
      t.same(await trim(rig), ids.slice(5), 'the last one that it was given is kept')
      await rig.redis.xgroup('DESTROY', stream, 'audit')
      t.same(await trim(rig), ids.slice(7))
      await rig.redis.xgroup('DESTROY', stream, 'workers')
      t.same(await trim(rig), ids.slice(7), 'without the group nothing is known')
    })

    t.test('other groups are waited for so long and no longer; what the workers need is never trimmed', async (t) => {
      const rig = createRig(t, server)
      const stream = `${rig.names.prefix}events`
      const old = Date.now() - 2 * HOUR
      for (let i = 1; i <= 6; i++) await rig.redis.xadd(stream, `${i <= 4 ? old + i : Date.now() + i}-0`, 'event_id', `evt_${i}`)
      for (const group of ['workers', 'asleep']) await rig.redis.xgroup('CREATE', stream, group, '0')
      const ids = await read(rig, 'workers', 6)
      t.equal((await trim(rig)).length, 6, 'unacknowledged, however old')
      await rig.redis.xack(stream, 'workers', ...ids)
      t.same(await trim(rig, 3 * HOUR), ids, 'within the age')
      t.same(await trim(rig, HOUR), ids.slice(4), 'past it')
    })

    t.test('a settled event is forgotten with all that belongs to it, after its time and after its entries', async (t) => {
      const rig = createRig(t, server)
      const remote = createRemote()
      await rig.start({ mail: remote.effect() })
      await appendOnce(rig.redis, rig.names, { event_id: 'evt_1', type: TYPE, version: 1, payload: '{}', attachment: 'Ana', dedupe_ms: HOUR })
      const call = await remote.call(1)
      await call.attempt.once('words', async () => 'text')
      call.answer({ result: 'unknown_delivery', error: 'the connection broke' })
      await rig.settled('evt_1', 'unknown')
      t.equal(await attachment(rig.redis, rig.names, 'evt_1'), 'Ana', 'it may be sent again')
      t.equal(await forget(rig, 'unknown', 0), 0, 'its entry is still there: a group that is made anew would repeat it')
      await rig.append('evt_2')
      ;(await remote.call(2)).answer(done)
      await rig.settled('evt_2', 'done')
      await new Promise((resolve) => { setTimeout(resolve, 5) })
      await rig.append('evt_3')
      ;(await remote.call(3)).answer(done)
      await rig.settled('evt_3', 'done')
      await trim(rig)
      t.equal(await forget(rig, 'unknown', HOUR), 0, 'not before its time')
      t.equal(await forget(rig, 'unknown', 0), 1)
      t.equal(await forget(rig, 'done', 0), 1)
      t.equal(await forget(rig, 'done', 0), 0, 'the newest entry is never trimmed, and its event is remembered')
      const left = await rig.redis.keys(`${rig.names.prefix}*`)
      t.same(left.filter((key) => /evt_[12]/.test(key)), [`${rig.names.prefix}appended:evt_1`], 'but for the mark that ends by itself')
      t.equal(await rig.inspector.delivery('evt_1'), null)
      t.equal(await rig.inspector.isForgotten(Number(call.attempt.event.event_id === 'evt_1' && Date.now() - HOUR)), true)
      t.equal(await rig.inspector.isForgotten(Date.now() + HOUR), false)
      const [first] = await rig.redis.xrange(`${rig.names.prefix}events`, '-', '+', 'COUNT', 1)
      t.equal(await rig.inspector.isForgotten(Number.parseInt(first![0]) - 1), false, 'an id may be later than the time its script was told')
    })

    t.test('notes outlive their event where its type says so', async (t) => {
      const rig = createRig(t, server)
      const remote = createRemote()
      await rig.start({ mail: remote.effect() }, {}, { keep_notes: (payload) => (payload as { keep?: boolean }).keep ?? false })
      for (const [id, payload] of [['evt_1', '{"keep":true}'], ['evt_2', '{}'], ['evt_3', '{}']] as const) await rig.append(id, { payload })
      for (const n of [1, 2, 3]) {
        const call = await remote.call(n)
        await call.attempt.once('words', async () => call.event_id)
        call.answer(done)
      }
      for (const id of ['evt_1', 'evt_2', 'evt_3']) await rig.settled(id, 'done')
      await new Promise((resolve) => { setTimeout(resolve, 5) })
      await rig.append('evt_4')
      ;(await remote.call(4)).answer(done)
      await rig.settled('evt_4', 'done')
      await trim(rig)
      t.equal(await forget(rig, 'done', 0), 3)
      t.same([await rig.inspector.note('evt_1', 'words'), await rig.inspector.note('evt_2', 'words')], ['evt_1', null])
    })

    t.test('consumers that are gone are removed when they hold nothing, and not before', async (t) => {
      const rig = createRig(t, server)
      const { redis, names: { prefix } } = rig
      await rig.redis.xgroup('CREATE', `${prefix}events`, 'workers', '0', 'MKSTREAM')
      for (const id of ['evt_1', 'evt_2']) await rig.append(id)
      for (const consumer of ['holds', 'held']) await redis.xreadgroup('GROUP', 'workers', consumer, 'COUNT', 1, 'STREAMS', `${prefix}events`, '>')
      const [second] = (await redis.xrange(`${prefix}events`, '-', '+')).slice(1)
      await redis.xack(`${prefix}events`, 'workers', second![0])
      const leave = async (idle_ms: number) => Number((await loadScripts(redis)('leave-group', [`${prefix}events`, `${prefix}retries`], ['workers', '', idle_ms]))[0])
      t.equal(await leave(HOUR), 0, 'not silent for long enough')
      t.equal(await leave(0), 1)
      t.same((await rig.inspector.pipeline()).consumers.map(({ name }) => name), ['holds'])
    })
  })
}

t.test(`${EVENTS} events leave nothing behind, in Redis and in the worker`, async (t) => {
  t.setTimeout(1_800_000)
  const server = await withRedis(t, { args: ['--appendonly', 'no'] })
  const rig = createRig(t, server)
  const { redis, names: { prefix } } = rig
  const memory = async () => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))![1])
  let settled = 0
  const payload = JSON.stringify({ text: 'x'.repeat(300) })
  const { worker } = await rig.start({ report: answers(done), mail: answers(done), post: answers({ result: 'skipped', reason: 'none' }) }, { concurrency: 64, max_age_ms: 1000, on: { settled: () => { settled++ }, effect: () => {} } })

  async function handle (count: number): Promise<void> {
    const until = settled + count
    for (let sent = 0; sent < count; sent += 500) {
      const pipeline = redis.pipeline()
      for (let i = sent; i < Math.min(count, sent + 500); i++) pipeline.xadd(`${prefix}events`, '*', 'event_id', `evt_${until - count + i}`, 'type', TYPE, 'version', '1', 'payload', payload)
      await pipeline.exec()
      while (until - settled > count - sent + 1000) await new Promise((resolve) => { setTimeout(resolve, 5) })
    }
    const settledAre = async (all: number) => { while (settled < all) await new Promise((resolve) => { setTimeout(resolve, 20) }) }
    await settledAre(until)
    // What settled after the newest entry was appended is remembered as long as that entry.
    await rig.append(`evt_last_${until}`)
    await settledAre(until + 1)
    while (await redis.zcard(`${prefix}deliveries:done`) > 1) await new Promise((resolve) => { setTimeout(resolve, 50) })
  }
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heap = () => {
    collect()
    return process.memoryUsage().heapUsed
  }

  const began = Date.now()
  await handle(EVENTS / 10)
  const before = { redis: await memory(), heap: heap() }
  await handle(EVENTS - EVENTS / 10)
  const after = { redis: await memory(), heap: heap() }
  const grown = after.redis - before.redis
  t.comment(`${EVENTS} events in ${Math.round((Date.now() - began) / 1000)} s; Redis ${Math.round(before.redis / 1024)} → ${Math.round(after.redis / 1024)} KiB, heap ${(before.heap / 2 ** 20).toFixed(1)} → ${(after.heap / 2 ** 20).toFixed(1)} MiB`)
  t.ok(grown < 2 ** 20, `Redis has grown by ${Math.round(grown / 1024)} KiB`)
  t.ok(after.heap - before.heap < 10 * 2 ** 20, `the worker has grown by ${Math.round((after.heap - before.heap) / 2 ** 20)} MiB`)
  t.ok(await redis.xlen(`${prefix}events`) < 1000)
  t.equal(worker.inFlight(), 0)
  const row = { suite: `memory, ${EVENTS} events`, faults: 0, events: EVENTS, lost: EVENTS + 2 - settled, repeated: 0, unknown: 0, violations: 0, seconds: Math.round((Date.now() - began) / 1000) }
  if (process.env.SOAK_REPORT) appendFileSync(process.env.SOAK_REPORT, `${JSON.stringify(row)}\n`)
})

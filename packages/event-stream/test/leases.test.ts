/** Who may handle an event, and what becomes of it when its worker dies, stands still or ends. */
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { withRedis } from '@martelo/testing'
import { createStreamWorker } from '../src/index.ts'
import { answers, createRemote, createRig, done, type Started } from './rig.ts'

/** Long enough for a busy machine. */
const LEASE = 1500
const lease = { lease_ms: LEASE, effect_timeout_ms: LEASE, retry: { attempts: 10, base_ms: 20, max_ms: 50 } }

/** As far as Redis and the others can tell the worker is dead. */
const cutOff = ({ connections }: Started) => { for (const connection of connections) connection.disconnect() }
const reconnect = async ({ connections }: Started) => { await Promise.all(connections.map((connection) => connection.connect())) }

t.test('leases', async (t) => {
  // They wait more than they work.
  t.jobs = 4
  const server = await withRedis(t, { args: ['--appendfsync', 'no'] })

  t.test('what is in hand is kept for as long as it takes, also what waits for its turn', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const remote = createRemote()
    const first = await rig.start({ mail: remote.effect() }, { ...lease, concurrency: 1 })
    const ids = ['evt_1', 'evt_2', 'evt_3', 'evt_4']
    for (const id of ids) await rig.append(id)
    await remote.call(1)
    // A second entry is read beside the one in hand by a worker that has just come back to its history.
    await rig.start({ mail: remote.effect() }, { ...lease, concurrency: 1 })
    for (let n = 1; n <= ids.length; n++) {
      const call = await remote.call(n)
      await pause(LEASE / 2)
      call.answer(done)
    }
    for (const id of ids) await rig.settled(id, 'done')
    t.equal(remote.calls.length, ids.length, 'nothing was begun twice')
    t.same(first.troubles, [])
  })

  t.test('an attempt that may have reached its remote is unknown to whoever takes over; one that did not commit is made again', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const [mail, post] = [createRemote(), createRemote()]
    const effects = { mail: mail.effect({ commits: true }), post: post.effect() }
    const zombie = await rig.start(effects, lease)
    await rig.append('evt_1')
    const [mailed, posted] = await Promise.all([mail.call(1), post.call(1)])
    cutOff(zombie)
    await rig.start(effects, lease)
    const again = await mail.call(2)
    t.equal(again.number, 2)
    await rig.recorded('evt_1', 'post', 'unknown')

    // The first worker comes back, and can neither go on, nor record, nor keep the event.
    await reconnect(zombie)
    await t.rejects(mailed.attempt.commit(), { message: /may not go on/ })
    posted.answer(done)
    mailed.answer(done)
    await again.attempt.commit()
    again.answer(done)
    await rig.settled('evt_1', 'unknown')
    t.match(await rig.inspector.delivery('evt_1'), { effects: { mail: { state: 'done', attempts: 2 }, post: { state: 'unknown', last_error: 'a worker ended during the attempt' } } })
    t.equal(post.calls.length, 1)
  })

  t.test('an attempt that committed is unknown when its worker is gone, and a second one is made where that is wished', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const [held, resent] = [createRemote(), createRemote()]
    const effects = { held: held.effect({ commits: true }), resent: resent.effect({ commits: true, on_unknown: 'resend' }) }
    const dead = await rig.start(effects, lease)
    await rig.append('evt_1')
    for (const remote of [held, resent]) await (await remote.call(1)).attempt.commit()
    cutOff(dead)
    await rig.start(effects, lease)
    ;(await resent.call(2)).answer(done)
    await rig.settled('evt_1', 'unknown')
    t.same(await rig.states('evt_1'), { event: 'unknown', held: 'unknown', resent: 'done' })
    t.equal(held.calls.length, 1)
  })

  t.test('a worker that loses an event hears of it, and its attempts are told to end', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const remote = createRemote()
    await rig.start({ mail: remote.effect() }, lease)
    const entry = await rig.append('evt_1')
    const { signal } = await remote.call(1)
    await rig.redis.xclaim(`${rig.names.prefix}events`, 'workers', 'thief', 0, entry)
    await rig.lost('evt_1')
    t.ok(signal.aborted)
    t.same(await rig.states('evt_1'), { event: 'processing', mail: 'attempting' }, 'nothing is recorded')
  })

  t.test('an attempt may not commit once the event is another worker’s, though nobody has told it', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const remote = createRemote()
    await rig.start({ mail: remote.effect({ commits: true }) })
    const entry = await rig.append('evt_1')
    const { attempt, signal } = await remote.call(1)
    await rig.redis.xclaim(`${rig.names.prefix}events`, 'workers', 'thief', 0, entry)
    await t.rejects(attempt.commit(), { message: /may not go on/ })
    t.notOk(signal.aborted)
    t.same(await rig.states('evt_1'), { event: 'processing', mail: 'attempting' })
  })

  t.test('a worker that waits for entries is not idle', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const { worker } = await rig.start({ mail: answers(done) }, lease)
    await rig.append('evt_1')
    await rig.settled('evt_1', 'done')
    await pause(2 * LEASE)
    const { consumers } = await rig.inspector.pipeline()
    t.same(consumers.map(({ name }) => name), [worker.consumer])
    t.ok(consumers[0]!.idle_ms < LEASE, `${consumers[0]!.idle_ms} ms`)
  })

  t.test('all that a dead worker left is taken over, in as many rounds as it needs', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const stream = `${rig.names.prefix}events`
    await rig.redis.xgroup('CREATE', stream, 'workers', '0', 'MKSTREAM')
    const ids = Array.from({ length: 200 }, (_, i) => `evt_${i}`)
    for (const id of ids) await rig.append(id)
    await rig.redis.xreadgroup('GROUP', 'workers', 'dead', 'COUNT', 1000, 'STREAMS', stream, '>')
    let calls = 0
    await rig.start({
      mail: answers(() => {
        calls++
        return done
      })
    }, { ...lease, lease_ms: 500, concurrency: 4 })
    for (const id of ids) await rig.settled(id, 'done')
    t.equal(calls, ids.length)
    t.equal(await rig.pending(), 0)
  })

  t.test('an orderly end leaves what is not done to others at once, and is no crime of the event', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const remote = createRemote()
    const effects = { mail: remote.effect({ commits: true }) }
    // Others have worked here for longer than a lease.
    await rig.redis.hset(`${rig.names.prefix}beat`, 'at', Date.now(), 'reclaim_from', Date.now())
    const first = await rig.start(effects, { ...lease, lease_ms: 6000, concurrency: 1 })
    await rig.append('evt_1')
    const call = await remote.call(1)
    // Given to the first worker, which has no time for it.
    await rig.append('evt_2')
    await rig.redis.xreadgroup('GROUP', 'workers', first.worker.consumer, 'COUNT', 1, 'STREAMS', `${rig.names.prefix}events`, '>')
    const second = await rig.start(effects, { ...lease, lease_ms: 6000 })
    const began = performance.now()
    const stopped = first.worker.stop(0)
    await new Promise((resolve) => { call.signal.addEventListener('abort', resolve) })
    call.fail(new Error('told to end'))
    await stopped
    await first.worker.stop()
    for (const n of [2, 3]) {
      const again = await remote.call(n)
      t.ok(performance.now() - began < 6000, 'long before the lease')
      await again.attempt.commit()
      again.answer(done)
    }
    for (const id of ['evt_1', 'evt_2']) await rig.settled(id, 'done')
    t.equal(await rig.redis.hget(`${rig.names.prefix}ledger:evt_2`, 'starts'), '0')
    t.equal(second.worker.inFlight(), 0)
  })

  t.test('what is in flight at the end may end within its grace', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const remote = createRemote()
    const { worker } = await rig.start({ mail: remote.effect() }, lease)
    await rig.append('evt_1')
    const call = await remote.call(1)
    const stopped = worker.stop(LEASE)
    call.answer(done)
    await stopped
    await rig.append('evt_2')
    t.same(await rig.states('evt_1'), { event: 'done', mail: 'done' })
    t.same(await rig.states('evt_2'), {}, 'nothing more is read')
    t.same((await rig.inspector.pipeline()).consumers, [], 'who holds nothing leaves the group')
  })

  t.test('an event that workers die of is handled alone, buried at the fourth time, and takes no other with it', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const remote = createRemote()
    const effects = { mail: remote.effect({ commits: true }) }
    let seen = 0
    for (const round of [1, 2]) {
      const worker = await rig.start(effects, { ...lease, lease_ms: 600 })
      if (round === 1) for (const id of ['evt_1', 'evt_2', 'evt_3']) await rig.append(id)
      await remote.call(seen += 3)
      cutOff(worker)
    }
    const third = await rig.start(effects, { ...lease, lease_ms: 600 })
    const { event_id: poison } = await remote.call(seen += 1)
    await pause(600)
    t.equal(remote.calls.length, seen, 'the others wait')
    cutOff(third)
    await rig.start(effects, { ...lease, lease_ms: 600 })
    await rig.settled(poison, 'dead')
    t.match(await rig.inspector.delivery(poison), { state: 'dead', reason: 'its handling ended without a result 3 times', effects: { mail: { state: 'failed' } } })
    for (const n of [1, 2]) {
      const call = await remote.call(seen + n)
      t.equal(remote.calls.length, seen + n, 'one after the other')
      await call.attempt.commit()
      call.answer(done)
      await rig.settled(call.event_id, 'done')
    }
  })
})

t.test('Redis', async (t) => {
  t.jobs = 4
  t.test('killed and back: whoever was alive is not taken for dead, and what was in flight is recorded', { buffered: true }, async (t) => {
    const server = await withRedis(t)
    const rig = createRig(t, server)
    const remote = createRemote()
    let reclaimed = 0
    const on = { reclaimed: (count: number) => { reclaimed += count } }
    const workers = [await rig.start({ mail: remote.effect() }, { ...lease, lease_ms: 4000, effect_timeout_ms: 4000, on }), await rig.start({ mail: remote.effect() }, { ...lease, lease_ms: 4000, effect_timeout_ms: 4000, on })]
    await rig.append('evt_1')
    const call = await remote.call(1)
    await server.kill()
    await pause(2500)
    call.answer(done)
    await server.start()
    await rig.append('evt_2')
    ;(await remote.call(2)).answer(done)
    for (const id of ['evt_1', 'evt_2']) while ((await rig.states(id)).event !== 'done') await pause(20)
    t.equal(reclaimed, 0)
    t.equal(remote.calls.length, 2)
    t.ok(workers.some(({ troubles }) => troubles.length > 0), 'it was told of')
  })

  t.test('without its scripts and its groups: workers go on, and what is done stays done', { buffered: true }, async (t) => {
    const server = await withRedis(t, { args: ['--appendfsync', 'no'] })
    const rig = createRig(t, server)
    const remote = createRemote()
    await rig.start({ mail: remote.effect() }, lease)
    await rig.append('evt_1')
    ;(await remote.call(1)).answer(done)
    await rig.settled('evt_1', 'done')
    await rig.redis.script('FLUSH')
    for (const stream of ['events', 'retries']) await rig.redis.xgroup('DESTROY', rig.names.prefix + stream, 'workers')
    await rig.append('evt_2')
    ;(await remote.call(2)).answer(done)
    await rig.settled('evt_2', 'done')
    t.same(remote.calls.map(({ event_id }) => event_id), ['evt_1', 'evt_2'], 'the new group reads from the very first entry, and repeats nothing')
    while (await rig.pending() > 0) await pause(20)
  })

  t.test('full: nothing is begun, what was begun is recorded, and all goes on when there is room', { buffered: true }, async (t) => {
    const server = await withRedis(t, { args: ['--appendfsync', 'no'] })
    const rig = createRig(t, server)
    const remote = createRemote()
    await rig.start({ mail: remote.effect() }, lease)
    await rig.append('evt_1')
    const call = await remote.call(1)
    await rig.append('evt_2')
    await (await remote.call(2)).answer({ result: 'not_delivered', error: 'later' })
    await rig.redis.config('SET', 'maxmemory', '1')
    call.answer(done)
    await rig.settled('evt_1', 'done')
    await rig.redis.config('SET', 'maxmemory', '0')
    ;(await remote.call(3)).answer(done)
    await rig.settled('evt_2', 'done')
    t.equal(remote.calls.length, 3)
  })

  t.test('that denies a command is told of at the start, not half-way', { buffered: true }, async (t) => {
    const server = await withRedis(t)
    await server.connect().call('ACL', 'SETUSER', 'limited', 'on', '>p', '~*', '&*', '+@all', '-xack', '-xtrim')
    const worker = createStreamWorker({
      connect: () => server.connect({ username: 'limited', password: 'p' }), names: { prefix: '{x}:', stream: 'events', group: 'workers' }, types: {}, concurrency: 1, lease_ms: 1000, effect_timeout_ms: 500
    })
    await t.rejects(worker.start(), { message: /denies this user xack, xack, xtrim|denies this user .*XACK/i })
    await worker.stop()
    await t.rejects(worker.start(), { message: /stopped/ })
  })
})

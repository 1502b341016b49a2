/** What an operator sees and decides; remotes that are away; telling somebody of what is unknown. */
import t from 'tap'
import { withRedis } from '@martelo/testing'
import type { UnknownEffects } from '../src/index.ts'
import { answers, createRemote, createRig, done, TYPE } from './rig.ts'

const unknown = { result: 'unknown_delivery', error: 'the connection broke' } as const

t.test('operators', async (t) => {
  t.jobs = 4
  const server = await withRedis(t, { args: ['--appendfsync', 'no'] })

  t.test('what is unknown or failed is sent again, with as many tries as before', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const [mail, post] = [createRemote(), createRemote()]
    await rig.start({ mail: mail.effect(), post: post.effect() }, { retry: { attempts: 2, base_ms: 10, max_ms: 20 } })
    await rig.append('evt_1')
    ;(await mail.call(1)).answer(unknown)
    ;(await post.call(1)).answer({ result: 'refused', error: 'no' })
    await rig.settled('evt_1', 'unknown')
    t.equal(await rig.inspector.resend('evt_1', 'fax'), 'not_found')
    t.equal(await rig.inspector.resend('evt_2', 'mail'), 'not_found')
    t.equal(await rig.inspector.resend('evt_1', 'mail'), 'scheduled')
    ;(await mail.call(2)).answer({ result: 'not_delivered', error: 'later' })
    ;(await mail.call(3)).answer(done)
    await rig.settled('evt_1', 'dead')
    t.equal((await rig.inspector.delivery('evt_1'))?.reason, 'post failed: no', 'what still needs a decision is said')
    t.equal(await rig.inspector.resend('evt_1', 'mail'), 'not_resolvable')
    t.equal(await rig.inspector.resend('evt_1', 'post'), 'scheduled')
    ;(await post.call(2)).answer(done)
    await rig.settled('evt_1', 'done')
    t.match(await rig.inspector.delivery('evt_1'), { reason: null, effects: { mail: { attempts: 3 }, post: { attempts: 2, last_error: null } } })
  })

  t.test('what has happened all the same is marked, by whom and when; the event is done when nothing is left', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    await rig.start({ mail: answers(unknown), post: answers({ result: 'refused', error: 'no' }) })
    await rig.append('evt_1')
    await rig.settled('evt_1', 'unknown')
    t.equal(await rig.inspector.markDone('evt_1', 'mail', 'eva'), 'marked')
    t.same(await rig.states('evt_1'), { event: 'dead', mail: 'done', post: 'failed' })
    t.equal(await rig.inspector.markDone('evt_1', 'post', { by: 'eva' }), 'marked')
    t.same(await rig.states('evt_1'), { event: 'done', mail: 'done', post: 'done' })
    t.match((await rig.inspector.delivery('evt_1'))?.effects.mail?.receipt, { marked_done_by: 'eva', marked_done_at: /^\d{4}-/ })
    t.equal(await rig.inspector.markDone('evt_1', 'post', 'eva'), 'not_resolvable')
  })

  t.test('a decision while the event is in hand is heeded at its end', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const [mail, post] = [createRemote(), createRemote()]
    await rig.start({ mail: mail.effect(), post: post.effect() })
    await rig.append('evt_1')
    ;(await mail.call(1)).answer(unknown)
    await rig.recorded('evt_1', 'mail', 'unknown')
    t.equal(await rig.inspector.resend('evt_1', 'mail'), 'scheduled')
    ;(await post.call(1)).answer(done)
    await rig.settled('evt_1', 'parked')
    ;(await mail.call(2)).answer(done)
    await rig.settled('evt_1', 'done')
  })

  t.test('a dead letter without effects returns as a whole, or is marked as a whole', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const old = await rig.start({ mail: answers(done) }, {}, { decode: () => null })
    for (const id of ['evt_1', 'evt_2']) await rig.append(id)
    for (const id of ['evt_1', 'evt_2']) await rig.settled(id, 'dead')
    await old.worker.stop()
    await rig.start({ mail: answers(done) })
    t.equal(await rig.inspector.resend('evt_1', 'event'), 'scheduled')
    await rig.settled('evt_1', 'done')
    t.equal(await rig.inspector.markDone('evt_2', 'event', 'eva'), 'marked')
    t.equal((await rig.inspector.delivery('evt_2'))?.state, 'done')
  })

  t.test('a list is read in pages, the latest change first, each once', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    await rig.start({ mail: answers(({ event }) => event.event_id.endsWith('0') ? unknown : done) })
    const ids = Array.from({ length: 25 }, (_, i) => `evt_${i}`)
    for (const id of ids) await rig.append(id)
    for (const id of ids) await rig.settled(id, id.endsWith('0') ? 'unknown' : 'done')
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: Array<{ event_id: string }>, next_cursor: string | null } = await rig.inspector.list(null, { limit: 10, ...(cursor !== null && { cursor }) })
      seen.push(...page.items.map(({ event_id }) => event_id))
      cursor = page.next_cursor
    } while (cursor !== null)
    t.same([...seen].sort(), [...ids].sort())
    t.same((await rig.inspector.list('unknown', { limit: 10 })).items.map(({ event_id }) => event_id), ['evt_20', 'evt_10', 'evt_0'])
  })

  t.test('the pipeline in numbers', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    t.match(await rig.inspector.pipeline(), { length: 0, lag: 0, pending: 0, consumers: [], latencies: { event: { count: 0, p50_ms: null } } }, 'before the first event')
    for (const id of ['evt_1', 'evt_2', 'evt_3', 'evt_4']) await rig.append(id)
    t.match(await rig.inspector.pipeline(), { length: 4, lag: 4, pending: 0 }, 'before the first worker')
    const remote = createRemote()
    const { worker } = await rig.start({ mail: remote.effect() }, { concurrency: 3 })
    ;(await remote.call(1)).answer({ result: 'not_delivered', error: 'later', retry_after_ms: 60_000 })
    ;(await remote.call(2)).answer(done)
    await rig.settled('evt_2', 'done')
    await remote.call(4)
    const now = await rig.inspector.pipeline()
    t.match(now, { length: 4, lag: 0, pending: 2, parked: 1, done: 1, dead: 0, unknown: 0, consumers: [{ name: worker.consumer, pending: 2 }], remotes_away: [] })
    t.ok(now.consumers[0]!.idle_ms < 60_000)
    t.equal(now.latencies.event.count, 1)
    t.equal(now.latencies.effects.mail?.count, 2)
    t.ok(now.latencies.event.p50_ms! >= 0 && now.latencies.event.p50_ms! < 60_000)
    t.ok(now.rates.settled.done! > 0 && now.rates.attempts.mail!.retry! > 0)
  })

  t.test('a remote that is away is tried by few, and by all when it is back', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    let [away, tries] = [true, 0]
    const mail = answers(() => {
      tries++
      return away ? { result: 'not_delivered', error: 'connection refused', remote: 'away' } : done
    })
    await rig.start({ mail, report: answers(done) }, { concurrency: 4 })
    const ids = Array.from({ length: 40 }, (_, i) => `evt_${i}`)
    for (const id of ids) await rig.append(id)
    for (const id of ids) await rig.settled(id, 'parked')
    t.ok(tries <= 5 + 4, `${tries} tried it: five, and those in flight`)
    t.match((await rig.inspector.pipeline()).remotes_away, [{ effect: 'mail', error: 'connection refused' }])
    t.match((await rig.inspector.delivery('evt_39'))?.effects, { mail: { state: 'retry', attempts: 0, last_error: 'not tried, the remote is away: connection refused' }, report: { state: 'done' } }, 'a sibling is not held back')
    away = false
    for (const id of ids) await rig.settled(id, 'done')
    t.same((await rig.inspector.pipeline()).remotes_away, [])
    t.ok(tries <= 9 + ids.length)
  })

  t.test('what a remote leaves unknown is bounded by what was in flight when it broke', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    await rig.start({ mail: answers(unknown) }, { concurrency: 4 })
    const ids = Array.from({ length: 40 }, (_, i) => `evt_${i}`)
    for (const id of ids) await rig.append(id)
    for (const id of ids) await Promise.race([rig.settled(id, 'parked'), rig.settled(id, 'unknown')])
    t.ok((await rig.inspector.pipeline()).unknown <= 5 + 4)
  })

  t.test('somebody is told of all that became unknown at once, once; not of what was decided before', { buffered: true }, async (t) => {
    const rig = createRig(t, server)
    const tellings: UnknownEffects[] = []
    const types = {
      [TYPE]: { version: 1, decode: (payload: string) => payload, effects: { mail: answers(unknown) } },
      told: {
        version: 1,
        decode: (payload: string) => JSON.parse(payload) as UnknownEffects,
        effects: {
          notify: answers(({ payload }) => {
            tellings.push(payload as UnknownEffects)
            return unknown
          })
        }
      }
    }
    for (const id of ['evt_1', 'evt_2', 'evt_3']) await rig.append(id)
    const over = { types, unknowns: { type: 'told', gather_ms: 400 } }
    await rig.start({}, over)
    for (const id of ['evt_1', 'evt_2', 'evt_3']) await rig.settled(id, 'unknown')
    await rig.inspector.markDone('evt_2', 'mail', 'eva')
    await rig.start({}, over)
    while (tellings.length === 0) await new Promise((resolve) => { setTimeout(resolve, 20) })
    await rig.append('evt_4')
    await rig.settled('evt_4', 'unknown')
    while (tellings.length === 1) await new Promise((resolve) => { setTimeout(resolve, 20) })
    t.same(tellings, [
      { count: 2, effects: [{ event_id: 'evt_1', effect: 'mail' }, { event_id: 'evt_3', effect: 'mail' }] },
      { count: 1, effects: [{ event_id: 'evt_4', effect: 'mail' }] }
    ], 'and the telling itself, which is unknown here, is not told of')
  })
})

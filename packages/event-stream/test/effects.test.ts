/** What becomes of events and their effects: results, retries, siblings, dead letters, other groups. */
import t from 'tap'
import { withRedis } from '@martelo/testing'
import { appendOnce, attachment, type AttemptResult } from '../src/index.ts'
import { answers, createRemote, createRig, done, TYPE } from './rig.ts'

for (const cluster of [false, true]) {
  t.test(cluster ? 'on a cluster node' : 'on a plain server', async (t) => {
    const server = await withRedis(t, { cluster, args: ['--appendfsync', 'no'] })

    t.test('effects run side by side; the last record acknowledges the entry', async (t) => {
      const rig = createRig(t, server)
      const [report, mail] = [createRemote(), createRemote()]
      await rig.start({ report: report.effect(), mail: mail.effect() })
      await rig.append('evt_1')
      const [first, second] = await Promise.all([report.call(1), mail.call(1)])
      t.same(await rig.states('evt_1'), { event: 'processing', report: 'attempting', mail: 'attempting' }, 'both starts are recorded before the remotes are called')
      first.answer(done)
      await rig.recorded('evt_1', 'report', 'done')
      t.equal(await rig.pending(), 1)
      second.answer({ result: 'skipped', reason: 'nobody asked for it' })
      await rig.settled('evt_1', 'done')
      t.equal(await rig.pending(), 0)
      t.match(await rig.inspector.delivery('evt_1'), {
        state: 'done', reason: null,
        effects: { report: { state: 'done', attempts: 1, receipt: { id: 'r-1' }, last_error: null }, mail: { state: 'skipped', receipt: { reason: 'nobody asked for it' } } }
      })
    })

    t.test('what an attempt comes to decides what follows', async (t) => {
      const cases: Array<[name: string, result: AttemptResult | Error, effect: string, event: string]> = [
        ['refused', { result: 'refused', error: '550 no such user' }, 'failed', 'dead'],
        ['unknown', { result: 'unknown_delivery', error: 'the connection broke' }, 'unknown', 'unknown'],
        ['thrown', new Error('a bug'), 'unknown', 'unknown'],
        ['nothing', undefined as never, 'unknown', 'unknown']
      ]
      const rig = createRig(t, server)
      const remote = createRemote()
      await rig.start({ mail: remote.effect() })
      for (const [i, [name, result, effect, event]] of cases.entries()) {
        await rig.append(`evt_${name}`)
        const call = await remote.call(i + 1)
        if (result instanceof Error) call.fail(result)
        else call.answer(result)
        await rig.settled(`evt_${name}`, event as 'dead')
        t.same(await rig.states(`evt_${name}`), { event, mail: effect }, name)
      }
      t.equal((await rig.inspector.delivery('evt_refused'))?.reason, 'mail failed: 550 no such user')
      t.equal(await rig.pending(), 0)
      t.equal(remote.calls.length, cases.length, 'none of them was tried again')
    })

    t.test('what was not delivered is parked and returns by the stream of retries, without its siblings, until it is delivered', async (t) => {
      const rig = createRig(t, server)
      const [post, mail] = [createRemote(), createRemote()]
      await rig.start({ post: post.effect(), mail: mail.effect() })
      await rig.append('evt_1')
      ;(await post.call(1)).answer(done)
      ;(await mail.call(1)).answer({ result: 'not_delivered', error: '451 try later <ana@example.com>' })
      await rig.settled('evt_1', 'parked')
      t.equal((await rig.inspector.delivery('evt_1'))?.effects.mail?.last_error, '451 try later <<address>>')
      ;(await mail.call(2)).answer(done)
      await rig.settled('evt_1', 'done')
      t.equal((await mail.call(2)).number, 2)
      t.equal(post.calls.length, 1)
      t.equal(await rig.redis.xlen(`${rig.names.prefix}events`), 1, 'the first stream holds the event once')
    })

    t.test('after its last attempt the effect has failed and the event is dead, with the reason', async (t) => {
      const rig = createRig(t, server)
      let calls = 0
      await rig.start({
        mail: answers(() => {
          calls++
          return { result: 'not_delivered', error: `no ${calls}` }
        })
      })
      await rig.append('evt_1')
      await rig.settled('evt_1', 'dead')
      t.equal(calls, 3)
      t.match(await rig.inspector.delivery('evt_1'), { state: 'dead', reason: 'mail failed: no 3', effects: { mail: { state: 'failed', attempts: 3 } } })
      t.match(await rig.inspector.list('dead', { limit: 5 }), { items: [{ event_id: 'evt_1' }], next_cursor: null })
    })

    t.test('a remote is not asked again before the time that it named', async (t) => {
      const rig = createRig(t, server)
      const remote = createRemote()
      await rig.start({ post: remote.effect() })
      await rig.append('evt_1')
      ;(await remote.call(1)).answer({ result: 'not_delivered', error: '429', retry_after_ms: 60_000 })
      await rig.settled('evt_1', 'parked')
      const [, at] = await rig.redis.zrange(`${rig.names.prefix}parked`, '0', '0', 'WITHSCORES')
      const wait = Number(at) - Date.now()
      t.ok(wait > 58_000 && wait <= 60_000, `waits ${wait} ms`)
    })

    t.test('a text is written once, whoever writes it', async (t) => {
      const rig = createRig(t, server)
      const remote = createRemote()
      await rig.start({ mail: remote.effect(), post: remote.effect() })
      await rig.append('evt_1')
      const calls = [await remote.call(1), await remote.call(2)]
      const texts = await Promise.all(calls.map(({ attempt }, i) => attempt.once('words', async () => `text ${i}`)))
      t.equal(texts[0], texts[1])
      calls[0]!.answer({ result: 'not_delivered', error: 'later' })
      calls[1]!.answer(done)
      const again = await remote.call(3)
      t.equal(await again.attempt.once('words', async () => { throw new Error('asked twice') }), texts[0])
      again.answer(done)
      await rig.settled('evt_1', 'done')
      t.equal(await rig.inspector.note('evt_1', 'words'), texts[0])
    })

    t.test('two entries of one name are one event', async (t) => {
      const rig = createRig(t, server)
      const remote = createRemote()
      await rig.start({ mail: remote.effect() })
      await Promise.all([rig.append('evt_1'), rig.append('evt_1'), rig.append('evt_1')])
      ;(await remote.call(1)).answer(done)
      await rig.settled('evt_1', 'done')
      await rig.append('evt_1')
      await rig.append('evt_2')
      ;(await remote.call(2)).answer(done)
      await rig.settled('evt_2', 'done')
      t.same(remote.calls.map(({ event_id }) => event_id), ['evt_1', 'evt_2'])
      t.equal(await rig.pending(), 0)
    })

    t.test('what comes from elsewhere is appended once, and its attachment goes when all is done', async (t) => {
      const rig = createRig(t, server)
      const remote = createRemote()
      await rig.start({ mail: remote.effect() })
      const event = { event_id: 'evt_x', type: TYPE, version: 1, payload: '{}', attachment: 'Ana', dedupe_ms: 60_000 }
      const words = await Promise.all(Array.from({ length: 5 }, () => appendOnce(rig.redis, rig.names, event)))
      t.same(words.sort(), ['appended', 'duplicate', 'duplicate', 'duplicate', 'duplicate'])
      const call = await remote.call(1)
      t.equal(await attachment(rig.redis, rig.names, 'evt_x'), 'Ana')
      call.answer(done)
      await rig.settled('evt_x', 'done')
      t.equal(await attachment(rig.redis, rig.names, 'evt_x'), null)
      await rig.redis.del(`${rig.names.prefix}appended:evt_x`)
      t.equal(await appendOnce(rig.redis, rig.names, event), 'duplicate', 'while the ledger remembers it, too')
    })

    t.test('malformed entries are dead letters with their reasons, and block nobody', async (t) => {
      const rig = createRig(t, server)
      await rig.start({ mail: answers(done) }, {}, { decode: (payload) => payload === 'bad' ? null : JSON.parse(payload) as unknown })
      const nameless = await rig.append('')
      await rig.append('evt_typeless', { type: '' })
      await rig.append('evt_version', { version: '1.5' })
      await rig.append('evt_payload', { payload: 'bad' })
      await rig.append('evt_json', { payload: '{' })
      await rig.append('evt_good')
      await rig.settled('evt_good', 'done')
      const reasons: Record<string, string> = {
        [`entry_${nameless}`]: 'the entry has no event_id', evt_typeless: 'the entry has no type', evt_version: 'the entry has no whole version',
        evt_payload: 'the payload is malformed', evt_json: 'the payload is malformed'
      }
      for (const [id, reason] of Object.entries(reasons)) {
        await rig.settled(id, 'dead')
        t.match(await rig.inspector.delivery(id), { state: 'dead', reason }, id)
      }
      t.equal(await rig.pending(), 0)
      // A malformed entry cannot bury a good event whose name it bears.
      const stray = await rig.append('evt_good', { payload: 'bad' })
      await rig.settled(`entry_${stray}`, 'dead')
      t.same(await rig.states('evt_good'), { event: 'done', mail: 'done' })
    })

    t.test('what a newer release wrote waits for a newer worker', async (t) => {
      const rig = createRig(t, server)
      const old = await rig.start({ mail: answers(done) })
      await rig.append('evt_version', { version: '2' })
      await rig.append('evt_type', { type: 'other' })
      await rig.settled('evt_version', 'parked')
      await rig.settled('evt_type', 'parked')
      t.match(await rig.inspector.delivery('evt_version'), { state: 'parked', reason: `this release does not know ${TYPE} version 2` })
      await old.worker.stop()
      await rig.redis.zadd(`${rig.names.prefix}parked`, 'XX', 0, 'evt_version')
      await rig.start({ mail: answers(done) }, {}, { version: 2 })
      await rig.settled('evt_version', 'done')
      t.match(await rig.inspector.delivery('evt_version'), { state: 'done', reason: null })
    })

    t.test('a second group on the stream sees each event once, whatever happens in the first', async (t) => {
      const rig = createRig(t, server)
      const stream = `${rig.names.prefix}events`
      await rig.redis.xgroup('CREATE', stream, 'audit', '0', 'MKSTREAM')
      let tries = 0
      await rig.start({ mail: answers(() => ++tries % 3 === 0 ? done : { result: 'not_delivered', error: 'later' }) })
      const ids = Array.from({ length: 5 }, (_, i) => `evt_${i}`)
      for (const id of ids) await rig.append(id)
      for (const id of ids) await Promise.race([rig.settled(id, 'done'), rig.settled(id, 'dead')])
      const reply = await rig.redis.xreadgroup('GROUP', 'audit', 'a', 'COUNT', 100, 'STREAMS', stream, '>') as Array<[string, Array<[string, string[]]>]>
      t.same(reply[0]![1].map(([, fields]) => fields[1]), ids)
    })
  })
}

/** The bridge: what other programs publish on the channel becomes one event, once; what is no message costs nothing. */
import t from 'tap'
import { ANNOUNCEMENT_CHANNEL } from '@martelo/auction'
import type { StreamNames } from '@martelo/event-stream'
import { withRedis } from '@martelo/testing'
import { startBridge, type Bridged } from '../src/bridge.ts'

const names: StreamNames = { prefix: '{p0}:', stream: 'finalized', group: 'workers' }
const foreign = (id: string, over: object = {}) => JSON.stringify({
  type: 'auction_ended', timestamp: '2026-11-23T12:00:00.000Z',
  auction: { auction_id: id, title: 'Relógio', winner_name: 'Ana', winner_email: 'ana@example.com', current_price: 99.9, ...over }
})
const MALFORMED = [
  '', '{', 'null', '[]', '42', '"auction_ended"', '\u0000\uffff', '{"type":"auction_ended"}', '{"type":"auction_ended","auction":null}',
  foreign('a', { current_price: -1 }), foreign('b', { current_price: '99.90' }), foreign('c', { title: null }), '['.repeat(20_000), '{"__proto__":{"event_id":1}}'
]

t.test('the bridge', async (t) => {
  const server = await withRedis(t, { args: ['--appendfsync', 'no'] })
  const redis = server.connect()
  const outcomes: Bridged[] = []
  const troubles: string[] = []
  const waiting = new Set<() => void>()
  const count = (outcome: Bridged) => outcomes.filter((each) => each === outcome).length
  const heard = async (outcome: Bridged, times: number) => {
    while (count(outcome) < times) await new Promise<void>((resolve) => { waiting.add(resolve) })
  }
  const start = async () => await startBridge({
    subscriber: server.connect({ maxRetriesPerRequest: null }), redis: server.connect(), names, defaults: { currency: 'BRL', locale: 'pt-BR' },
    on (outcome) {
      outcomes.push(outcome)
      for (const wake of waiting) wake()
      waiting.clear()
    },
    trouble: (error) => { troubles.push(error.message) }
  })
  const bridges = [await start(), await start()]
  t.teardown(async () => { await Promise.all(bridges.map((bridge) => bridge.stop())) })
  const appended = async () => (await redis.xrange('{p0}:finalized', '-', '+')).length

  t.test('a flood of what is no message is counted and dropped, and good ones pass through it', async (t) => {
    const floods = 4000
    const pipeline = redis.pipeline()
    for (let i = 0; i < floods; i++) {
      pipeline.publish(ANNOUNCEMENT_CHANNEL, MALFORMED[i % MALFORMED.length]!)
      if (i % 1000 === 500) pipeline.publish(ANNOUNCEMENT_CHANNEL, foreign(`legado-${i}`))
    }
    pipeline.publish(ANNOUNCEMENT_CHANNEL, foreign('longo', { description: 'x'.repeat(1_000_001) }))
    pipeline.publish(ANNOUNCEMENT_CHANNEL, JSON.stringify({ ...JSON.parse(foreign('own')) as object, event_id: 'evt_own' }))
    await pipeline.exec()
    await heard('own', 2)
    await heard('duplicate', 4)
    t.same({ malformed: count('malformed'), appended: count('appended'), duplicate: count('duplicate'), lost: count('lost') }, { malformed: 2 * (floods + 1), appended: 4, duplicate: 4, lost: 0 })
    t.equal(await appended(), 4)
    t.same(troubles, [])
  })

  t.test('names stand beside the stream, not in it', async (t) => {
    const entries = JSON.stringify(await redis.xrange('{p0}:finalized', '-', '+'))
    t.notMatch(entries, /Ana|example\.com/)
    t.equal((await redis.keys('{p0}:attachment:*')).length, 4)
  })

  t.test('a Redis that is full is asked again, and takes it once when there is room', async (t) => {
    await redis.config('SET', 'maxmemory', '1')
    await redis.publish(ANNOUNCEMENT_CHANNEL, foreign('cheio'))
    while (troubles.length < 2) await new Promise((resolve) => { setTimeout(resolve, 20) })
    t.match(troubles[0], /OOM/)
    await redis.config('SET', 'maxmemory', '0')
    await heard('appended', 5)
    await heard('duplicate', 5)
    t.equal(await appended(), 5)
  })

  t.test('an end finishes what was received, and may be asked for twice', async (t) => {
    await bridges[0]!.stop()
    await bridges[0]!.stop()
    await redis.publish(ANNOUNCEMENT_CHANNEL, foreign('depois'))
    await heard('appended', 6)
    t.equal(await appended(), 6)
  })
})

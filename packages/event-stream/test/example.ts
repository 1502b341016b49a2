import { Redis } from 'ioredis'
import { createInspector, createStreamWorker, type EffectDefinition, type EventType } from '@martelo/event-stream'

const { REDIS_URL = 'redis://127.0.0.1:6379', MAILER_URL = 'http://127.0.0.1:8080/send' } = process.env
const names = { prefix: '{shop}:', stream: 'orders', group: 'after-sale' }
const connect = (blocking: boolean) => new Redis(REDIS_URL, { replyMapping: 'legacy', maxRetriesPerRequest: blocking ? null : 2 })

interface Order { order: string, to: string }

// Must not come twice by itself: when nobody knows whether it arrived, a person decides.
const receipt: EffectDefinition<Order> = {
  commits: true,
  on_orphan: 'unknown',
  on_unknown: 'hold',
  async attempt ({ event, payload, signal, once, commit }) {
    const text = await once('receipt', async () => `Thank you for order ${payload.order}. Written on ${new Date().toISOString()}.`)
    await commit()
    const { status } = await fetch(MAILER_URL, { method: 'POST', headers: { 'message-id': event.event_id }, body: `${payload.to}\n${text}`, signal })
    if (status === 503) return { result: 'not_delivered', error: 'the mailer is busy', remote: 'away' }
    if (status >= 400) return { result: 'refused', error: `the mailer said ${status}` }
    return { result: 'done', receipt: { status } }
  }
}

// May come twice: whoever finds it without a result does it again.
const statistics: EffectDefinition<Order> = {
  on_orphan: 'retry',
  on_unknown: 'resend',
  async attempt ({ payload }) {
    await redis.sadd('{shop}:paid', payload.order)
    return { result: 'done', receipt: {} }
  }
}

const order_paid: EventType<Order> = {
  version: 1,
  decode (payload) {
    const order = JSON.parse(payload) as Partial<Order>
    return typeof order.order === 'string' && typeof order.to === 'string' ? { order: order.order, to: order.to } : null
  },
  effects: { receipt, statistics }
}

const redis = connect(false)
let end = () => {}
const done = new Promise<void>((resolve) => { end = resolve })
const worker = createStreamWorker({
  connect,
  names,
  types: { order_paid },
  concurrency: 16,
  lease_ms: 30_000,
  effect_timeout_ms: 10_000,
  retry: { attempts: 8, base_ms: 100, max_ms: 60_000 },
  on: {
    settled (event_id, state) {
      console.log(`${event_id} is ${state}`)
      if (state === 'done') end()
    },
    trouble: (error, doing) => { console.error(`could not ${doing}: ${error.message}`) }
  }
})
await worker.start()
await redis.xadd('{shop}:orders', '*', 'event_id', 'evt_7001', 'type', 'order_paid', 'version', '1', 'payload', '{"order":"7001","to":"ana@example.com"}')
await done
await worker.stop()
console.log(JSON.stringify(await createInspector(redis, names).delivery('evt_7001'), null, 2))
redis.disconnect()

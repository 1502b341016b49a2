/** What the tests of this room share: a stream on a real Redis, workers on it, and remotes that answer when a test says so. */
import type { Redis } from 'ioredis'
import type { RedisServer, Teardown } from '@martelo/testing'
import {
  createInspector, createStreamWorker, type Attempt, type AttemptResult, type DeliveryState, type EffectDefinition, type EffectState, type EventType, type Inspector,
  type StreamNames, type StreamWorker, type StreamWorkerOptions
} from '../src/index.ts'

export const TYPE = 'thing_happened'
export const done: AttemptResult = { result: 'done', receipt: { id: 'r-1' } }

export interface Call {
  event_id: string
  number: number
  signal: AbortSignal
  attempt: Attempt<unknown>
  answer: (result: AttemptResult) => void
  fail: (error: Error) => void
}

/** A remote: each attempt at it is a call, which the test answers. */
export interface Remote {
  calls: Call[]
  /** Resolves with the n-th call, from 1. */
  call: (n: number) => Promise<Call>
  effect: (over?: Partial<EffectDefinition<unknown>>) => EffectDefinition<unknown>
}

export function createRemote (): Remote {
  const calls: Call[] = []
  const waiting = new Set<() => void>()
  const remote: Remote = {
    calls,
    async call (n) {
      while (calls.length < n) await new Promise<void>((resolve) => { waiting.add(resolve) })
      return calls[n - 1]!
    },
    effect: (over = {}) => ({
      on_orphan: 'unknown',
      on_unknown: 'hold',
      attempt: async (attempt) => await new Promise<AttemptResult>((resolve, reject) => {
        calls.push({ event_id: attempt.event.event_id, number: attempt.number, signal: attempt.signal, attempt, answer: resolve, fail: reject })
        for (const wake of waiting) wake()
        waiting.clear()
      }),
      ...over
    })
  }
  return remote
}

/** An effect that answers by itself. */
export const answers = (result: AttemptResult | ((attempt: Attempt<unknown>) => AttemptResult), over: Partial<EffectDefinition<unknown>> = {}): EffectDefinition<unknown> => ({
  on_orphan: 'unknown',
  on_unknown: 'hold',
  attempt: async (attempt) => typeof result === 'function' ? result(attempt) : result,
  ...over
})

export interface Started {
  worker: StreamWorker
  /** Its connections: commands first, then the reader. */
  connections: Redis[]
  troubles: string[]
}

export interface Rig {
  names: StreamNames
  redis: Redis
  inspector: Inspector
  append: (event_id: string, fields?: Record<string, string>) => Promise<string>
  /** Starts a worker; it ends with the test. */
  start: (effects: Record<string, EffectDefinition<unknown>>, over?: Partial<StreamWorkerOptions>, type?: Partial<EventType<unknown>>) => Promise<Started>
  /** Resolves when an event has settled in this state, by any worker of the rig. */
  settled: (event_id: string, state: DeliveryState) => Promise<void>
  /** Resolves when an effect's record has this state. */
  recorded: (event_id: string, effect: string, state: EffectState) => Promise<void>
  /** Resolves when an entry of the event was lost to another worker. */
  lost: (event_id: string) => Promise<void>
  /** The states of the event and its effects. */
  states: (event_id: string) => Promise<Record<string, string>>
  /** Entries that the group has not acknowledged, of both streams. */
  pending: () => Promise<number>
}

let count = 0

/** @param prefix a hash tag of its own each time, so that tests share a server. */
export function createRig (t: Teardown, server: RedisServer, prefix = `{t${count++}}:`): Rig {
  const names: StreamNames = { prefix, stream: 'events', group: 'workers' }
  const redis = server.connect()
  const inspector = createInspector(redis, names)
  const happened: string[] = []
  const waiting = new Set<() => void>()
  const say = (what: string) => {
    happened.push(what)
    for (const wake of waiting) wake()
    waiting.clear()
  }
  const heard = async (what: string) => {
    while (!happened.includes(what)) await new Promise<void>((resolve) => { waiting.add(resolve) })
  }

  return {
    names,
    redis,
    inspector,
    append: async (event_id, fields = {}) => (await redis.xadd(`${prefix}events`, '*', ...Object.entries({ event_id, type: TYPE, version: '1', payload: '{}', ...fields }).flat()))!,

    async start (effects, over = {}, type = {}) {
      const connections: Redis[] = []
      const troubles: string[] = []
      const worker = createStreamWorker({
        connect: (blocking) => {
          const connection = server.connect({ maxRetriesPerRequest: blocking ? null : 2, retryStrategy: () => 50 })
          connections.push(connection)
          return connection
        },
        names,
        types: { [TYPE]: { version: 1, decode: (payload) => JSON.parse(payload) as unknown, effects, ...type } },
        concurrency: 8,
        lease_ms: 30_000,
        effect_timeout_ms: 20_000,
        retry: { attempts: 3, base_ms: 20, max_ms: 50 },
        ...over,
        on: {
          effect: (event, effect, state) => { say(`effect ${event.event_id} ${effect} ${state}`) },
          settled: (event_id, state) => { say(`settled ${event_id} ${state}`) },
          lost: (event_id) => { say(`lost ${event_id}`) },
          trouble: (error, doing) => { troubles.push(`${doing}: ${error.message}`) },
          ...over.on
        }
      })
      t.teardown(() => worker.stop(0))
      await worker.start()
      return { worker, connections, troubles }
    },

    settled: async (event_id, state) => { await heard(`settled ${event_id} ${state}`) },
    recorded: async (event_id, effect, state) => { await heard(`effect ${event_id} ${effect} ${state}`) },
    lost: async (event_id) => { await heard(`lost ${event_id}`) },

    async states (event_id) {
      const delivery = await inspector.delivery(event_id)
      return delivery === null ? {} : { event: delivery.state, ...Object.fromEntries(Object.entries(delivery.effects).map(([name, { state }]) => [name, state])) }
    },

    async pending () {
      const counts = await Promise.all(['events', 'retries'].map(async (stream) => Number((await redis.xpending(prefix + stream, 'workers'))[0])))
      return counts[0]! + counts[1]!
    }
  }
}

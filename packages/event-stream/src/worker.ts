/**
 * A worker of the group: reads entries, handles so many events at a time, keeps them alive, takes over what dead workers left.
 *
 * Guarantee: an effect's attempt runs at most once at a time in the whole group, as long as attempts heed their signal; every event is
 * handled until each of its effects has a result. Redis may go away, restart, forget its scripts or its group: the worker waits and goes on.
 */
import { setMaxListeners } from 'node:events'
import { hostname } from 'node:os'
import type { Redis } from 'ioredis'
import { pause, realClock, type Clock } from './clock.ts'
import { handleEvent } from './handle-event.ts'
import { quietHooks, type Hooks } from './hooks.ts'
import { createInHand, type InHand } from './in-hand.ts'
import { createLedger } from './ledger.ts'
import { parkedKey, type StreamNames } from './names.ts'
import { ABANDON_MS } from './run-attempt.ts'
import { loadScripts } from './scripts.ts'
import { createGroup, createStreams, type Streams } from './streams.ts'
import { createTurns } from './turns.ts'
import type { EventType, RetryPolicy } from './types.ts'

export interface StreamWorkerOptions {
  /**
   * Opens a connection with the service's policy: the worker makes two, and closes them. @param blocking for the reader, which waits for
   * entries up to two seconds at a time.
   */
  connect: (blocking: boolean) => Redis
  names: StreamNames
  /** By event type. */
  types: Record<string, EventType<any>>
  /** Events in flight at most. */
  concurrency: number
  /** After so long without a heartbeat others may take an entry, ms. */
  lease_ms: number
  /** Total time of one attempt, ms; capped at three quarters of the lease. */
  effect_timeout_ms: number
  /** Default: 10 attempts, 2 s after the first, up to 15 min. */
  retry?: RetryPolicy
  /**
   * How long a settled event is remembered, ms, and other groups on the stream are waited for before it is trimmed. What this group has
   * not handled is never trimmed. Default: 30 days.
   */
  max_age_ms?: number
  /**
   * Effects that become unknown are gathered for so long, ms, and then told of by one event of this type, version 1, whose payload is
   * `UnknownEffects`. Default: nobody is told.
   */
  unknowns?: { type: string, gather_ms: number }
  /** Default: unique per process. One that returns under its old name finds at once what it left. */
  consumer?: string
  on?: Hooks
  /** For tests. */
  clock?: Clock
}

export interface StreamWorker {
  readonly consumer: string
  /** Resolves when the worker reads. Waits for Redis as long as it takes; rejects when Redis denies it a command. */
  start: () => Promise<void>
  /**
   * Stops reading at once, waits so long for what is in flight, then ends its attempts and records what they came to. The rest is left to
   * others, who may take it at once; the consumer is removed when it holds nothing. May be called twice, and before or during `start`.
   */
  stop: (grace_ms?: number) => Promise<void>
  /** Events that are being handled. */
  inFlight: () => number
}

const TEN_ATTEMPTS: RetryPolicy = { attempts: 10, base_ms: 2000, max_ms: 15 * 60_000 }
const THIRTY_DAYS = 30 * 24 * 3600 * 1000
/** How often it is looked whether there is something to trim or to tell, ms. */
const HOUSEKEEPING_MS = 5000
/** Consumers that are gone, and hold nothing, are forgotten after this, ms, and ten leases. */
const FORGOTTEN_MS = 10 * 60_000
/** After a step that failed, ms. */
const CALM_MS = 200
/** Parting words may go unsaid when Redis is away, ms. */
const FAREWELL_MS = 2000

export function createStreamWorker (options: StreamWorkerOptions): StreamWorker {
  const { names, types, lease_ms, retry = TEN_ATTEMPTS, concurrency, max_age_ms = THIRTY_DAYS, unknowns, clock = realClock } = options
  for (const name of Object.values(types).flatMap(({ effects }) => Object.keys(effects))) {
    if (!/^[\w-]+$/.test(name)) throw new TypeError(`an effect cannot be called ${JSON.stringify(name)}`)
  }
  const consumer = options.consumer ?? `${hostname()}-${process.pid}-${clock.unique().slice(0, 8)}`
  const effect_timeout_ms = Math.min(options.effect_timeout_ms, lease_ms * 0.75)
  const hooks = quietHooks(options.on ?? {})
  /** Nothing more is read; attempts end; nothing more is asked of Redis: the three steps of a stop. */
  const stopping = new AbortController()
  const ending = new AbortController()
  const ended = new AbortController()
  // Each attempt listens to them, and there are as many as are in flight.
  setMaxListeners(0, stopping.signal, ending.signal, ended.signal)
  let inHand: InHand | undefined
  let connections: Redis[] = []
  let loops: Array<Promise<void>> = []
  let streams: Streams | undefined
  let started: Promise<void> | undefined
  let stopped: Promise<void> | undefined

  async function persist<T> (doing: string, step: () => Promise<T>): Promise<T> {
    for (let delay = 100; ; delay = Math.min(delay * 2, 1000)) {
      try {
        return await step()
      } catch (error) {
        if (ended.signal.aborted) throw error
        hooks.trouble(error as Error, doing)
        await pause(clock, delay, ended.signal)
        if (ended.signal.aborted) throw error
      }
    }
  }

  async function every (ms: number, until: AbortSignal, doing: string, step: () => Promise<unknown>, first_ms = 0): Promise<void> {
    if (first_ms > 0) await pause(clock, first_ms, until)
    while (!until.aborted) {
      let wait = ms
      await step().catch((error: Error) => {
        if (until.aborted) return
        hooks.trouble(error, doing)
        wait = Math.max(ms, CALM_MS)
      })
      await pause(clock, wait, until)
    }
  }

  async function start (): Promise<void> {
    const commands = options.connect(false)
    const reader = options.connect(true)
    connections = [commands, reader]
    // Errors of a connection come out at the commands that need it.
    for (const connection of connections) connection.on('error', () => {})
    const run = loadScripts(commands)
    const turns = createTurns()
    const ledger = createLedger(run, async (key, name) => await commands.hget(key, name), names, consumer, lease_ms)
    const hand = createInHand(concurrency, ending.signal, async (lease) => {
      await handleEvent({ ledger, types, retry, effect_timeout_ms, telling: unknowns?.type ?? null, hooks, persist, clock, turns }, lease)
        .catch((error: Error) => { if (!ended.signal.aborted) hooks.trouble(error, 'handle an event') })
    })
    const group = { run, commands, reader, names, consumer, lease_ms, max_age_ms, hand, hooks, stopping: stopping.signal }
    inHand = hand
    streams = createStreams(group)
    const { read, beat, reclaim, returnDue, tellUnknowns, forget, clean, missed } = streams

    const denied = await persist('ask what is allowed', async () => await streams!.denied())
    if (denied.length > 0) throw new Error(`Redis denies this user ${denied.join(', ')} on ${names.prefix}*`)
    await persist('create the group', () => createGroup(commands, names))
    if (stopping.signal.aborted) return

    let connected = true
    commands.on('close', () => {
      if (connected && !ended.signal.aborted) hooks.connection('lost')
      connected = false
    })
    commands.on('ready', () => {
      if (!connected) hooks.connection('back')
      connected = true
      // Others wait one lease before they take anybody for dead: time enough, but the sooner the better.
      void beat().catch(() => {})
    })
    reader.on('ready', missed)
    loops = [
      every(0, stopping.signal, 'read', read),
      every(lease_ms / 3, ended.signal, 'renew leases', beat),
      every(Math.min(lease_ms / 2, 5000), stopping.signal, 'reclaim', reclaim),
      every(Math.min(lease_ms / 2, 500), stopping.signal, 'let parked events return', async () => { await returnDue(parkedKey(names)) }),
      every(10 * lease_ms, stopping.signal, 'forget consumers that are gone', async () => { await forget(Math.max(FORGOTTEN_MS, 10 * lease_ms)) }, 10 * lease_ms),
      every(HOUSEKEEPING_MS, stopping.signal, 'forget what settled long ago', async () => { await clean(HOUSEKEEPING_MS) }),
      ...(unknowns ? [every(Math.min(unknowns.gather_ms, HOUSEKEEPING_MS), stopping.signal, 'tell of unknown effects', async () => { await tellUnknowns(unknowns) })] : [])
    ]
  }

  async function stop (grace_ms: number): Promise<void> {
    const [commands, reader] = connections
    stopping.abort()
    inHand?.close()
    // Rejects the read that blocks.
    reader?.disconnect()
    const idle = inHand?.whenIdle() ?? Promise.resolve()
    const settledBy = new AbortController()
    void idle.then(() => { settledBy.abort() })
    await pause(clock, grace_ms, settledBy.signal)
    ending.abort()
    await pause(clock, ABANDON_MS + 500, settledBy.signal)
    ended.abort()
    if (commands?.status === 'ready') await Promise.race([streams?.handOver().catch(() => {}), pause(clock, FAREWELL_MS)])
    // Ends what still waits for an answer.
    commands?.disconnect()
    await Promise.allSettled([started, idle, ...loops])
  }

  return {
    consumer,
    inFlight: () => inHand?.running() ?? 0,

    async start () {
      if (stopping.signal.aborted) throw new Error('the worker has been stopped')
      started ??= start().catch((error: Error) => {
        for (const connection of connections) connection.disconnect()
        throw error
      })
      await started
    },

    async stop (grace_ms = 20_000) {
      stopped ??= stop(grace_ms)
      await stopped
    }
  }
}

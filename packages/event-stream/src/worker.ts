/**
 * A worker of the group: reads entries, handles so many events at a time, keeps them alive, takes over what dead workers left.
 *
 * Guarantee: an effect's attempt runs at most once at a time in the whole group; every event is handled until each of its effects has
 * a result. `stop()` leaves what it could not finish pending, for others.
 */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Redis } from 'ioredis'
import { handleEvent, type Entry, type Hooks, type RetryPolicy } from './handle-event.ts'
import { ledgerKey, parkedKey, retriesKey, streamKey, type StreamNames } from './names.ts'
import { loadScripts } from './scripts.ts'
import type { EventType } from './types.ts'

export interface StreamWorkerOptions {
  /** Opens a connection with the service's policy. The worker closes it. @param blocking for a reader that waits for entries. */
  connect: (blocking: boolean) => Redis
  names: StreamNames
  /** By event type. */
  types: Record<string, EventType<any>> // eslint-disable-line @typescript-eslint/no-explicit-any -- each type is only used with its own payload
  /** Events in flight at most. */
  concurrency: number
  /** After so long without a heartbeat others may take an entry, ms. */
  lease_ms: number
  /** Total time of one attempt, ms; below the lease. */
  effect_timeout_ms: number
  retry?: RetryPolicy
  consumer?: string
  on?: Hooks
}

export interface StreamWorker {
  readonly consumer: string
  /** Resolves when the worker reads. Waits for Redis as long as it takes. */
  start: () => Promise<void>
  /** Stops reading at once, waits so long for what is in flight, leaves the rest to others. May be called twice. */
  stop: (grace_ms?: number) => Promise<void>
  inFlight: () => number
}

const BLOCK_MS = 2000
const TEN_ATTEMPTS: RetryPolicy = { attempts: 10, base_ms: 2000, max_ms: 15 * 60_000 }

export function createStreamWorker (options: StreamWorkerOptions): StreamWorker {
  const { names, concurrency, lease_ms, types, effect_timeout_ms, retry = TEN_ATTEMPTS, on: hooks = {} } = options
  const consumer = options.consumer ?? `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
  const streams = [streamKey(names), retriesKey(names)]
  const inFlight = new Map<string, { entry: Entry, lost: AbortController, done: Promise<void> }>()
  const ended = new AbortController()
  let commands: Redis
  let reader: Redis
  let run: ReturnType<typeof loadScripts>
  let stopping = false
  let stopped: Promise<void> | undefined
  let loops: Array<Promise<void>> = []
  let slotFree: () => void = () => {}
  /** Idle times grow while Redis is away, so live workers look dead on its return: nobody reclaims before this. */
  let reclaimFrom = Number.POSITIVE_INFINITY

  const pause = (ms: number, signal: AbortSignal) => new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, ms)
    function done () {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
  const stopSignal = new AbortController()

  async function persist<T> (doing: string, step: () => Promise<T>): Promise<T> {
    for (let delay = 100; ; delay = Math.min(delay * 2, 1000)) {
      try {
        return await step()
      } catch (error) {
        if (ended.signal.aborted) throw error
        hooks.trouble?.(error as Error, doing)
        await pause(delay, ended.signal)
      }
    }
  }

  async function createGroup (): Promise<void> {
    for (const stream of streams) {
      await commands.xgroup('CREATE', stream, names.group, '0', 'MKSTREAM').catch((error: Error) => {
        if (!error.message.startsWith('BUSYGROUP')) throw error
      })
    }
  }

  function handle (entry: Entry): void {
    const key = `${entry.stream} ${entry.id}`
    if (inFlight.has(key)) return
    const lost = new AbortController()
    const context = { run, names, consumer, types, retry, effect_timeout_ms, hooks, persist }
    const done = handleEvent(context, entry, AbortSignal.any([lost.signal, ended.signal]))
      .catch((error: Error) => { hooks.trouble?.(error, 'handle an event') })
      .finally(() => {
        inFlight.delete(key)
        slotFree()
      })
    inFlight.set(key, { entry, lost, done })
  }

  async function readLoop (): Promise<void> {
    while (!stopping) {
      if (inFlight.size >= concurrency) {
        await new Promise<void>((resolve) => { slotFree = resolve })
        continue
      }
      try {
        const reply = await reader.xreadgroup('GROUP', names.group, consumer, 'COUNT', concurrency - inFlight.size, 'BLOCK', BLOCK_MS, 'STREAMS', ...streams, '>', '>') as Array<[string, Array<[string, string[]]>]> | null
        for (const [stream, entries] of reply ?? []) for (const [id, flat] of entries) handle({ stream, id, fields: fieldsOf(flat) })
      } catch (error) {
        if (stopping) return
        hooks.trouble?.(error as Error, 'read')
        if ((error as Error).message.includes('NOGROUP')) await createGroup().catch(() => {})
        await pause(200, stopSignal.signal)
      }
    }
  }

  /** One beat: renews the leases, and tells the handling of an entry that is lost. */
  async function beat (): Promise<void> {
    const held = [...inFlight.values()]
    if (held.length === 0) return
    const lost = await run('heartbeat', held.map(({ entry }) => entry.stream), [names.group, consumer, ...held.map(({ entry }) => entry.id)])
    for (const position of lost) {
      const one = held[Number(position) - 1]
      // A handling that has just acknowledged its entry does not own it either.
      if (one && inFlight.has(`${one.entry.stream} ${one.entry.id}`)) one.lost.abort()
    }
  }

  /** One round of taking over what dead workers left. XAUTOCLAIM looks at a part of the list each call: until its cursor is back at the start. */
  async function reclaim (): Promise<void> {
    if (Date.now() < reclaimFrom) return
    let count = 0
    for (const stream of streams) {
      let cursor = '0-0'
      do {
        const free = concurrency - inFlight.size
        if (free <= 0 || stopping) return
        const [next, entries] = await commands.xautoclaim(stream, names.group, consumer, lease_ms, cursor, 'COUNT', free) as [string, Array<[string, string[] | null]>]
        for (const [id, flat] of entries) {
          if (flat === null) continue
          count++
          handle({ stream, id, fields: fieldsOf(flat) })
        }
        cursor = next
      } while (cursor !== '0-0')
    }
    if (count > 0) hooks.reclaimed?.(count)
  }

  async function every (ms: number, doing: string, step: () => Promise<unknown>): Promise<void> {
    while (!ended.signal.aborted) {
      await pause(ms, ended.signal)
      if (ended.signal.aborted) return
      await step().catch((error: Error) => { hooks.trouble?.(error, doing) })
    }
  }

  async function returnDue (): Promise<void> {
    while (!stopping && Number((await run('return-due', [parkedKey(names), retriesKey(names)], [names.prefix, 100]))[0]) === 100);
  }

  async function stop (grace_ms: number): Promise<void> {
    stopping = true
    stopSignal.abort()
    slotFree()
    reader.disconnect()
    await Promise.race([Promise.all([...inFlight.values()].map(({ done }) => done)), pause(grace_ms, ended.signal)])
    const left = [...inFlight.values()].map(({ entry }) => entry)
    ended.abort()
    await Promise.allSettled([...loops, ...[...inFlight.values()].map(({ done }) => done)])
    const releases = left.map((entry) => run('release', [ledgerKey(names, entry.fields.event_id ?? ''), entry.stream], [names.group, entry.id, consumer]))
    await Promise.allSettled(releases)
    await run('leave-group', streams, [names.group, consumer, 0]).catch(() => {})
    commands.disconnect()
  }

  return {
    consumer,
    inFlight: () => inFlight.size,

    async start () {
      commands = options.connect(false)
      reader = options.connect(true)
      run = loadScripts(commands)
      await persist('create the group', createGroup)
      const uptime = Number(/uptime_in_seconds:(\d+)/.exec(await persist('ask for the uptime', () => commands.info('server')))?.[1] ?? 0) * 1000
      reclaimFrom = uptime >= lease_ms ? 0 : Date.now() + lease_ms
      commands.on('ready', () => { reclaimFrom = Date.now() + lease_ms })
      loops = [
        readLoop(),
        every(lease_ms / 3, 'renew leases', beat),
        every(Math.min(lease_ms / 2, 5000), 'reclaim', reclaim),
        every(Math.min(lease_ms / 2, 500), 'let parked events return', returnDue)
      ]
    },

    async stop (grace_ms = 20_000) {
      stopped ??= stop(grace_ms)
      await stopped
    }
  }
}

function fieldsOf (flat: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i]!] = flat[i + 1]!
  return fields
}

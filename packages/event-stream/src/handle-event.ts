/**
 * Handling one event: take it, run its effects side by side, record each result. The last record acknowledges the entry.
 * Every step asks Redis whether the entry is still this worker's; when it is not, nothing more is begun or recorded.
 */
import { randomUUID } from 'node:crypto'
import { ledgerKey, notesKey, type StreamNames } from './names.ts'
import type { RunScript } from './scripts.ts'
import type { AttemptResult, DeliveryState, EffectDefinition, EffectState, EventType, StreamEvent } from './types.ts'

export interface RetryPolicy {
  /** Attempts at most; the effect is `failed` after the last. */
  attempts: number
  base_ms: number
  max_ms: number
}

export interface Hooks {
  effect?: (event: StreamEvent, effect: string, state: EffectState, duration_ms: number) => void
  settled?: (event_id: string, state: DeliveryState) => void
  reclaimed?: (count: number) => void
  /** Something broke that is tried again. */
  trouble?: (error: Error, doing: string) => void
}

/** An entry that this worker was given. */
export interface Entry {
  stream: string
  id: string
  fields: Record<string, string>
}

export interface HandleContext {
  run: RunScript
  names: StreamNames
  consumer: string
  // Event types differ in their payloads; each is only ever used with its own.
  types: Record<string, EventType<any>> // eslint-disable-line @typescript-eslint/no-explicit-any -- see above
  retry: RetryPolicy
  effect_timeout_ms: number
  hooks: Hooks
  /** Repeats a step until Redis has answered it; throws only when the worker ends. */
  persist: <T>(doing: string, step: () => Promise<T>) => Promise<T>
}

/** How long an attempt may go on after its signal has fired, ms. */
const ABANDON_MS = 1000
/** How long an event of a newer release waits until somebody looks again, ms. */
const NEWER_MS = 60_000
const MOST_STARTS = 3

/**
 * @param lost fires when the entry belongs to another worker, or this one ends.
 * @returns when nothing is left that this worker could do.
 */
export async function handleEvent (context: HandleContext, entry: Entry, lost: AbortSignal): Promise<void> {
  const { names, run, consumer, hooks, persist } = context
  const { fields } = entry
  const event: StreamEvent = {
    event_id: fields.event_id || `entry_${entry.id}`,
    type: fields.type ?? '',
    version: Number(fields.version),
    payload: fields.payload ?? '',
    traceparent: fields.traceparent || null
  }
  const ledger = ledgerKey(names, event.event_id)
  const aside = async (state: 'dead' | 'parked', reason: string) => {
    const known = Object.entries(fields).filter(([name]) => ['type', 'version', 'payload', 'traceparent'].includes(name)).flat()
    const [word] = await persist('set an event aside', () => run('set-aside', [ledger, entry.stream],
      [names.prefix, names.group, entry.id, consumer, event.event_id, state, reason, NEWER_MS, ...known]))
    if (word === 'aside') hooks.settled?.(event.event_id, state)
  }

  if (!fields.event_id || !fields.type || !Number.isInteger(event.version)) return await aside('dead', 'the entry is malformed')
  const type = context.types[event.type]
  if (type === undefined || event.version > type.version) return await aside('parked', `this release does not know ${event.type} version ${event.version}`)
  const payload: unknown = type.decode(event.payload)
  if (payload === null) return await aside('dead', 'the payload is malformed')

  const take = randomUUID()
  const [word, ...taken] = await persist('take an event', () => run('take-event', [ledger, entry.stream], [
    names.prefix, names.group, entry.id, consumer, take, event.event_id, event.type, event.version, event.payload, event.traceparent ?? '',
    Object.keys(type.effects).join(' '), MOST_STARTS
  ]))
  if (word === 'buried') hooks.settled?.(event.event_id, 'dead')
  if (word !== 'taken') return

  const now = Number(taken.pop())
  const effects: Array<Promise<boolean>> = []
  for (let i = 0; i < taken.length; i += 4) {
    const [name = '', state, attempts, retryAt] = taken.slice(i, i + 4)
    const definition = type.effects[name] as EffectDefinition<unknown> | undefined
    if (definition === undefined) continue
    if (state === 'attempting') effects.push(adopt(name, definition))
    else if (state === 'pending' || (state === 'retry' && Number(retryAt) <= now)) effects.push(attempt(name, definition, Number(attempts)))
  }
  const settled = (await Promise.all(effects)).some(Boolean)
  if (settled || lost.aborted) return
  // Nothing could be done now, or the last record was made before another effect had its own: add up once more.
  const [end, state] = await persist('settle an event', () => run('settle-event', [ledger, entry.stream], [names.prefix, names.group, entry.id, consumer, event.event_id]))
  if (end === 'settled') hooks.settled?.(event.event_id, state as DeliveryState)

  /** A start without a result, left by a worker that is gone. */
  async function adopt (name: string, definition: EffectDefinition<unknown>): Promise<boolean> {
    if (definition.on_orphan === 'unknown' && definition.on_unknown === 'hold') {
      return await finish(name, '', 'unknown', { error: 'a worker ended during the attempt' })
    }
    const settled = await finish(name, '', 'retry', { error: 'a worker ended during the attempt', delay_ms: 0 })
    return settled
  }

  async function attempt (name: string, definition: EffectDefinition<unknown>, before: number): Promise<boolean> {
    const token = randomUUID()
    const [started, number] = await persist('start an effect', () => run('start-effect', [ledger, entry.stream], [names.group, entry.id, consumer, name, token]))
    if (started !== 'started' || lost.aborted) return false
    const began = performance.now()
    const result = await withDeadline(context.effect_timeout_ms, lost, (signal) => definition.attempt({
      event,
      payload,
      effect: name,
      number: Number(number),
      signal,
      once: async (note, write) => {
        const known = await context.run('note-once', [notesKey(names, event.event_id)], [note, '']).then(String)
        if (known !== '') return known
        return String(await context.run('note-once', [notesKey(names, event.event_id)], [note, await write()]))
      }
    }))
    if (lost.aborted) return false
    const verdict = judge(result, definition, Number(number) || before + 1, context.retry)
    hooks.effect?.(event, name, verdict.state, performance.now() - began)
    return await finish(name, token, verdict.state, verdict)
  }

  async function finish (name: string, token: string, state: EffectState, { receipt, error, delay_ms }: { receipt?: Record<string, unknown>, error?: string, delay_ms?: number }): Promise<boolean> {
    const [recorded, eventState] = await persist('record an effect', () => run('finish-effect', [ledger, entry.stream], [
      names.prefix, names.group, entry.id, consumer, event.event_id, name, token, state, receipt ? JSON.stringify(receipt) : '', error ?? '', delay_ms ?? ''
    ]))
    if (recorded === 'settled') hooks.settled?.(event.event_id, eventState as DeliveryState)
    return recorded === 'settled'
  }
}

interface Verdict { state: EffectState, receipt?: Record<string, unknown>, error?: string, delay_ms?: number }

/** What follows from a result. @param number the attempt's number, from 1. */
export function judge (result: AttemptResult, definition: Pick<EffectDefinition<unknown>, 'on_unknown'>, number: number, retry: RetryPolicy): Verdict {
  switch (result.result) {
    case 'done': return { state: 'done', receipt: result.receipt }
    case 'skipped': return { state: 'skipped', receipt: { reason: result.reason } }
    case 'refused': return { state: 'failed', error: result.error }
    case 'unknown_delivery':
      if (definition.on_unknown === 'hold') return { state: 'unknown', error: result.error }
      break
    case 'not_delivered': break
  }
  if (number >= retry.attempts) return { state: 'failed', error: result.error }
  const asked = result.result === 'not_delivered' ? result.retry_after_ms ?? 0 : 0
  return { state: 'retry', error: result.error, delay_ms: Math.max(asked, delayOf(number, retry)) }
}

/** Doubles with every attempt; the second half of it is chance, so that what failed together does not return together. */
function delayOf (number: number, retry: RetryPolicy): number {
  const full = Math.min(retry.base_ms * 2 ** (number - 1), retry.max_ms)
  return Math.round(full / 2 + Math.random() * full / 2)
}

/** Runs an attempt until it settles, or is abandoned a little after its deadline. */
async function withDeadline (timeout_ms: number, lost: AbortSignal, run: (signal: AbortSignal) => Promise<AttemptResult>): Promise<AttemptResult> {
  const signal = AbortSignal.any([lost, AbortSignal.timeout(timeout_ms)])
  let abandon: NodeJS.Timeout | undefined
  const abandoned = new Promise<AttemptResult>((resolve) => {
    signal.addEventListener('abort', () => {
      abandon = setTimeout(() => { resolve({ result: 'unknown_delivery', error: 'the attempt did not end at its deadline' }) }, ABANDON_MS)
    }, { once: true })
  })
  try {
    return await Promise.race([abandoned, run(signal)])
  } catch (error) {
    return { result: 'unknown_delivery', error: error instanceof Error ? error.message.slice(0, 300) : 'the attempt failed' }
  } finally {
    clearTimeout(abandon)
  }
}

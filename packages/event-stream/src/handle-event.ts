/**
 * Handling one event: take it, run its effects side by side, record each result. The last record acknowledges the entry.
 * Every step asks Redis whether the entry is still this worker's; when it is not, nothing more is begun or recorded.
 */
import { randomUUID } from 'node:crypto'
import { readEntry, strayId, type Entry, type ReadEntry } from './entry.ts'
import type { Hooks } from './hooks.ts'
import { judge, judgeOrphan, type RetryPolicy, type Verdict } from './judge.ts'
import type { Ledger, TakenEffect } from './ledger.ts'
import { pause } from './pause.ts'
import { runAttempt } from './run-attempt.ts'
import type { Attempt, DeliveryState, EffectDefinition, EventType, StreamEvent } from './types.ts'

export interface HandleContext {
  ledger: Ledger
  // Event types differ in their payloads; each is only ever used with its own.
  types: Record<string, EventType<any>>
  retry: RetryPolicy
  effect_timeout_ms: number
  hooks: Required<Hooks>
  /** Repeats a step until Redis has answered it; throws only when the worker ends. */
  persist: <T>(doing: string, step: () => Promise<T>) => Promise<T>
  /** Milliseconds that only ever grow. */
  now: () => number
}

/** What a worker has in hand: an entry, for as long as it may. */
export interface Lease {
  entry: Entry
  /** Fires when the entry belongs to another worker: nothing more is recorded. */
  lost: AbortSignal
  /** Fires when the worker wants to end: attempts end now, and what they came to is still recorded. */
  ending: AbortSignal
}

type Handled = Extract<ReadEntry, { kind: 'event' }>

/** Resolves when nothing is left that this worker could do. Rejects only when the worker ends before Redis answers. */
export async function handleEvent (context: HandleContext, lease: Lease): Promise<void> {
  const { ledger, types, hooks, persist } = context
  const { entry } = lease
  const read = readEntry(entry, types)
  if (read.kind !== 'event') return await setAside(context, entry, read.event, read.kind, read.reason)

  const { event, type } = read
  const take = randomUUID()
  const taken = await persist('take an event', () => ledger.take(entry, event, Object.keys(type.effects), take))
  if (taken.word === 'buried') hooks.settled(event.event_id, 'dead')
  if (taken.word !== 'taken') return
  const foreign = taken.effects.find(({ name, state }) => !Object.hasOwn(type.effects, name) && ['pending', 'attempting', 'retry'].includes(state))
  if (foreign) return await setAside(context, entry, event, 'newer', `this release does not know the effect ${foreign.name}`)
  hooks.taken(event)

  // One that throws must not leave the others behind.
  const ends = await Promise.allSettled(taken.effects.map((effect) => runEffect(context, lease, read, effect)))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  if (lease.lost.aborted || ends.some((end) => end.status === 'fulfilled' && end.value !== null)) return
  // No record settled it: nothing could be done now, or an operator decided meanwhile. Add up once more.
  const end = await persist('settle an event', () => ledger.settle(entry, event.event_id))
  if (end.word === 'settled') hooks.settled(event.event_id, end.state)
}

async function setAside (context: HandleContext, entry: Entry, event: StreamEvent, kind: 'newer' | 'malformed', reason: string): Promise<void> {
  const { ledger, hooks, persist } = context
  const state = kind === 'newer' ? 'parked' : 'dead'
  const word = await persist('set an event aside', () => ledger.setAside(entry, event, state, reason))
  if (word === 'stray') return await setAside(context, entry, { ...event, event_id: strayId(entry) }, kind, reason)
  if (word === 'aside') hooks.settled(event.event_id, state)
}

/** @returns the event's state if the effect's record settled it. */
async function runEffect (context: HandleContext, lease: Lease, read: Handled, effect: TakenEffect): Promise<DeliveryState | null> {
  const definition = read.type.effects[effect.name]
  if (definition === undefined) return null
  switch (effect.state) {
    case 'pending': return await attempt(context, lease, read, effect.name, definition)
    case 'retry': return effect.due_in_ms > 0 ? null : await attempt(context, lease, read, effect.name, definition)
    case 'attempting': return await adopt(context, lease, read, effect, definition)
    case 'done': case 'skipped': case 'failed': case 'unknown': return null
  }
}

/** An attempt without a result, by a worker that is gone. Its time is waited for: that worker may still be calling the remote. */
async function adopt (context: HandleContext, lease: Lease, read: Handled, effect: TakenEffect, definition: EffectDefinition<unknown>): Promise<DeliveryState | null> {
  await pause(effect.over_in_ms, lease.lost, lease.ending)
  if (lease.lost.aborted || lease.ending.aborted) return null
  const verdict = judgeOrphan(definition, effect.attempts, context.retry)
  const settled = await record(context, lease, read.event, effect.name, null, verdict, 0)
  return verdict.state === 'retry' ? await attempt(context, lease, read, effect.name, definition) : settled
}

async function attempt (context: HandleContext, lease: Lease, { event, payload }: Handled, name: string, definition: EffectDefinition<unknown>): Promise<DeliveryState | null> {
  const { ledger, retry, persist, now } = context
  const { entry, lost, ending } = lease
  if (lost.aborted || ending.aborted) return null
  const token = randomUUID()
  let asked = 0
  const started = await persist('start an effect', () => {
    asked = now()
    return ledger.start(entry, event.event_id, name, token)
  })
  if (started.word !== 'started') return null
  // Counted from before the start was recorded: a process that was stopped in between finds its time over and begins nothing.
  const began = now()
  const once: Attempt<unknown>['once'] = async (note, write) => await ledger.noted(event.event_id, note) ?? await ledger.note(event.event_id, note, await write())
  const result = await runAttempt(
    async (signal) => await definition.attempt({ event, payload, effect: name, number: started.number, signal, once }),
    context.effect_timeout_ms - (began - asked), [lost, ending])
  if (lost.aborted) return null
  return await record(context, lease, event, name, token, judge(result, definition, started.counted, retry), now() - began)
}

async function record ({ ledger, hooks, persist }: HandleContext, { entry }: Lease, event: StreamEvent, name: string, token: string | null, verdict: Verdict, duration_ms: number): Promise<DeliveryState | null> {
  const recorded = await persist('record an effect', () => ledger.finish(entry, event.event_id, name, token, verdict))
  if (recorded.word !== 'lost') hooks.effect(event, name, verdict.state, duration_ms)
  if (recorded.word !== 'settled') return null
  hooks.settled(event.event_id, recorded.state)
  return recorded.state
}

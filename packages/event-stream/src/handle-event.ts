/**
 * Handling one event: take it, run its effects side by side, record each result. The last record acknowledges the entry.
 * Every step asks Redis whether the entry is still this worker's; when it is not, nothing more is begun or recorded.
 */
import { pause, type Clock } from './clock.ts'
import { readEntry, strayId, type Entry, type ReadEntry } from './entry.ts'
import type { Hooks } from './hooks.ts'
import { judge, judgeOrphan, remoteOf, type Verdict } from './judge.ts'
import type { EndedAttempt, Ledger, TakenEffect } from './ledger.ts'
import { runAttempt } from './run-attempt.ts'
import type { Turns } from './turns.ts'
import type { Attempt, AttemptResult, DeliveryState, EffectDefinition, EventType, RetryPolicy, StreamEvent } from './types.ts'

export interface HandleContext {
  ledger: Ledger
  // Event types differ in their payloads; each is only ever used with its own.
  types: Record<string, EventType<any>>
  retry: RetryPolicy
  effect_timeout_ms: number
  /** Of the event that tells of unknown effects; its own are not told of. Null: nobody is told. */
  telling: string | null
  hooks: Required<Hooks>
  /** Repeats a step until Redis has answered it; throws only when the worker ends. */
  persist: <T>(doing: string, step: () => Promise<T>) => Promise<T>
  clock: Clock
  turns: Turns
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
  const { types, turns } = context
  const { entry } = lease
  const read = readEntry(entry, types)
  if (read.kind !== 'event') return await setAside(context, entry, read.event, read.kind, read.reason)
  // One that several workers died of may be what they died of: then nothing else may be in hand.
  if (await turns.together(() => handle(context, lease, read, false)) === 'suspect') await turns.alone(() => handle(context, lease, read, true))
}

async function handle (context: HandleContext, lease: Lease, read: Handled, alone: boolean): Promise<'suspect' | 'handled'> {
  const { ledger, hooks, persist, telling, clock } = context
  const { entry } = lease
  const { event, type, payload } = read
  const all = Object.keys(type.effects)
  const effects = { all, committing: all.filter((name) => type.effects[name]!.commits), told: isTold(telling, event) ? all : [], keep_notes: type.keep_notes?.(payload) ?? false }
  const take = clock.unique()
  const taken = await persist('take an event', () => ledger.take(entry, event, effects, take, alone))
  if (taken.word === 'suspect') return 'suspect'
  if (taken.word === 'buried') hooks.settled(event.event_id, 'dead')
  if (taken.word !== 'taken') return 'handled'
  const foreign = taken.effects.find(({ name, state }) => !Object.hasOwn(type.effects, name) && ['pending', 'attempting', 'retry'].includes(state))
  if (foreign) {
    await setAside(context, entry, event, 'newer', `this release does not know the effect ${foreign.name}`)
    return 'handled'
  }
  hooks.taken(event)

  // One that throws must not leave the others behind.
  const ends = await Promise.allSettled(taken.effects.map((effect) => runEffect(context, lease, read, effect)))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  if (lease.lost.aborted || ends.some((end) => end.status === 'fulfilled' && end.value !== null)) return 'handled'
  // No record settled it: nothing could be done now, or an operator decided meanwhile. Add up once more.
  const end = await persist('settle an event', () => ledger.settle(entry, event.event_id))
  if (end.word === 'settled') hooks.settled(event.event_id, end.state)
  return 'handled'
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

/** An attempt without a result, by a worker that is gone. One that may still be calling its remote is given its time. */
async function adopt (context: HandleContext, lease: Lease, read: Handled, effect: TakenEffect, definition: EffectDefinition<unknown>): Promise<DeliveryState | null> {
  const { clock } = context
  const { lost, ending } = lease
  // Without a commit there is nothing to wait for: it will be refused to a worker that has lost the entry.
  if (!definition.commits || effect.committed) await pause(clock, effect.over_in_ms, lost, ending)
  if (lost.aborted || ending.aborted) return null
  const verdict = judgeOrphan(definition, effect.committed, effect.attempts, definition.retry ?? context.retry)
  const settled = await record(context, lease, read.event, effect.name, { attempt: null, verdict, remote: '', patience_ms: 0 }, 0)
  return verdict.state === 'retry' ? await attempt(context, lease, read, effect.name, definition) : settled
}

async function attempt (context: HandleContext, lease: Lease, { event, payload }: Handled, name: string, definition: EffectDefinition<unknown>): Promise<DeliveryState | null> {
  const { ledger, persist, clock } = context
  const { entry, lost, ending } = lease
  if (lost.aborted || ending.aborted) return null
  const token = clock.unique()
  const chance = clock.chance()
  let asked = 0
  const started = await persist('start an effect', () => {
    asked = clock.now()
    return ledger.start(entry, event.event_id, name, token, chance)
  })
  if (started.word !== 'started') return null
  // Counted from before the start was recorded: a process that was stopped in between finds its time over and begins nothing.
  const began = clock.now()
  const once: Attempt<unknown>['once'] = async (note, write) => await ledger.noted(event.event_id, note) ?? await ledger.note(event.event_id, note, await write())
  const result = await runAttempt(
    async (signal, commit) => await definition.attempt({ event, payload, effect: name, number: started.number, signal, once, commit }),
    {
      clock,
      timeout_ms: context.effect_timeout_ms - (began - asked),
      ends: [lost, ending],
      commits: definition.commits ?? false,
      commit: async () => await ledger.commit(entry, event.event_id, name, token)
    })
  if (lost.aborted) return null
  const verdict = judge(result, definition, started.counted, definition.retry ?? context.retry, clock.chance())
  return await record(context, lease, event, name, { attempt: token, verdict, ...heard(result, ending) }, clock.now() - began)
}

/** An attempt that this worker broke off itself says nothing about its remote. */
function heard (result: AttemptResult, ending: AbortSignal): ReturnType<typeof remoteOf> {
  return ending.aborted ? { remote: '', patience_ms: 0 } : remoteOf(result)
}

async function record ({ ledger, hooks, persist, telling }: HandleContext, { entry }: Lease, event: StreamEvent, name: string, ended: Omit<EndedAttempt, 'tell'>, duration_ms: number): Promise<DeliveryState | null> {
  const { verdict }: { verdict: Verdict } = ended
  const recorded = await persist('record an effect', () => ledger.finish(entry, event.event_id, name, { ...ended, tell: isTold(telling, event) }))
  if (recorded.word !== 'lost') hooks.effect(event, name, verdict.state, duration_ms)
  if (recorded.word !== 'settled') return null
  hooks.settled(event.event_id, recorded.state)
  return recorded.state
}

function isTold (telling: string | null, event: StreamEvent): boolean {
  return telling !== null && event.type !== telling
}

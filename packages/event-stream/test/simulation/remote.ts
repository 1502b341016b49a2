/** The remotes of the simulation, and what is known of every attempt at them. */
import type { Attempt, AttemptResult, EffectDefinition } from '../../src/index.ts'
import type { Actor, Scheduler } from './scheduler.ts'

export type EffectName = 'report' | 'mail' | 'post' | 'page'
/** What the seed may send again by itself. */
export const REPEATABLE: ReadonlySet<EffectName> = new Set(['report', 'page'])

/** Total time of an attempt, ms. */
export const ATTEMPT = 600

export interface Begun {
  actor: Actor
  event_id: string
  effect: EffectName
  /** Its deadline. */
  over_at: number
  /** The remote was asked. */
  asked: boolean
  accepted: boolean
  ended: boolean
  /** Its worker died, stood still, was cut off or told to end meanwhile; or the remote did not say what it did. */
  disturbed: boolean
}

export interface Remotes {
  begun: Begun[]
  effects: (actor: Actor) => Record<EffectName, EffectDefinition<unknown>>
  /** Everything that goes on at this actor, or at all, is disturbed. */
  disturb: (actor: Actor | null) => void
  /** No remote fails any more. */
  heal: () => void
}

/** @param mayBegin asks Redis whether the event is the actor's. */
export function createRemotes (scheduler: Scheduler, mayBegin: (actor: Actor, eventId: string) => Promise<boolean>, violated: (what: string) => void): Remotes {
  const begun: Begun[] = []
  let healed = false
  /** Remotes that are away for a while. */
  const away = new Map<EffectName, number>()

  /** One whose worker stands still goes on when it wakes; unless that is past its deadline: then its time is over before it hears anything. */
  const goesOn = ({ asked, ended, over_at, actor }: Begun) => asked && !ended && !actor.dead && actor.stopped_until <= Math.min(scheduler.now(), over_at)

  async function call (one: Begun, attempt: Attempt<unknown>): Promise<AttemptResult> {
    const { actor, effect } = one
    if (!await scheduler.observe(mayBegin(actor, one.event_id))) violated(`${actor.name} began ${effect} of ${one.event_id}, which is not its`)
    if (begun.some((other) => other !== one && other.event_id === one.event_id && other.effect === effect && goesOn(other))) violated(`${effect} of ${one.event_id} runs twice at a time`)
    one.asked = true
    const fate = healed ? 0 : scheduler.random()
    const gone = !healed && (away.get(effect) ?? 0) > scheduler.now()
    if (!healed && fate > 0.97) away.set(effect, scheduler.now() + 500 + scheduler.pick(4000))
    const slow = fate > 0.94 && fate < 0.96
    const { op, answer } = scheduler.send(actor, `${effect} of ${one.event_id}`, async (): Promise<AttemptResult> => {
      if (gone) return { result: 'not_delivered', error: 'connection refused', remote: 'away' }
      if (fate > 0.9 && fate <= 0.94) return { result: 'not_delivered', error: 'later', retry_after_ms: scheduler.pick(300) }
      if (fate > 0.88 && fate <= 0.9) return { result: 'refused', error: 'no' }
      one.accepted = true
      if (fate > 0.85 && fate <= 0.88) {
        one.disturbed = true
        return { result: 'unknown_delivery', error: 'the connection broke' }
      }
      return { result: 'done', receipt: { by: actor.name } }
    }, slow ? 60_000 : scheduler.pick(200))
    // What has been sent may still arrive after its sender has given up.
    attempt.signal.addEventListener('abort', () => {
      if (op.outcome !== null && !op.given_up) return
      op.given_up = true
      one.disturbed = true
      if (slow || scheduler.chance(0.5)) scheduler.drop(op)
      else op.from = scheduler.now()
      op.resolve({ result: 'unknown_delivery', error: 'the time was over' } satisfies AttemptResult)
    })
    return await answer as AttemptResult
  }

  const effect = (actor: Actor, name: EffectName, over: Partial<EffectDefinition<unknown>>): EffectDefinition<unknown> => ({
    on_orphan: 'unknown',
    on_unknown: 'hold',
    ...over,
    async attempt (attempt) {
      const one: Begun = { actor, event_id: attempt.event.event_id, effect: name, over_at: scheduler.now() + ATTEMPT, asked: false, accepted: false, ended: false, disturbed: false }
      begun.push(one)
      try {
        if (over.commits) {
          await scheduler.send(actor, `prepare ${name}`, async () => null, scheduler.pick(200)).answer
          await attempt.commit()
        }
        return await call(one, attempt)
      } finally {
        one.ended = true
      }
    }
  })

  return {
    begun,
    effects: (actor) => ({
      report: effect(actor, 'report', { on_orphan: 'retry', on_unknown: 'resend' }),
      mail: effect(actor, 'mail', { commits: true }),
      post: effect(actor, 'post', {}),
      page: effect(actor, 'page', { commits: true, on_unknown: 'resend' })
    }),
    disturb (actor) {
      for (const one of begun) if (!one.ended && (actor === null || one.actor === actor)) one.disturbed = true
    },
    heal () { healed = true }
  }
}

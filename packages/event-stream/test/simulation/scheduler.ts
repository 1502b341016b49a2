/**
 * One world in which nothing happens by itself: every command, every call of a remote and every timer waits until the scheduler, led by a
 * seed, lets it happen. So an actor can die or stand still at each `await`, and the same seed does the same again.
 */
import type { Clock } from '../../src/clock.ts'

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function randomOf (seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export interface Actor {
  name: string
  dead: boolean
  /** It stands still until then: what it has sent arrives, and nothing reaches it. */
  stopped_until: number
}

/** Something that an actor waits for. It happens, and later the actor hears of it; between the two anything may go wrong. */
export interface Op {
  actor: Actor
  label: string
  /** Not before this time. */
  from: number
  happen: () => Promise<unknown>
  outcome: { value: unknown } | { error: Error } | null
  resolve: (value: unknown) => void
  reject: (error: Error) => void
  /** Nobody waits any more, but it may still happen. */
  given_up: boolean
}

interface Timer { actor: Actor, at: number, call: () => void }

export interface Scheduler {
  now: () => number
  random: () => number
  /** A whole number below `most`. */
  pick: (most: number) => number
  chance: (share: number) => boolean
  send: (actor: Actor, label: string, happen: () => Promise<unknown>, delay_ms?: number) => { op: Op, answer: Promise<unknown> }
  ops: () => readonly Op[]
  drop: (op: Op) => void
  clockOf: (actor: Actor) => Clock
  /** What the simulation itself asks, outside of its own time. */
  observe: <T>(look: Promise<T>) => Promise<T>
  kill: (actor: Actor) => void
  /** Lets one thing happen, or the time pass. @returns what, for the trace. */
  step: () => Promise<string>
}

/** Of the virtual time: in the past, because Redis refuses deliveries in the future. */
export const EPOCH = 1_700_000_000_000

export function createScheduler (seed: number): Scheduler {
  const random = randomOf(seed)
  let now = EPOCH
  let ops: Op[] = []
  let timers: Timer[] = []
  let observing = 0
  let names = 0
  const pick = (most: number) => Math.floor(random() * most)
  const awake = (actor: Actor) => !actor.dead && actor.stopped_until <= now
  const drop = (op: Op) => { ops = ops.filter((each) => each !== op) }

  /** When something can happen again. */
  function next (): number {
    let soonest = now + 60_000
    for (const { actor, from, outcome } of ops) soonest = Math.min(soonest, outcome === null ? from : actor.stopped_until)
    for (const { actor, at } of timers) if (!actor.dead) soonest = Math.min(soonest, Math.max(at, actor.stopped_until))
    return Math.max(soonest, now + 1)
  }

  async function happen (op: Op): Promise<void> {
    try {
      op.outcome = { value: await op.happen() }
    } catch (error) {
      op.outcome = { error: error as Error }
    }
    if (op.given_up || op.actor.dead) drop(op)
  }

  function deliver (op: Op): void {
    drop(op)
    if ('error' in op.outcome!) op.reject(op.outcome.error)
    else op.resolve(op.outcome!.value)
  }

  return {
    now: () => now,
    random,
    pick,
    chance: (share) => random() < share,
    ops: () => ops,
    drop,

    send (actor, label, happen, delay_ms = 0) {
      let op!: Op
      const answer = new Promise<unknown>((resolve, reject) => {
        op = { actor, label, from: now + delay_ms, happen, outcome: null, resolve, reject, given_up: false }
        ops.push(op)
      })
      return { op, answer }
    },

    clockOf: (actor) => ({
      now: () => now - EPOCH,
      after (ms, call) {
        const timer = { actor, at: now + Math.max(1, Math.ceil(ms)), call }
        timers.push(timer)
        return () => { timers = timers.filter((each) => each !== timer) }
      },
      chance: random,
      unique: () => `${actor.name}-${++names}`
    }),

    async observe (look) {
      observing++
      try {
        return await look
      } finally {
        observing--
      }
    },

    kill (actor) {
      actor.dead = true
      timers = timers.filter((timer) => timer.actor !== actor)
      // What was on its way may arrive or not.
      ops = ops.filter((op) => op.actor !== actor || (op.outcome === null && random() < 0.5))
    },

    async step () {
      const ready: Op[] = []
      const heard: Op[] = []
      for (const op of ops) {
        if (op.outcome === null) {
          if (op.from <= now) ready.push(op)
        } else if (awake(op.actor)) heard.push(op)
      }
      const due: Timer[] = []
      for (const timer of timers) if (timer.at <= now && awake(timer.actor)) due.push(timer)
      const choices = ready.length + heard.length + due.length
      let what = ''
      if (choices === 0 || random() < 0.05) {
        // Straight to what comes next, or a little way.
        now = choices === 0 ? next() : now + pick(20)
        what = 'time passes'
      } else {
        let chosen = pick(choices)
        if (chosen < ready.length) {
          const op = ready[chosen]!
          await happen(op)
          what = `${op.actor.name}: ${op.label} happens`
        } else if ((chosen -= ready.length) < heard.length) {
          const op = heard[chosen]!
          deliver(op)
          what = `${op.actor.name}: hears of ${op.label}${'error' in op.outcome! ? ` ${op.outcome.error.message}` : ''}`
        } else {
          const timer = due[chosen - heard.length]!
          timers = timers.filter((each) => each !== timer)
          timer.call()
          what = `${timer.actor.name}: a timer`
        }
      }
      do await new Promise<void>((resolve) => { setImmediate(resolve) })
      while (observing > 0)
      return what
    }
  }
}

/** A world from a seed: events, workers and an operator, with faults at any moment; then rest; then what must be true is asked. */
import type { Redis } from 'ioredis'
import { createInspector, createStreamWorker, type AttemptResult, type Delivery, type EventType, type Inspector, type StreamNames, type StreamWorker } from '../../src/index.ts'
import { connect, wakeReaders, type SeededBug, type SimulatedConnection } from './connection.ts'
import { ATTEMPT, createRemotes, REPEATABLE, type EffectName } from './remote.ts'
import { createScheduler, type Actor } from './scheduler.ts'

export interface WorldResult {
  seed: number
  /** Empty when all is well. */
  violations: string[]
  faults: Record<string, number>
  events: number
  /** Acceptances by remotes beyond the first. */
  repeated: number
  unknown: number
  dead: number
  /** Commands, calls, timers. */
  steps: number
  trace: string[]
}

const LEASE = 1000
const TYPE = 'thing_happened'
const TOLD = 'unknowns'
const DELICATE = /take-event|start-effect|commit-effect|finish-effect|prepare|of evt_/
/** Of one world; past it something does not come to rest. */
const MOST_STEPS = 3000
const MOST_TROUBLED_STEPS = 260

interface SimulatedWorker { actor: Actor, worker: StreamWorker, connections: SimulatedConnection[], ended: boolean }

export async function runWorld (redis: Redis, seed: number, bug: SeededBug | null = null, tracing = false): Promise<WorldResult> {
  const scheduler = createScheduler(seed)
  const { pick, chance } = scheduler
  const names: StreamNames = { prefix: `{w${seed}}:`, stream: 'events', group: 'workers' }
  const key = (name: string) => names.prefix + name
  const violations: string[] = []
  const faults: Record<string, number> = {}
  const trace: string[] = []
  const fault = (name: string) => {
    faults[name] = (faults[name] ?? 0) + 1
    trace.push(`*** ${name}`)
  }
  let troubled = true
  let redisAwayUntil = 0
  let wireTrouble = false
  let destroyed = false
  const resolved = new Set<string>()
  const told = new Set<string>()
  const workers: SimulatedWorker[] = []
  let count = 0

  const wire = {
    redis, scheduler, prefix: names.prefix, bug,
    awayUntil: () => redisAwayUntil,
    fate: () => !troubled || !wireTrouble || !chance(0.1) ? 'once' as const : (['twice', 'unanswered', 'never'] as const)[pick(3)]!
  }
  const remotes = createRemotes(scheduler, owns, (what) => violations.push(what))

  async function owns (actor: Actor, eventId: string): Promise<boolean> {
    // Without its group nothing is anybody's for a moment.
    if (destroyed) return true
    const [owner, stream, entry] = await redis.hmget(key(`ledger:${eventId}`), 'owner', 'stream', 'entry')
    if (!stream || !entry || !owner?.includes(`-${actor.name}`)) return false
    const [found] = await redis.xpending(stream, names.group, entry, entry, 1) as Array<[string, string]>
    return found?.[1] === owner
  }

  function startWorker (): void {
    const actor: Actor = { name: `w${count++}`, dead: false, stopped_until: 0 }
    const connections: SimulatedConnection[] = []
    const told_of: EventType<{ effects: Array<{ event_id: string, effect: string }> }> = {
      version: 1,
      decode: (payload) => JSON.parse(payload) as { effects: Array<{ event_id: string, effect: string }> },
      effects: {
        notify: {
          on_orphan: 'retry', on_unknown: 'resend',
          async attempt ({ payload }): Promise<AttemptResult> {
            await scheduler.send(actor, 'notify', async () => { for (const { event_id, effect } of payload.effects) told.add(`${effect} ${event_id}`) }).answer
            return { result: 'done', receipt: {} }
          }
        }
      }
    }
    const worker = createStreamWorker({
      connect: () => {
        const made = connect(wire, actor)
        connections.push(made)
        return made.connection
      },
      names,
      types: { [TYPE]: { version: 1, decode: (payload) => payload === 'bad' ? null : payload, effects: remotes.effects(actor) }, [TOLD]: told_of },
      concurrency: 3,
      lease_ms: LEASE,
      effect_timeout_ms: ATTEMPT,
      retry: { attempts: 4, base_ms: 40, max_ms: 300 },
      unknowns: { type: TOLD, gather_ms: 500 },
      consumer: `worker-${actor.name}`,
      clock: scheduler.clockOf(actor),
      on: { trouble: (error, doing) => { trace.push(`    ${actor.name} trouble: ${doing}: ${error.message}`) } }
    })
    const entry: SimulatedWorker = { actor, worker, connections, ended: false }
    workers.push(entry)
    void worker.start().catch((error: Error) => { if (!entry.ended) violations.push(`${actor.name} cannot start: ${error.message}`) })
  }

  const events = Array.from({ length: 1 + pick(3) }, (_, i) => `evt_${i}`)
  async function append (event_id: string, payload: string): Promise<void> {
    await redis.xadd(key('events'), '*', 'event_id', event_id, 'type', TYPE, 'version', '1', 'payload', payload)
    wakeReaders(scheduler)
  }

  const operator: Actor = { name: 'operator', dead: false, stopped_until: 0 }
  const inspector: Inspector = createInspector(connect({ ...wire, fate: () => 'once', awayUntil: () => 0 }, operator).connection, names)
  async function decide (): Promise<void> {
    const event_id = events[pick(events.length)]!
    const effect = (['report', 'mail', 'post', 'page'] as const)[pick(4)]!
    const word = chance(0.5) ? await inspector.resend(event_id, effect) : await inspector.markDone(event_id, effect, 'op')
    if (word === 'scheduled' || word === 'marked') {
      resolved.add(`${effect} ${event_id}`)
      fault(`operator: ${word}`)
    }
  }

  /** A worker between two steps of one event, if there is one: the worst moments. */
  function busy (alive: SimulatedWorker[]): SimulatedWorker | undefined {
    const found = alive.filter(({ actor }) => scheduler.ops().some((op) => op.actor === actor && DELICATE.test(op.label)))
    return found[pick(found.length)]
  }

  async function trouble (): Promise<void> {
    const alive = workers.filter(({ actor, ended }) => !actor.dead && !ended)
    const one = busy(alive) ?? alive[pick(alive.length)]
    const kind = pick(10)
    if (one === undefined || kind === 0) return startWorker()
    if (kind <= 2) {
      fault('killed')
      remotes.disturb(one.actor)
      scheduler.kill(one.actor)
    } else if (kind === 3 || kind === 9) {
      fault('stood still')
      remotes.disturb(one.actor)
      one.actor.stopped_until = scheduler.now() + pick(4 * LEASE)
      if (alive.length === 1) startWorker()
    } else if (kind === 4) {
      fault('told to end')
      remotes.disturb(one.actor)
      one.ended = true
      void one.worker.stop(pick(400))
    } else if (kind === 5) {
      fault('connection broken')
      one.connections[pick(2)]?.reconnect()
    } else if (kind === 6) {
      fault('commands lost or doubled')
      wireTrouble = !wireTrouble
    } else if (kind === 7) {
      fault('Redis away')
      remotes.disturb(null)
      redisAwayUntil = scheduler.now() + pick(2 * LEASE)
    } else if (chance(0.3)) {
      fault('group destroyed')
      remotes.disturb(null)
      destroyed = true
      await redis.xgroup('DESTROY', key('events'), names.group).catch(() => {})
    } else {
      fault('standing still, all of them')
      remotes.disturb(null)
      for (const { actor } of alive) actor.stopped_until = scheduler.now() + pick(2 * LEASE)
    }
  }

  async function atRest (): Promise<boolean> {
    const [parked, ...counts] = await Promise.all([redis.zcard(key('parked')), ...['events', 'retries'].map(async (stream) => {
      const groups = await redis.xinfo('GROUPS', key(stream)).catch(() => []) as unknown[][]
      const info = groups.map((flat) => Object.fromEntries(Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]))).find(({ name }) => name === names.group)
      if (info === undefined) return 1
      return Number(info.pending) + (await redis.xrange(key(stream), `(${String(info['last-delivered-id'])}`, '+', 'COUNT', 1)).length
    })])
    return parked === 0 && counts.every((each) => each === 0) && await redis.zcard(key('untold')) === 0
  }

  // Trouble.
  startWorker()
  if (chance(0.7)) startWorker()
  let steps = 0
  const troubledSteps = 40 + pick(MOST_TROUBLED_STEPS - 40)
  const troubles = new Set(Array.from({ length: pick(5) }, () => pick(troubledSteps)))
  let appends = events.map((event_id) => ({ at: pick(60), event_id, payload: '{}' }))
  if (chance(0.1)) appends.push({ at: 60 + pick(60), event_id: events[0]!, payload: '{}' })
  if (chance(0.05)) appends.push({ at: pick(100), event_id: 'evt_bad', payload: 'bad' })
  async function appendDue (step: number): Promise<void> {
    for (const { at, event_id, payload } of appends) if (at <= step) await append(event_id, payload)
    appends = appends.filter(({ at }) => at > step)
  }
  for (; steps < troubledSteps; steps++) {
    await appendDue(steps)
    if (troubles.has(steps)) await trouble()
    if (chance(0.005)) void decide()
    const what = await scheduler.step()
    if (tracing) trace.push(`${steps} ${what}`)
  }
  await appendDue(Infinity)

  // Rest: somebody works, nothing breaks any more.
  troubled = false
  redisAwayUntil = 0
  remotes.heal()
  for (const { actor } of workers) actor.stopped_until = Math.min(actor.stopped_until, scheduler.now())
  startWorker()
  for (let looked = 0; ; steps++) {
    if (steps - looked >= 60) {
      looked = steps
      if (await atRest() && !scheduler.ops().some(({ actor }) => actor === operator)) break
      if (steps > MOST_STEPS) {
        violations.push('the world does not come to rest')
        break
      }
    }
    const what = await scheduler.step()
    if (tracing) trace.push(`${steps} ${what}`)
  }

  // What must be true.
  let [repeated, unknown, dead] = [0, 0, 0]
  const deliveries: Delivery[] = []
  for (const event_id of events) {
    const delivery = await createInspector(redis, names).delivery(event_id)
    if (delivery === null) {
      violations.push(`${event_id} is lost`)
      continue
    }
    deliveries.push(delivery)
    if (delivery.state === 'dead') dead++
    if (!['done', 'unknown', 'dead'].includes(delivery.state)) violations.push(`${event_id} is ${delivery.state} at the end`)
    for (const [name, record] of Object.entries(delivery.effects)) {
      const effect = name as EffectName
      const what = `${effect} of ${event_id}`
      const begun = remotes.begun.filter((one) => one.event_id === event_id && one.effect === effect)
      const accepted = begun.filter((one) => one.accepted).length
      const decided = resolved.has(`${effect} ${event_id}`)
      repeated += Math.max(0, accepted - 1)
      if (record.state === 'unknown') unknown++
      if (!['done', 'failed', 'unknown'].includes(record.state)) violations.push(`${what} is ${record.state} at the end`)
      if (record.attempts < begun.filter(({ asked }) => asked).length) violations.push(`${what} was begun more often than its ${record.attempts} recorded starts`)
      if (record.state === 'done' && accepted === 0 && !decided) violations.push(`${what} is done, and was never accepted`)
      if (record.state === 'failed' && accepted > 0 && !decided && !REPEATABLE.has(effect)) violations.push(`${what} has failed, and was accepted`)
      if (accepted > 1 && !decided && !REPEATABLE.has(effect)) violations.push(`${what} was accepted ${accepted} times`)
      if (accepted > 1 && !decided && Object.keys(faults).length === 0 && !begun.some(({ disturbed }) => disturbed)) violations.push(`${what} was accepted ${accepted} times without a reason`)
      if (record.state === 'unknown' && !begun.some(({ disturbed }) => disturbed) && Object.keys(faults).length === 0) violations.push(`${what} is unknown without a reason`)
      if (record.state === 'unknown' && !decided && !told.has(`${effect} ${event_id}`)) violations.push(`nobody was told that ${what} is unknown`)
    }
  }

  for (const { actor } of workers) scheduler.kill(actor)
  return { seed, violations, faults, events: events.length, repeated, unknown, dead, steps, trace }
}

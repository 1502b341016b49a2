/** A connection of one actor: the real scripts and commands on a real Redis, each sent when and how often the scheduler says. */
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import type { Actor, Op, Scheduler } from './scheduler.ts'

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const realClock = text('../../lua/lib/clock.lua')
const virtualClock = text('virtual-clock.lua')

/** A change of the scripts, to see that it is noticed. */
export interface SeededBug {
  name: string
  in: string
  find: string
  put: string
  /** It takes many worlds to show. */
  rare?: true
}

/** The scripts on the simulation's clock, by name; with one bug if so wished. */
export function virtual (name: string, lua: string, bug: SeededBug | null): string {
  const moved = lua.replace(realClock, virtualClock)
  if (bug === null || !name.endsWith(`:${bug.in}`)) return moved
  const broken = moved.replace(bug.find, bug.put)
  if (broken === moved) throw new Error(`the bug "${bug.name}" does not fit ${bug.in}.lua any more`)
  return broken
}

export interface Wire {
  /** Redis, for all seeds. */
  redis: Redis
  scheduler: Scheduler
  prefix: string
  bug: SeededBug | null
  /** Redis cannot be reached before this time. */
  awayUntil: () => number
  /** How a command fares: most arrive once. */
  fate: () => 'once' | 'twice' | 'unanswered' | 'never'
}

export interface SimulatedConnection {
  connection: Redis
  /** The connection broke and is back. */
  reconnect: () => void
}

/** Commands after which a blocked reader may find something. */
const APPENDING = /append|return-due|tell-unknowns|xgroup/

export function connect (wire: Wire, actor: Actor): SimulatedConnection {
  const { redis, scheduler, prefix } = wire
  const mine = new Set<Op>()
  const handlers = new Map<string, Array<() => void>>()
  const lost = () => new Error('Connection is closed.')

  async function send (label: string, command: () => Promise<unknown>): Promise<unknown> {
    if (commands.status === 'end') throw lost()
    const { op, answer } = scheduler.send(actor, label, async () => {
      const fate = wire.fate()
      if (fate === 'never' || scheduler.now() < wire.awayUntil()) throw lost()
      const reply = await command()
      if (APPENDING.test(label)) wakeReaders(scheduler)
      if (fate === 'unanswered') throw lost()
      return fate === 'twice' ? await command() : reply
    })
    mine.add(op)
    try {
      return await answer
    } finally {
      mine.delete(op)
    }
  }

  /** A read that blocks looks once, and again when something was appended or its time is over. */
  async function read (args: Array<string | number>): Promise<unknown> {
    const block = args.indexOf('BLOCK')
    if (block < 0) return await send('xreadgroup', async () => await given(args))
    const until = scheduler.now() + Number(args[block + 1])
    const without = [...args.slice(0, block), ...args.slice(block + 2)]
    for (;;) {
      const reply = await send('xreadgroup', async () => await given(without))
      if (reply !== null || scheduler.now() >= until) return reply
      const { op, answer } = scheduler.send(actor, 'blocked', async () => null, until - scheduler.now())
      mine.add(op)
      await answer.finally(() => { mine.delete(op) })
    }
  }

  async function given (args: Array<string | number>): Promise<unknown> {
    const reply = await (redis.xreadgroup as (...args: unknown[]) => Promise<unknown>).apply(redis, args) as Array<[string, Array<[string, string[] | null]>]> | null
    if (args.at(-1) === '>') for (const [stream, entries] of reply ?? []) for (const [id] of entries) void redis.hset(`${prefix}given`, `${stream} ${id}`, String(scheduler.now()))
    return reply
  }

  const commands: Record<string, unknown> = {
    status: 'ready',
    defineCommand (name: string, { lua }: { lua: string }) {
      const known = `virtual:${wire.bug?.name ?? ''}:${name}`
      if (!(known in redis)) redis.defineCommand(known, { lua: virtual(name, lua, wire.bug) })
      const run = (redis as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[known]!.bind(redis)
      commands[name] = async (...args: unknown[]) => await send(name.slice('event-stream:'.length), async () => await run(...args, scheduler.now()))
    },
    xreadgroup: async (...args: Array<string | number>) => await read(args),
    xgroup: async (...args: string[]) => await send('xgroup', async () => await redis.call('XGROUP', ...args)),
    hget: async (key: string, field: string) => await send('hget', async () => await redis.hget(key, field)),
    on (event: string, handler: () => void) { handlers.set(event, [...handlers.get(event) ?? [], handler]) },
    disconnect () {
      commands.status = 'end'
      for (const op of mine) breakOff(op)
    }
  }

  /** Whether or not it happens: its sender hears that the connection is gone. */
  function breakOff (op: Op): void {
    op.given_up = true
    if (op.outcome !== null || op.label === 'blocked' || scheduler.chance(0.5)) scheduler.drop(op)
    op.reject(lost())
  }

  return {
    connection: commands as unknown as Redis,
    reconnect () {
      for (const op of mine) if (!op.given_up) breakOff(op)
      for (const event of ['close', 'ready']) for (const handler of handlers.get(event) ?? []) handler()
    }
  }
}

export function wakeReaders (scheduler: Scheduler): void {
  for (const op of scheduler.ops()) if (op.label === 'blocked') op.from = scheduler.now()
}

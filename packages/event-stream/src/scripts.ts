/** Loads the Lua scripts and runs them by name; each script's header is its signature. */
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'

const NAMES = [
  'take-event', 'start-effect', 'commit-effect', 'finish-effect', 'settle-event', 'set-aside', 'note-once', 'heartbeat', 'reclaim', 'return-due',
  'hand-over', 'leave-group', 'trim', 'forget-events', 'tell-unknowns', 'resolve-effect', 'append-once', 'check-access'
] as const
export type ScriptName = typeof NAMES[number]

/** Replies are lists of words; only the entries that are reclaimed are more. */
type Reply<Name extends ScriptName> = Name extends 'reclaim' ? [word: string, cursor?: string, entries?: Array<[id: string, flat: string[]]>] : string[]
export type RunScript = <Name extends ScriptName>(name: Name, keys: string[], args: Array<string | number>) => Promise<Reply<Name>>

const folder = new URL('../lua/', import.meta.url)
let sources: Map<ScriptName, string> | undefined
const loaded = new WeakMap<Redis, RunScript>()

function source (name: ScriptName): string {
  return readFileSync(new URL(`${name}.lua`, folder), 'utf8')
    .replaceAll(/^-- include: (\w+)$/gm, (_, library: string) => readFileSync(new URL(`lib/${library}.lua`, folder), 'utf8'))
}

/** The client runs a script by its digest, and sends it whole when the server has forgotten it. */
export function loadScripts (redis: Redis): RunScript {
  const known = loaded.get(redis)
  if (known) return known
  sources ??= new Map(NAMES.map((name) => [name, source(name)]))
  for (const [name, lua] of sources) redis.defineCommand(`event-stream:${name}`, { lua })
  const commands = redis as unknown as Record<string, (...args: Array<string | number>) => Promise<never>>
  const run: RunScript = async (name, keys, args) => await commands[`event-stream:${name}`]!(keys.length, ...keys, ...args)
  loaded.set(redis, run)
  return run
}

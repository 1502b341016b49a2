/** Loads the Lua scripts and runs them by name; each script's header is its signature. */
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'

const NAMES = [
  'take-event', 'start-effect', 'finish-effect', 'settle-event', 'set-aside', 'heartbeat', 'return-due', 'release',
  'leave-group', 'append-once', 'resolve-effect', 'note-once'
] as const
export type ScriptName = typeof NAMES[number]
export type RunScript = (name: ScriptName, keys: string[], args: Array<string | number>) => Promise<string[]>

const folder = new URL('../lua/', import.meta.url)
let sources: Map<ScriptName, string> | undefined

function source (name: ScriptName): string {
  return readFileSync(new URL(`${name}.lua`, folder), 'utf8')
    .replace(/^-- include: (\w+)$/m, (_, library: string) => readFileSync(new URL(`lib/${library}.lua`, folder), 'utf8'))
}

export function loadScripts (redis: Redis): RunScript {
  sources ??= new Map(NAMES.map((name) => [name, source(name)]))
  for (const [name, lua] of sources) redis.defineCommand(`event-stream:${name}`, { lua })
  const commands = redis as unknown as Record<string, (...args: Array<string | number>) => Promise<string[]>>
  return (name, keys, args) => commands[`event-stream:${name}`]!(keys.length, ...keys, ...args)
}

/**
 * Loads the Lua scripts and runs them by name. Each script's header is its signature; what a reply means is decided here, nowhere else.
 */
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'

const NAMES = [
  'create-auction', 'update-auction', 'place-bid', 'open-auction', 'end-auction', 'close-auction', 'cancel-auction', 'change-images', 'settle-sale',
  'due-auctions', 'list-auctions', 'search-auctions', 'index-title'
] as const
export type ScriptName = typeof NAMES[number]

/** A reply is an array of words, numbers as text, and arrays of the same. */
export type Reply = Array<string | Reply>

export type RunScript = (name: ScriptName, keys: string[], args: Array<string | number>) => Promise<Reply>

const folder = new URL('../lua/', import.meta.url)

/** Puts the named library files in the place of a script's `-- include: a b` line. */
function source (name: ScriptName, clock?: string): string {
  return readFileSync(new URL(`${name}.lua`, folder), 'utf8')
    .replace(/^-- include: (.*)$/m, (_, libraries: string) => libraries.split(' ')
      .map((library) => library === 'clock' && clock !== undefined ? clock : readFileSync(new URL(`lib/${library}.lua`, folder), 'utf8')).join('\n'))
}

let sources: Map<ScriptName, string> | undefined

/**
 * Defines the scripts on a connection (ioredis sends their hash, and their text when the server does not know it)
 * and returns the one way to run them.
 * @param clock Lua in the place of lib/clock.lua.
 */
export function loadScripts (redis: Redis, clock?: string): RunScript {
  if (clock === undefined) sources ??= new Map(NAMES.map((name) => [name, source(name)]))
  const scripts = clock === undefined ? sources! : new Map(NAMES.map((name) => [name, source(name, clock)]))
  for (const [name, lua] of scripts) redis.defineCommand(`martelo:${name}`, { lua })
  const commands = redis as unknown as Record<string, (...args: Array<string | number>) => Promise<Reply>>
  return (name, keys, args) => commands[`martelo:${name}`]!(keys.length, ...keys, ...args)
}

/** Loads the Lua scripts and runs them by name. Each script's header is its signature. */
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'

const NAMES = ['request-code', 'verify-code', 'make-account', 'change-account', 'erase-account', 'release-email', 'list-token', 'put-token', 'read-token'] as const

/** A reply is an array of words. */
export type RunScript = (name: typeof NAMES[number], keys: string[], args?: Array<string | number>) => Promise<string[]>

/** Defines the scripts on a connection: ioredis sends their hash, and their text when the server does not know it. */
export function loadScripts (redis: Redis): RunScript {
  for (const name of NAMES) redis.defineCommand(`accounts:${name}`, { lua: readFileSync(new URL(`../lua/${name}.lua`, import.meta.url), 'utf8') })
  const commands = redis as unknown as Record<string, (...args: Array<string | number>) => Promise<string[]>>
  return (name, keys, args = []) => commands[`accounts:${name}`]!(keys.length, ...keys, ...args)
}

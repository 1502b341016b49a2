/**
 * Sign-in codes: six digits by e-mail, good for ten minutes and five tries. A new code voids the old one.
 *
 * | key | what |
 * |---|---|
 * | `{code:<sha256 of the address>}` | hash: hash of the code, tries, name given |
 * | `{code:<…>}:sent` | how many codes the address was sent lately |
 */
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { normalizeEmail } from './names.ts'
import { makeCode, sha256 } from './secrets.ts'

const VALID_MS = 10 * 60 * 1000
const TRIES = 5
/** So many codes an address, in so long. Past it nothing is sent, and nobody is told. */
const MOST_SENT = 10
const SENT_WINDOW_MS = 60 * 1000

export interface Codes {
  /** @returns null when the address was sent too many. */
  issue: (email: string, name: string | null) => Promise<string | null>
  /** @returns the name that was given with the address, '' for none; null when the code is not right. */
  use: (email: string, code: string) => Promise<string | null>
  forget: (email: string) => Promise<void>
}

export function createCodes (redis: Redis, limited: boolean): Codes {
  redis.defineCommand('accounts:verify-code', { numberOfKeys: 1, lua: readFileSync(new URL('../lua/verify-code.lua', import.meta.url), 'utf8') })
  const verify = (redis as unknown as Record<string, (key: string, hash: string, tries: number) => Promise<string[]>>)['accounts:verify-code']!.bind(redis)
  const key = (email: string) => `{code:${sha256(normalizeEmail(email))}}`
  // Bound to the address: a code is six digits, and the hash of a code alone would be a table of a million lines.
  const hashOf = (email: string, code: string) => sha256(`${normalizeEmail(email)}\n${code}`)

  return {
    async issue (email, name) {
      const code = makeCode()
      if (limited) {
        const replies = await redis.multi().incr(`${key(email)}:sent`).pexpire(`${key(email)}:sent`, SENT_WINDOW_MS, 'NX').exec()
        if (Number(replies?.[0]?.[1]) > MOST_SENT) return null
      }
      await redis.multi().del(key(email)).hset(key(email), { hash: hashOf(email, code), tries: 0, name: name ?? '' }).pexpire(key(email), VALID_MS).exec()
      return code
    },

    async use (email, code) {
      const [word, name] = await verify(key(email), hashOf(email, code), TRIES)
      return word === 'right' ? name ?? '' : null
    },

    async forget (email) {
      await redis.del(key(email), `${key(email)}:sent`)
    }
  }
}

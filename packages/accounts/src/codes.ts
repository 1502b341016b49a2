/** Sign-in codes: six digits by e-mail, good for ten minutes and five tries. A new code voids the old one. */
import type { Keys } from './keys.ts'
import { normalizeEmail } from './names.ts'
import type { RunScript } from './scripts.ts'
import { makeCode, sha256 } from './secrets.ts'

const VALID_MS = 10 * 60 * 1000
const TRIES = 5
/**
 * So many codes an address, in so many ms. Past it nothing is sent, and nobody is told. They keep an inbox from being flooded, and
 * guessing hopeless: a hundred codes of five tries a day are one chance in two thousand.
 */
const LIMITS = [[12, 60_000], [40, 3_600_000], [100, 86_400_000]] as const

export interface Codes {
  /** @returns null when the address was sent too many. */
  issue: (email: string, name: string | null) => Promise<string | null>
  /** @returns the name that was given with the address, '' for none; null when the code is not right. */
  use: (email: string, code: string) => Promise<string | null>
}

export function createCodes (keys: Keys, run: RunScript, limited: boolean): Codes {
  // Bound to the address, so that one table of a million hashes does not serve for all.
  const hashOf = (email: string, code: string) => sha256(`${normalizeEmail(email)}\n${code}`)

  return {
    async issue (email, name) {
      const code = makeCode()
      const [word] = await run('request-code', [keys.code(email), keys.sent(email)], [hashOf(email, code), name ?? '', VALID_MS, ...(limited ? LIMITS.flat() : [])])
      return word === 'kept' ? code : null
    },

    async use (email, code) {
      const [word, name] = await run('verify-code', [keys.code(email)], [hashOf(email, code), TRIES])
      return word === 'right' ? name ?? '' : null
    }
  }
}

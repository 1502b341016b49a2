/** Accounts: people, how they sign in, and what shows who they are. */
import type { Redis } from 'ioredis'
import { createCodes } from './codes.ts'
import { createKeys } from './keys.ts'
import { createPeople, type Account, type People } from './people.ts'
import { loadScripts } from './scripts.ts'
import { SESSION_MS, createTokens, type TokenInfo, type TokenKind } from './tokens.ts'

export interface Accounts extends Omit<People, 'raw' | 'erase'> {
  /**
   * Makes a sign-in code for an address, whether or not it has an account.
   * @param name counts only when the code's use makes the account.
   * @returns null when the address was sent too many: nothing is to be sent then.
   */
  requestCode: (email: string, name: string | null) => Promise<string | null>
  /** Uses up a code, makes the account when there is none, and opens a session. @returns null when the code is not right. */
  verifyCode: (email: string, code: string) => Promise<{ account: Account, token: string } | null>
  /** Whose token this is. @returns null when it is unknown, expired or revoked. */
  authenticate: (token: string) => Promise<{ account: Account, token_id: string, kind: TokenKind } | null>
  createToken: (account: string, options: { label: string, expires_in_days?: number | undefined }) => Promise<TokenInfo & { token: string }>
  /** Makes a given token work: for tokens that must stay the same, such as those of demo people. */
  putToken: (account: string, options: { token: string, label: string }) => Promise<void>
  /** API tokens, the oldest first; sessions are not listed. */
  listTokens: (account: string) => Promise<TokenInfo[]>
  revokeToken: (account: string, tokenId: string) => Promise<boolean>
  endSession: (token: string) => Promise<void>
  /** All that is stored about an account, as it is stored; tokens without their secrets. */
  exportOf: (id: string) => Promise<{ account: Record<string, string>, tokens: TokenInfo[] }>
  /** Erases the person: name, address, tokens, codes. What others recorded keeps an id that means nothing any more. */
  remove: (id: string) => Promise<void>
}

/**
 * @param options.limits false lifts the limit of codes per address, for load tests.
 * @param options.prefix of every key, for stores that are shared.
 */
export function createAccounts (redis: Redis, options: { limits?: boolean, prefix?: string } = {}): Accounts {
  const keys = createKeys(options.prefix ?? '')
  const run = loadScripts(redis)
  const { raw, erase, ...people } = createPeople(redis, keys, run)
  const tokens = createTokens(redis, keys, run)
  const codes = createCodes(keys, run, options.limits ?? true)

  return {
    ...people,

    requestCode: codes.issue,

    async verifyCode (email, code) {
      const name = await codes.use(email, code)
      if (name === null) return null
      for (;;) {
        const account = await people.create({ email, name: name === '' ? null : name })
        const session = await tokens.issue(account.id, { kind: 'session', label: '', lives_ms: SESSION_MS })
        // Null: erased since the line above, by the same person elsewhere. Who has just proven the address begins anew.
        if (session) return { account, token: session.token }
      }
    },

    async authenticate (token) {
      const found = await tokens.find(token)
      const account = found && await people.get(found.account)
      return found && account && { account, token_id: found.id, kind: found.kind }
    },

    async createToken (account, { label, expires_in_days }) {
      return existing(await tokens.issue(account, { kind: 'api', label, lives_ms: expires_in_days === undefined ? null : expires_in_days * DAY_MS }))
    },

    async putToken (account, { token, label }) {
      existing(await tokens.issue(account, { kind: 'api', label, lives_ms: null, token }))
    },

    async listTokens (account) {
      return (await tokens.list(account)).filter((token) => token.kind === 'api')
    },

    revokeToken: tokens.revoke,

    async endSession (token) {
      const found = await tokens.find(token)
      if (found?.kind === 'session') await tokens.revoke(found.account, found.id)
    },

    async exportOf (id) {
      return { account: await raw(id), tokens: await tokens.list(id) }
    },

    async remove (id) {
      const account = await people.get(id)
      if (account === null) return
      await redis.del(keys.code(account.email), keys.sent(account.email))
      for (const { id: token } of await tokens.list(id)) await tokens.revoke(id, token)
      await tokens.end(await erase(account))
    }
  }
}

const DAY_MS = 24 * 3600 * 1000

function existing<T> (token: T | null): T {
  if (token === null) throw new Error('there is no such account')
  return token
}

/**
 * Tokens. A session is a token in a cookie; an API token is one that a program shows. Only hashes are stored, and every request asks
 * Redis, so a revoked token is dead everywhere at once.
 */
import type { Redis } from 'ioredis'
import { decodeTime, ulid } from 'ulid'
import type { Keys } from './keys.ts'
import type { RunScript } from './scripts.ts'
import { makeToken, sha256 } from './secrets.ts'

export type TokenKind = 'session' | 'api'

export interface TokenInfo {
  id: string
  kind: TokenKind
  label: string
  /** Epoch milliseconds. */
  created_at: number
  /** Epoch milliseconds; null for an API token that does not expire. */
  expires_at: number | null
}

export interface NewToken {
  kind: TokenKind
  label: string
  /** null: for ever. */
  lives_ms: number | null
  /** A given one, instead of a new one. */
  token?: string
}

export interface Tokens {
  /** @returns null when there is no such account. */
  issue: (account: string, token: NewToken) => Promise<(TokenInfo & { token: string }) | null>
  /** Whose token this is; using a session keeps it from ending idle. */
  find: (token: string) => Promise<(TokenInfo & { account: string }) | null>
  list: (account: string) => Promise<TokenInfo[]>
  /** @returns false when the account has no such token. */
  revoke: (account: string, tokenId: string) => Promise<boolean>
  /** Ends tokens by their hashes. */
  end: (hashes: readonly string[]) => Promise<void>
}

/** A session ends after so long without use, and after so long at all. */
const IDLE_MS = 14 * 24 * 3600 * 1000
export const SESSION_MS = 30 * 24 * 3600 * 1000
const TOUCH_MS = 3600 * 1000
/** Ended ones are struck off the list when it has grown to this. */
const LONG_LIST = 50
/** One that is listed, but not there, may be in the making for so long. */
const MAKING_MS = 60_000

export function createTokens (redis: Redis, keys: Keys, run: RunScript): Tokens {
  async function read (hash: string, touch: number | '' = ''): Promise<(TokenInfo & { account: string }) | null> {
    const [account, id = '', kind, label = '', created = '', expires] = await run('read-token', [keys.token(hash)], [IDLE_MS, touch])
    return account === undefined ? null : { account, id, kind: kind as TokenKind, label, created_at: Number(created), expires_at: expires ? Number(expires) : null }
  }

  async function list (account: string): Promise<TokenInfo[]> {
    const found: TokenInfo[] = []
    for (const [id, hash] of Object.entries(await redis.hgetall(keys.tokens(account)))) {
      const token = await read(hash)
      if (token?.account === account) found.push({ id, kind: token.kind, label: token.label, created_at: token.created_at, expires_at: token.expires_at })
      else if (Date.now() - decodeTime(id.slice('t_'.length)) > MAKING_MS) await redis.hdel(keys.tokens(account), id)
    }
    return found.sort((a, b) => a.created_at - b.created_at || (a.id < b.id ? -1 : 1))
  }

  return {
    list,

    async issue (account, { kind, label, lives_ms, token = makeToken() }) {
      const hash = sha256(token)
      const known = await read(hash)
      const id = known?.account === account ? known.id : `t_${ulid()}`
      const [word, count] = await run('list-token', [keys.account(account), keys.tokens(account)], [id, hash])
      if (word === 'gone') return null
      if (Number(count) > LONG_LIST) await list(account)
      const [created = '', expires] = await run('put-token', [keys.token(hash)], [account, id, kind, label, lives_ms ?? '', kind === 'session' ? IDLE_MS : ''])
      // Erased in between: what was struck off before it was put would stay for ever.
      if (await redis.hexists(keys.tokens(account), id) === 0) {
        await redis.del(keys.token(hash))
        return null
      }
      return { id, kind, label, created_at: Number(created), expires_at: expires ? Number(expires) : null, token }
    },

    async find (token) {
      return await read(sha256(token), TOUCH_MS)
    },

    async revoke (account, tokenId) {
      const hash = await redis.hget(keys.tokens(account), tokenId)
      if (hash === null) return false
      // Ended before it is struck off: a process that dies between the two leaves a line, not a token.
      await redis.del(keys.token(hash))
      await redis.hdel(keys.tokens(account), tokenId)
      return true
    },

    async end (hashes) {
      for (const hash of hashes) await redis.del(keys.token(hash))
    }
  }
}

/**
 * Tokens. A session is a token in a cookie; an API token is one that a program shows. Only hashes are stored, and every request asks
 * Redis, so a revoked token is dead everywhere at once.
 *
 * | key | what |
 * |---|---|
 * | `{token:<sha256>}` | hash: account, id, kind, label, created_at, expires_at; expires by itself |
 * | `{account:<id>}:tokens` | hash: token id → sha256, of every token of an account |
 */
import type { Redis } from 'ioredis'
import { ulid } from 'ulid'
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

export interface Tokens {
  issue: (account: string, kind: TokenKind, options: { label: string, expires_in_ms: number | null, token?: string }) => Promise<TokenInfo & { token: string }>
  find: (token: string) => Promise<(TokenInfo & { account: string }) | null>
  list: (account: string) => Promise<TokenInfo[]>
  /** @returns false when the account has no such token. */
  revoke: (account: string, tokenId: string) => Promise<boolean>
  revokeAll: (account: string) => Promise<void>
}

/** A session ends after so long without use, and after so long at all. */
const IDLE_MS = 14 * 24 * 3600 * 1000
export const SESSION_MS = 30 * 24 * 3600 * 1000
/** A session's idle end is moved when at least so much of it has passed: not every request should write. */
const TOUCH_MS = 3600 * 1000

const tokenKey = (hash: string) => `{token:${hash}}`
const listKey = (account: string) => `{account:${account}}:tokens`

export function createTokens (redis: Redis): Tokens {
  async function read (hash: string): Promise<(TokenInfo & { account: string, used_at: number }) | null> {
    const fields = await redis.hgetall(tokenKey(hash))
    if (fields.account === undefined) return null
    const info = {
      account: fields.account,
      id: fields.id ?? '',
      kind: fields.kind as TokenKind,
      label: fields.label ?? '',
      created_at: Number(fields.created_at),
      expires_at: fields.expires_at ? Number(fields.expires_at) : null,
      used_at: Number(fields.used_at)
    }
    const now = Date.now()
    if (info.expires_at !== null && now >= info.expires_at) return null
    if (info.kind === 'session' && now >= info.used_at + IDLE_MS) return null
    return info
  }

  return {
    async issue (account, kind, { label, expires_in_ms, token = makeToken() }) {
      const now = Date.now()
      const hash = sha256(token)
      const known = await redis.hget(tokenKey(hash), 'id')
      const info: TokenInfo = { id: known ?? `t_${ulid()}`, kind, label, created_at: now, expires_at: expires_in_ms === null ? null : now + expires_in_ms }
      // Listed before it works: a token that nobody could revoke must not exist.
      await redis.hset(listKey(account), info.id, hash)
      const transaction = redis.multi().hset(tokenKey(hash), { account, id: info.id, kind, label, created_at: now, used_at: now, expires_at: info.expires_at ?? '' })
      if (info.expires_at !== null) transaction.pexpireat(tokenKey(hash), info.expires_at)
      await transaction.exec()
      return { ...info, token }
    },

    async find (token) {
      const hash = sha256(token)
      const info = await read(hash)
      if (info === null) return null
      if (info.kind === 'session' && Date.now() - info.used_at > TOUCH_MS) await redis.hset(tokenKey(hash), 'used_at', Date.now())
      return info
    },

    async list (account) {
      const hashes = await redis.hgetall(listKey(account))
      const infos = await Promise.all(Object.entries(hashes).map(async ([id, hash]) => {
        const info = await read(hash)
        if (info === null) await redis.hdel(listKey(account), id)
        return info
      }))
      return infos.flatMap((info) => info === null ? [] : [{ id: info.id, kind: info.kind, label: info.label, created_at: info.created_at, expires_at: info.expires_at }])
    },

    async revoke (account, tokenId) {
      const hash = await redis.hget(listKey(account), tokenId)
      if (hash === null) return false
      await redis.del(tokenKey(hash))
      await redis.hdel(listKey(account), tokenId)
      return true
    },

    async revokeAll (account) {
      for (const hash of Object.values(await redis.hgetall(listKey(account)))) await redis.del(tokenKey(hash))
      await redis.del(listKey(account))
    }
  }
}

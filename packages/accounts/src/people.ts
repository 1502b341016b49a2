/**
 * People. Everything else knows them by id alone, so that erasing the hash erases the person.
 *
 * | key | what |
 * |---|---|
 * | `{account:<id>}` | hash: name, email, locale, blocked… |
 * | `{email:<sha256 of the address>}` | the id of the account |
 */
import type { Redis } from 'ioredis'
import { ulid } from 'ulid'
import { normalizeEmail } from './names.ts'
import { makeName, sha256 } from './secrets.ts'

export interface Account {
  id: string
  name: string
  /** Lower case. */
  email: string
  locale: string | null
  blocked: boolean
  /** Epoch milliseconds. */
  created_at: number
}

export interface People {
  get: (id: string) => Promise<Account | null>
  getMany: (ids: readonly string[]) => Promise<Map<string, Account>>
  findByEmail: (email: string) => Promise<Account | null>
  /** The account of an address, made when there is none; the name counts only then. */
  create: (person: { email: string, name?: string | null }) => Promise<Account>
  /** @returns null when the account is gone. */
  update: (id: string, changes: { name?: string, locale?: string | null }) => Promise<Account | null>
  setBlocked: (id: string, blocked: boolean, reason: string, by: string) => Promise<boolean>
  /** Everything that stands in the account itself. */
  raw: (id: string) => Promise<Record<string, string>>
  erase: (id: string) => Promise<void>
}

const accountKey = (id: string) => `{account:${id}}`
const emailKey = (email: string) => `{email:${sha256(normalizeEmail(email))}}`

export function createPeople (redis: Redis): People {
  const get = async (id: string) => decode(id, await redis.hgetall(accountKey(id)))

  return {
    get,

    async getMany (ids) {
      const found = new Map<string, Account>()
      if (ids.length === 0) return found
      const pipeline = redis.pipeline()
      for (const id of ids) pipeline.hgetall(accountKey(id))
      const replies = await pipeline.exec() ?? []
      replies.forEach(([error, fields], i) => {
        if (error) throw error
        const account = decode(ids[i]!, fields as Record<string, string>)
        if (account) found.set(account.id, account)
      })
      return found
    },

    async findByEmail (email) {
      const id = await redis.get(emailKey(email))
      return id === null ? null : await get(id)
    },

    async create ({ email, name }) {
      // The address is claimed first; a process that dies between the two steps leaves an id that the next one fills.
      await redis.set(emailKey(email), `u_${ulid()}`, 'NX')
      const id = await redis.get(emailKey(email))
      if (id === null) throw new Error('an address was released while it was being claimed')
      const key = accountKey(id)
      // The address comes last: an account without one does not exist yet.
      await redis.multi().hsetnx(key, 'name', name ?? makeName()).hsetnx(key, 'created_at', Date.now()).hsetnx(key, 'email', normalizeEmail(email)).exec()
      return (await get(id))!
    },

    async update (id, { name, locale }) {
      if (await get(id) === null) return null
      const fields = { ...(name !== undefined && { name }), ...(locale !== undefined && { locale: locale ?? '' }) }
      if (Object.keys(fields).length > 0) await redis.hset(accountKey(id), fields)
      return await get(id)
    },

    async setBlocked (id, blocked, reason, by) {
      if (await get(id) === null) return false
      await redis.hset(accountKey(id), { blocked: blocked ? '1' : '', blocked_reason: reason, blocked_by: by, blocked_at: Date.now() })
      return true
    },

    async raw (id) {
      return await redis.hgetall(accountKey(id))
    },

    async erase (id) {
      const account = await get(id)
      if (account !== null) await redis.del(emailKey(account.email))
      await redis.del(accountKey(id))
    }
  }
}

function decode (id: string, fields: Record<string, string>): Account | null {
  if (fields.email === undefined) return null
  return {
    id,
    name: fields.name ?? '',
    email: fields.email,
    locale: fields.locale || null,
    blocked: fields.blocked === '1',
    created_at: Number(fields.created_at)
  }
}

/** People. Everything else knows them by id alone, so that erasing what stands under the id erases the person. */
import type { Redis } from 'ioredis'
import { ulid } from 'ulid'
import type { Keys } from './keys.ts'
import { normalizeEmail } from './names.ts'
import type { RunScript } from './scripts.ts'
import { makeName } from './secrets.ts'

export interface Account {
  id: string
  name: string
  /** Lower case. */
  email: string
  locale: string | null
  blocked: boolean
  /** Where Pix payments go; null when none was given. */
  pix_key: string | null
  pix_city: string | null
  /** Epoch milliseconds. */
  created_at: number
}

export interface AccountChanges {
  name?: string
  locale?: string | null
  pix_key?: string | null
  pix_city?: string | null
}

export interface People {
  get: (id: string) => Promise<Account | null>
  /** Those of them that exist. */
  getMany: (ids: readonly string[]) => Promise<Map<string, Account>>
  findByEmail: (email: string) => Promise<Account | null>
  /** The account of an address, made when there is none; the name counts only then. */
  create: (person: { email: string, name?: string | null }) => Promise<Account>
  /** @returns null when the account is gone. */
  update: (id: string, changes: AccountChanges) => Promise<Account | null>
  /** @returns false when the account is gone. */
  setBlocked: (id: string, blocked: boolean, reason: string, by: string) => Promise<boolean>
  /** Everything that stands in the account itself. */
  raw: (id: string) => Promise<Record<string, string>>
  /** @returns the hashes of the tokens that the account still had. */
  erase: (account: Account) => Promise<string[]>
}

export function createPeople (redis: Redis, keys: Keys, run: RunScript): People {
  const get = async (id: string) => decode(id, await redis.hgetall(keys.account(id)))
  const release = async (email: string, id: string) => await run('release-email', [keys.email(email)], [id])

  return {
    get,

    async getMany (ids) {
      const found = new Map<string, Account>()
      // One command each, not a pipeline: in a cluster they live on different nodes.
      for (const account of await Promise.all([...new Set(ids)].map(get))) if (account) found.set(account.id, account)
      return found
    },

    async findByEmail (email) {
      const id = await redis.get(keys.email(email))
      return id === null ? null : await get(id)
    },

    async create ({ email, name }) {
      for (;;) {
        // The address is claimed first; a process that dies between the two steps leaves an id that the next one fills.
        const mine = `u_${ulid()}`
        const id = await redis.set(keys.email(email), mine, 'NX') === 'OK' ? mine : await redis.get(keys.email(email))
        const [word] = id === null ? ['gone'] : await run('make-account', [keys.account(id)], [name ?? makeName(), normalizeEmail(email)])
        const account = id === null || word === 'gone' ? null : await get(id)
        if (account) return account
        // Its person is being erased at this moment: the address is free again, and the next round is another person.
        if (id !== null) await release(email, id)
      }
    },

    async update (id, changes) {
      const fields = Object.entries(changes).flatMap(([field, value]) => value === undefined ? [] : [field, value ?? ''])
      const [word] = await run('change-account', [keys.account(id)], ['', ...fields])
      return word === 'changed' ? await get(id) : null
    },

    async setBlocked (id, blocked, reason, by) {
      const [word] = await run('change-account', [keys.account(id)], ['blocked_at', 'blocked', blocked ? '1' : '', 'blocked_reason', reason, 'blocked_by', by])
      return word === 'changed'
    },

    async raw (id) {
      return await redis.hgetall(keys.account(id))
    },

    async erase ({ id, email }) {
      // The account comes last: until then it knows its address, and whoever asks again finishes what was begun.
      await release(email, id)
      return await run('erase-account', [keys.account(id), keys.tokens(id)])
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
    pix_key: fields.pix_key || null,
    pix_city: fields.pix_city || null,
    created_at: Number(fields.created_at)
  }
}

/**
 * The store: every transition and every reading, on one connection.
 */
import { isAuctionId } from '@martelo/auction'
import type { Redis } from 'ioredis'
import { ulid } from 'ulid'
import { SCHEMA_VERSION, keysOf, partitionKeys } from './keys.ts'
import { indexTitles } from './old-data.ts'
import { createReads, type Reads } from './reads.ts'
import { loadScripts } from './scripts.ts'
import { createTransitions, type Transitions } from './transitions.ts'

export interface AuctionStore extends Transitions, Reads {
  /** Writes the layout's version into an empty store, and brings along what older releases wrote. @throws when the store was written by another layout. */
  checkSchema: () => Promise<void>
  /** The name of this store, made with it: what lies outside Redis and belongs to its auctions carries it. */
  storeId: () => Promise<string>
  /** @returns false when there is no such auction. */
  watch: (id: string, account: string, watching: boolean) => Promise<boolean>
}

/**
 * @param redis a connection with `replyMapping: 'legacy'`; it stays the caller's to close.
 * @param options.clock for tests that let time pass: Lua that defines `now_ms` instead of lib/clock.lua. Readings keep to Redis' own clock.
 */
export function createAuctionStore (redis: Redis, options: { clock?: string } = {}): AuctionStore {
  const run = loadScripts(redis, options.clock)
  const reads = createReads(redis, run)
  return {
    ...reads,
    ...createTransitions(run),

    async checkSchema () {
      const { schema } = partitionKeys(0)
      await redis.set(schema, SCHEMA_VERSION, 'NX')
      const found = await redis.get(schema)
      if (found !== SCHEMA_VERSION) throw new Error(`the data in Redis has layout ${found}; this release reads layout ${SCHEMA_VERSION}`)
      await indexTitles(redis, run)
    },

    async storeId () {
      const { store } = partitionKeys(0)
      await redis.set(store, ulid().toLowerCase(), 'NX')
      return (await redis.get(store))!
    },

    async watch (id, account, watching) {
      if (!isAuctionId(id)) return false
      const keys = keysOf(id)
      if (await redis.exists(keys.auction(id)) === 0) return false
      if (watching) await redis.zadd(keys.watching(account), 'NX', Date.now(), id)
      else await redis.zrem(keys.watching(account), id)
      return true
    }
  }
}

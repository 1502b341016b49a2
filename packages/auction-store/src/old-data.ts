/**
 * What older releases wrote, brought to where this one looks. The layout's version stays: they can still read and write it, beside this one
 * and after it.
 */
import { STATUSES, wordsOf } from '@martelo/auction'
import type { Redis } from 'ioredis'
import { partitionKeys } from './keys.ts'
import type { RunScript } from './scripts.ts'

const AT_ONCE = 500

/**
 * Brings the index of words up to the titles: all of them the first time, afterwards the newest of each status, which a process of
 * an older release may have written since.
 */
export async function indexTitles (redis: Redis, run: RunScript): Promise<void> {
  const keys = partitionKeys(0)

  async function index (ids: string[]): Promise<void> {
    const found = await Promise.all(ids.map(async (id) => await redis.hmget(keys.auction(id), 'title', 'words')))
    await Promise.all(ids.map(async (id, i) => {
      const [title = null, words = null] = found[i]!
      if (title !== null && words !== wordsOf(title).join(' ')) await run('index-title', [keys.auction(id)], [keys.prefix, id, title, wordsOf(title).join(' ')])
    }))
  }

  const first = await redis.exists(keys.wordsIndexed) === 0
  // In the order in which auctions move on: one that moves meanwhile is met again.
  for (const status of STATUSES) {
    const list = keys.list('all', status, 'newest')
    if (!first) {
      await index(await redis.zrevrange(list, 0, AT_ONCE - 1))
      continue
    }
    for (let cursor = '0'; ;) {
      const [next, flat] = await redis.zscan(list, cursor, 'COUNT', AT_ONCE)
      await index(flat.filter((_, i) => i % 2 === 0))
      if (next === '0') break
      cursor = next
    }
  }
  await redis.set(keys.wordsIndexed, '1')
}

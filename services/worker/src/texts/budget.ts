/** What models may cost in a day, for all workers together: kept in Redis, in millionths of a US dollar. */
import type { Redis } from 'ioredis'

export interface Budget {
  /**
   * Sets the most aside that a request can cost, before it is made: however many ask at once, the day's sum is never passed.
   * @returns null when that does not fit any more.
   */
  reserve: (cost: number) => Promise<Reservation | null>
}

export interface Reservation {
  /** Says what it did cost. A process that dies before leaves the day with less, never with more. */
  settle: (cost: number) => Promise<void>
}

/** A day's sum is kept so long after its last change, for whoever looks. */
const KEPT_SECONDS = 7 * 24 * 3600

/**
 * @param daily US dollars a day; null: no limit.
 * @param time_zone of the days, which Redis' clock begins and ends.
 */
export function createBudget (redis: Redis, daily: number | null, time_zone: string): Budget {
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: time_zone })
  const most = daily === null ? Number.POSITIVE_INFINITY : Math.floor(daily * 1e6)

  return {
    async reserve (cost) {
      const [seconds] = await redis.time()
      const key = `model:spent:${day.format(Number(seconds) * 1000)}`
      const add = async (amount: number) => {
        const [added] = await redis.multi().incrby(key, amount).expire(key, KEPT_SECONDS).exec() ?? []
        if (!added || added[0]) throw added?.[0] ?? new Error('the budget could not be read')
        return Number(added[1])
      }
      if (await add(cost) > most) {
        await add(-cost)
        return null
      }
      return { settle: async (actual) => { if (actual !== cost) await add(actual - cost) } }
    }
  }
}

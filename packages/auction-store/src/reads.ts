/**
 * Reading auctions: one, its log, what is due; lists are in lists.ts. Nothing here changes anything.
 */
import type { Auction, Bid } from '@martelo/auction'
import { isAuctionId } from '@martelo/auction'
import type { Redis } from 'ioredis'
import { decodeAuction, decodeBid, decodeLogEntry, fieldsOf, type LogEntry, type LogKind } from './codec.ts'
import { keysOf, partitionKeys } from './keys.ts'
import { createLists, type Lists } from './lists.ts'
import type { RunScript } from './scripts.ts'

export interface ReadAuction {
  auction: Auction
  /** The newest entry of its log. */
  entry_id: string
  /** Redis' clock, epoch milliseconds. */
  now: number
}

export interface Due { now: number, closing: string[], opening: string[], next: number | null }

/** One entry of the change log that list pages follow. */
export interface Change { id: string, auction_id: string, kind: LogKind, entry_id: string }

type Pair = [string, string[]]

export interface Reads extends Lists {
  /** @returns null for an unknown id, also one of another form. */
  read: (id: string) => Promise<ReadAuction | null>
  readMany: (ids: readonly string[]) => Promise<{ auctions: Map<string, Auction>, now: number }>
  /** Newest first. @param before a bid's id: only older ones. */
  bids: (id: string, page: { limit: number, before?: string }) => Promise<{ bids: Bid[], more: boolean }>
  /** Oldest first, from a bid's id on. `next` is where to go on; null at the end of the log. */
  bidsFrom: (id: string, bidId: string, limit: number) => Promise<{ bids: Bid[], next: string | null }>
  /** What followed an entry of the log, oldest first. Logs are kept whole. */
  logAfter: (id: string, entryId: string, limit: number) => Promise<LogEntry[]>
  /** One entry; null when there is none of that id. */
  logEntry: (id: string, entryId: string) => Promise<LogEntry | null>
  due: (limit: number) => Promise<Due>
  /** The oldest and the newest entry of the change log; '0-0' when it is empty. */
  changesEnds: () => Promise<{ first: string, last: string }>
  changesAfter: (entryId: string, limit: number) => Promise<Change[]>
}

export function createReads (redis: Redis, run: RunScript): Reads {
  async function readMany (ids: readonly string[]): ReturnType<Reads['readMany']> {
    // One auction at a time in a pipeline: each reply is a whole state, and together they need not be one instant.
    const pipeline = redis.pipeline().time()
    for (const id of ids) pipeline.hgetall(keysOf(id).auction(id))
    const [time, ...hashes] = results(await pipeline.exec())
    const now = clock(time)
    const auctions = new Map<string, Auction>()
    ids.forEach((id, i) => {
      const fields = hashes[i] as Record<string, string>
      if (fields.id !== undefined) auctions.set(id, decodeAuction(id, fields, now))
    })
    return { auctions, now }
  }

  async function log (id: string, from: string, to: string, limit: number): Promise<LogEntry[]> {
    const keys = keysOf(id)
    const [entries, fields] = results(await redis.multi().xrange(keys.log(id), from, to, 'COUNT', limit).hgetall(keys.auction(id)).exec())
    return (entries as Pair[]).map(([entry, flat]) => decodeLogEntry(id, entry, flat, fields as Record<string, string>))
  }

  return {
    ...createLists(run, readMany),
    readMany,

    async read (id) {
      if (!isAuctionId(id)) return null
      const keys = keysOf(id)
      const [fields, newest, time] = results(await redis.multi().hgetall(keys.auction(id)).xrevrange(keys.log(id), '+', '-', 'COUNT', 1).time().exec())
      const hash = fields as Record<string, string>
      if (hash.id === undefined) return null
      const now = clock(time)
      return { auction: decodeAuction(id, hash, now), entry_id: (newest as Pair[])[0]?.[0] ?? '0-0', now }
    },

    async bids (id, { limit, before }) {
      const bids: Bid[] = []
      let to = before === undefined ? '+' : `(${before}`
      // The log also holds entries of other kinds; read on until the page is full.
      while (bids.length <= limit) {
        const entries = await redis.xrevrange(keysOf(id).log(id), to, '-', 'COUNT', limit + 10) as Pair[]
        for (const [entryId, flat] of entries) {
          const fields = fieldsOf(flat)
          if (fields.kind === 'bid') bids.push(decodeBid(entryId, fields))
        }
        const oldest = entries.at(-1)
        if (oldest === undefined || entries.length < limit + 10) break
        to = `(${oldest[0]}`
      }
      return { bids: bids.slice(0, limit), more: bids.length > limit }
    },

    async bidsFrom (id, bidId, limit) {
      const entries = await redis.xrange(keysOf(id).log(id), bidId, '+', 'COUNT', limit) as Pair[]
      const bids = entries.flatMap(([entryId, flat]) => {
        const fields = fieldsOf(flat)
        return fields.kind === 'bid' ? [decodeBid(entryId, fields)] : []
      })
      const last = entries.at(-1)
      return { bids, next: entries.length < limit || last === undefined ? null : `(${last[0]}` }
    },

    async logAfter (id, entryId, limit) {
      return await log(id, `(${entryId}`, '+', limit)
    },

    async logEntry (id, entryId) {
      return (await log(id, entryId, entryId, 1))[0] ?? null
    },

    async due (limit) {
      const keys = partitionKeys(0)
      const [now, closing, opening, next] = await run('due-auctions', [keys.closing, keys.opening], [limit])
      return { now: Number(now), closing: closing as string[], opening: opening as string[], next: next === '' ? null : Number(next) }
    },

    async changesEnds () {
      const { changes } = partitionKeys(0)
      const [first, last] = results(await redis.multi().xrange(changes, '-', '+', 'COUNT', 1).xrevrange(changes, '+', '-', 'COUNT', 1).exec())
      return { first: (first as Pair[])[0]?.[0] ?? '0-0', last: (last as Pair[])[0]?.[0] ?? '0-0' }
    },

    async changesAfter (entryId, limit) {
      const entries = await redis.xrange(partitionKeys(0).changes, `(${entryId}`, '+', 'COUNT', limit) as Pair[]
      return entries.map(([id, flat]) => {
        const fields = fieldsOf(flat)
        return { id, auction_id: fields.auction ?? '', kind: fields.kind as LogKind, entry_id: fields.entry ?? '' }
      })
    }
  }
}

/** The replies of a pipeline or transaction. @throws the first error among them. */
function results (replies: Array<[Error | null, unknown]> | null): unknown[] {
  if (replies === null) throw new Error('the transaction was discarded')
  return replies.map(([error, reply]) => {
    if (error) throw error
    return reply
  })
}

/** TIME's reply → epoch milliseconds. */
function clock (time: unknown): number {
  const [seconds, micros] = time as [string, string]
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000)
}

/**
 * Live pages. The auction's log is a stream, and its entry ids are the ids of live events; a viewer that comes back says which it saw last
 * and gets what followed. Pub/Sub only wakes the reader: what it loses costs latency, never data, since a sweep reads on by itself.
 */
import type { AuctionStore, Change, LogEntry } from '@martelo/auction-store'
import { partitionKeys, timeOfEntry } from '@martelo/auction-store'
import type { Accounts } from '@martelo/accounts'
import { createSparing } from '@martelo/service-runtime'
import type { FastifyBaseLogger } from 'fastify'
import type { Redis } from 'ioredis'
import { auctionResource, bidResource, namesIn } from './auction-form.ts'

/** One event, ready to be sent. */
export interface LiveEvent {
  id: string
  event: string
  data: string
  /** Nothing follows it. */
  last: boolean
}

export interface Viewer {
  send: (event: LiveEvent) => void
}

export interface LiveHub {
  start: () => Promise<void>
  stop: () => void
  /** Follows one auction from after an entry on. @returns how to stop. */
  watchAuction: (id: string, after: string, viewer: Viewer) => () => void
  /** Follows the change log from after an entry on; bids only of the given auctions. */
  watchChanges: (auctions: ReadonlySet<string>, after: string, viewer: Viewer) => () => void
  /** How many follow one auction, and how many lists. */
  viewers: () => { auction: number, list: number }
  /** One event of an auction's log. */
  render: (entry: LogEntry, id?: string) => Promise<LiveEvent>
}

interface Seat { viewer: Viewer, after: string }
/** The viewers of one auction; `again` asks a reading that is under way to look once more. */
interface Room { seats: Set<Seat>, reading: boolean, again: boolean }

const BATCH = 200
const SWEEP_MS = 5000
const AGAIN_MS = 1000

/** Compares ids of stream entries: `<ms>-<n>`. */
export function compareEntryIds (a: string, b: string): number {
  const [aMs = 0, aN = 0] = a.split('-').map(Number)
  const [bMs = 0, bN = 0] = b.split('-').map(Number)
  return aMs - bMs || aN - bN
}

export function createLiveHub (store: AuctionStore, accounts: Accounts, subscriber: Redis, log: FastifyBaseLogger): LiveHub {
  const rooms = new Map<string, Room>()
  const lists = new Map<Seat, ReadonlySet<string>>()
  const changes = { reading: false, again: false, after: '0-0' }
  const { wake } = partitionKeys(0)
  let sweep: NodeJS.Timeout | undefined

  async function render (entry: LogEntry, id = entry.id): Promise<LiveEvent> {
    const names = await namesIn(accounts, [entry.auction], entry.bid ? [entry.bid] : [])
    // As of the entry, on Redis' clock: who catches up sees each step as it was.
    const auction = auctionResource(entry.auction, names, timeOfEntry(entry.id), null)
    return {
      id,
      event: entry.kind === 'created' ? 'updated' : entry.kind,
      data: JSON.stringify(entry.bid ? { auction, bid: bidResource(entry.bid, names) } : { auction }),
      last: entry.kind === 'closed' || entry.kind === 'cancelled'
    }
  }

  const sparing = createSparing()
  const trouble = (error: Error) => { sparing('trouble', (times) => { log.warn({ reason: error.message, times }, 'live pages cannot be fed; trying again') }) }

  function poke (id: string): void {
    const room = rooms.get(id)
    if (room === undefined) return
    room.again = true
    if (room.reading) return
    void readRoom(id, room).catch((error: Error) => {
      trouble(error)
      // What follows may be long in coming, and the end of an auction is followed by nothing.
      setTimeout(poke, AGAIN_MS, id).unref()
    })
  }

  /** Reads from where the viewer that has seen the least stands; everybody gets what is new to them. */
  async function readRoom (id: string, room: Room): Promise<void> {
    room.reading = true
    try {
      while (room.again && room.seats.size > 0) {
        room.again = false
        // Who comes during a reading has its own one afterwards: for them, what this one has passed already would be a gap.
        const seats = [...room.seats]
        const from = seats.map((seat) => seat.after).reduce((least, after) => compareEntryIds(after, least) < 0 ? after : least)
        const entries = await store.logAfter(id, from, BATCH)
        if (entries.length === BATCH) room.again = true
        for (const entry of entries) {
          const event = entry.kind === 'created' ? null : await render(entry)
          for (const seat of seats) {
            if (!room.seats.has(seat) || compareEntryIds(entry.id, seat.after) <= 0) continue
            seat.after = entry.id
            if (event) seat.viewer.send(event)
          }
        }
      }
    } finally {
      room.reading = false
    }
  }

  function pokeChanges (): void {
    changes.again = true
    if (!changes.reading) void readChanges().catch(trouble)
  }

  async function readChanges (): Promise<void> {
    changes.reading = true
    try {
      while (changes.again) {
        changes.again = false
        const seats = [...lists.keys()]
        const from = seats.map((seat) => seat.after).reduce((least, after) => compareEntryIds(after, least) < 0 ? after : least, changes.after)
        const batch = await store.changesAfter(from, BATCH)
        if (batch.length === BATCH) changes.again = true
        for (const change of batch) await deliver(change, seats)
      }
    } finally {
      changes.reading = false
    }
  }

  async function deliver (change: Change, seats: readonly Seat[]): Promise<void> {
    if (compareEntryIds(change.id, changes.after) > 0) {
      changes.after = change.id
      // A wake that was lost is made up for here.
      poke(change.auction_id)
    }
    let event: LiveEvent | null | undefined
    for (const seat of seats) {
      const auctions = lists.get(seat)
      if (auctions === undefined || compareEntryIds(change.id, seat.after) <= 0) continue
      const wanted = change.kind !== 'bid' || auctions.has(change.auction_id)
      if (wanted && event === undefined) {
        const entry = await store.logEntry(change.auction_id, change.entry_id)
        event = entry && { ...await render(entry, change.id), last: false }
      }
      seat.after = change.id
      if (wanted && event) seat.viewer.send(event)
    }
  }

  return {
    render,
    viewers: () => ({ auction: [...rooms.values()].reduce((sum, { seats }) => sum + seats.size, 0), list: lists.size }),

    async start () {
      subscriber.on('smessage', (_channel: string, id: string) => {
        poke(id)
        if (lists.size > 0) pokeChanges()
      })
      // Subscribed before the backlog is read, and read again whenever the connection was away.
      subscriber.on('ready', () => {
        for (const id of rooms.keys()) poke(id)
        pokeChanges()
      })
      await subscriber.ssubscribe(wake)
      changes.after = (await store.changesEnds()).last
      sweep = setInterval(pokeChanges, SWEEP_MS)
    },

    stop () {
      clearInterval(sweep)
      subscriber.disconnect()
    },

    watchAuction (id, after, viewer) {
      const room = rooms.get(id) ?? { seats: new Set(), reading: false, again: false }
      rooms.set(id, room)
      const seat = { viewer, after }
      room.seats.add(seat)
      poke(id)
      return () => {
        room.seats.delete(seat)
        if (room.seats.size === 0 && rooms.get(id) === room) rooms.delete(id)
      }
    },

    watchChanges (auctions, after, viewer) {
      const seat = { viewer, after }
      lists.set(seat, auctions)
      pokeChanges()
      return () => { lists.delete(seat) }
    }
  }
}

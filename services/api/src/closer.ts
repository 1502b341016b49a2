/**
 * The closer: the loop that finalizes auctions at their end. It runs in every API process; the script makes sure that each auction
 * closes once, whoever asks and however many ask. What is due is decided by Redis' clock alone.
 */
import {
  ANNOUNCED_BIDS, ANNOUNCEMENT_CHANNEL, AUCTION_ENDED, AUCTION_ENDED_VERSION,
  announcement, auctionEnded, encodeAuctionEnded, eventIdOf, type Auction
} from '@martelo/auction'
import type { Accounts } from '@martelo/accounts'
import type { AuctionStore } from '@martelo/auction-store'
import { createSparing, isRedisUnavailable } from '@martelo/service-runtime'
import type { FastifyBaseLogger } from 'fastify'

/** How long the loop sleeps at most, ms: an end that another process brought forward is seen after so long. */
const LONGEST_SLEEP_MS = 100
/** How many auctions of one glance are closed at the same time. */
const AT_ONCE = 16
const GLANCE = 256
/** Versions move only by edits, which the end refuses; more rounds than this mean that something else is wrong. */
const MOST_ROUNDS = 10

export interface CloserHooks {
  /** @param lateness_ms how long after its end the auction was closed, on Redis' clock. */
  closed?: (auctionId: string, lateness_ms: number) => void
}

export interface Closer {
  start: () => void
  /** Ends the loop after the step it is in. May be called twice. */
  stop: () => Promise<void>
  /** Closes one auction whose end has passed. Resolves when it is closed, by this call or before it. */
  close: (id: string) => Promise<void>
  /** One glance: opens and closes what is due. @returns how long nothing will be due, ms; 0 when there may be more. */
  step: () => Promise<number>
}

export function createCloser (store: AuctionStore, accounts: Accounts, log: FastifyBaseLogger, hooks: CloserHooks = {}): Closer {
  let running: Promise<void> | null = null
  let stopping = false
  let wake: () => void = () => {}
  const sparing = createSparing()

  async function close (id: string): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const found = await store.read(id)
      if (found === null) return
      const { auction } = found
      if (auction.lifecycle.status === 'closed' || auction.lifecycle.status === 'cancelled') return
      const reply = await store.close(id, await closingOf(auction))
      if (reply.result === 'moved') continue
      if (reply.result === 'closed') {
        const lateness = reply.closed_at - auction.standing.ends_at
        log.info({ auction_id: id, event_id: eventIdOf(id), lateness_ms: lateness }, 'auction closed')
        hooks.closed?.(id, lateness)
      }
      return
    }
    throw new Error(`auction ${id} moved ${MOST_ROUNDS} times while it was being closed`)
  }

  async function closingOf (auction: Auction) {
    const event = auctionEnded(auction)
    const { bids } = await store.bids(auction.id, { limit: ANNOUNCED_BIDS })
    const people = await accounts.getMany([...new Set([...bids.map((bid) => bid.bidder), ...(event.winner_id === null ? [] : [event.winner_id])])])
    return {
      version: auction.version,
      outcome: event.outcome,
      event_id: event.event_id,
      type: AUCTION_ENDED,
      event_version: AUCTION_ENDED_VERSION,
      payload: encodeAuctionEnded(event),
      channel: ANNOUNCEMENT_CHANNEL,
      announcement: announcement(auction, bids, people)
    }
  }

  async function step (): Promise<number> {
    const due = await store.due(GLANCE)
    const work = [...due.opening.map((id) => () => store.open(id)), ...shuffled(due.closing).map((id) => () => close(id))]
    let failed = false
    for (let i = 0; i < work.length && !stopping; i += AT_ONCE) {
      const results = await Promise.allSettled(work.slice(i, i + AT_ONCE).map((task) => task()))
      for (const result of results) {
        if (result.status === 'fulfilled') continue
        failed = true
        const error = result.reason as Error
        sparing(error.message, (times) => {
          if (isRedisUnavailable(error)) log.warn({ reason: error.message, times }, 'an auction could not be opened or closed; it is tried again')
          else log.error({ err: error, times }, 'an auction could not be opened or closed; it is tried again')
        })
      }
    }
    // An auction that cannot be closed must not spin the loop.
    if (failed) return LONGEST_SLEEP_MS
    if (work.length > 0) return 0
    return due.next === null ? LONGEST_SLEEP_MS : Math.min(LONGEST_SLEEP_MS, due.next - due.now)
  }

  async function loop (): Promise<void> {
    while (!stopping) {
      const sleep = await step().catch((error: Error) => {
        sparing('unreachable', (times) => { log.warn({ reason: error.message, times }, 'the closer cannot reach the store; trying again') })
        return LONGEST_SLEEP_MS
      })
      if (sleep > 0 && !stopping) {
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, sleep)
        })
      }
    }
  }

  return {
    close,
    step,
    start () {
      running ??= loop()
    },
    async stop () {
      stopping = true
      wake()
      await running
    }
  }
}

/** Processes that see the same auctions due begin at different ones. */
function shuffled<T> (items: readonly T[]): T[] {
  return items.map((item) => ({ item, at: Math.random() })).sort((a, b) => a.at - b.at).map(({ item }) => item)
}

/**
 * The bridge: takes over messages that other programs publish on the channel, so that they get the same three effects. However many
 * workers listen, one entry is made. What is published while nobody listens is lost: that is Pub/Sub.
 */
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ANNOUNCEMENT_CHANNEL, AUCTION_ENDED, AUCTION_ENDED_VERSION, encodeAuctionEnded, readAnnouncement, type CurrencyCode, type LocaleTag } from '@martelo/auction'
import { appendOnce, type StreamNames } from '@martelo/event-stream'
import type { Redis } from 'ioredis'

/** What becomes of a message. Martelo's own are in the stream already; `lost`: Redis took nothing for too long. */
export const BRIDGED = ['own', 'malformed', 'appended', 'duplicate', 'lost'] as const
export type Bridged = typeof BRIDGED[number]

export interface Bridge {
  /** Stops listening and finishes what was received. May be called twice. */
  stop: () => Promise<void>
}

export interface BridgeOptions {
  /** A connection of its own, which a subscription occupies. The bridge closes it. */
  subscriber: Redis
  redis: Redis
  names: StreamNames
  defaults: { currency: CurrencyCode, locale: LocaleTag }
  on: (outcome: Bridged) => void
  trouble: (error: Error) => void
}

const REMEMBERED_MS = 30 * 24 * 3600 * 1000
/** In UTF-16 units. A message with a hundred bids has 30,000. */
const LONGEST_MESSAGE = 1_000_000
const TRIES = 10
const BETWEEN_TRIES_MS = 500

/** Resolves when it listens. */
export async function startBridge ({ subscriber, redis, names, defaults, on, trouble }: BridgeOptions): Promise<Bridge> {
  const working = new Set<Promise<void>>()
  const stopping = new AbortController()

  async function receive (message: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return on(await takeOver(redis, names, message, defaults))
      } catch (error) {
        trouble(error as Error)
        if (tries === TRIES || stopping.signal.aborted) return on('lost')
        await pause(BETWEEN_TRIES_MS, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  subscriber.on('message', (_channel, message: string) => {
    const work = receive(message).finally(() => { working.delete(work) })
    working.add(work)
  })
  await subscriber.subscribe(ANNOUNCEMENT_CHANNEL)

  return {
    async stop () {
      subscriber.disconnect()
      stopping.abort()
      await Promise.all(working)
    }
  }
}

/** Takes over one message. Sure to be repeated after an error: the second finds the first. */
export async function takeOver (redis: Redis, names: StreamNames, message: string, defaults: BridgeOptions['defaults']): Promise<Bridged> {
  if (message.length > LONGEST_MESSAGE) return 'malformed'
  const read = readAnnouncement(message, Date.now(), defaults)
  if (read.kind !== 'foreign') return read.kind
  const event_id = `evt_ext_${createHash('sha256').update(read.auction_id).digest('hex')}`
  return await appendOnce(redis, names, {
    event_id,
    type: AUCTION_ENDED,
    version: AUCTION_ENDED_VERSION,
    payload: encodeAuctionEnded({ event_id, ...read.event }),
    ...(read.winner && { attachment: JSON.stringify(read.winner) }),
    dedupe_ms: REMEMBERED_MS
  })
}

/**
 * The bridge: takes over messages that other programs publish on the channel, so that they get the same three effects. However many
 * workers listen, one entry is made. What is published while nobody listens is lost: that is Pub/Sub.
 */
import { createHash } from 'node:crypto'
import { ANNOUNCEMENT_CHANNEL, AUCTION_ENDED, AUCTION_ENDED_VERSION, encodeAuctionEnded, readAnnouncement, type CurrencyCode, type LocaleTag } from '@martelo/auction'
import { appendOnce, type StreamNames } from '@martelo/event-stream'
import type { Redis } from 'ioredis'

export type Bridged = 'own' | 'malformed' | 'appended' | 'duplicate'

const REMEMBERED_MS = 30 * 24 * 3600 * 1000

export interface BridgeOptions {
  subscriber: Redis
  redis: Redis
  names: StreamNames
  defaults: { currency: CurrencyCode, locale: LocaleTag }
  on: (outcome: Bridged) => void
  trouble: (error: Error) => void
}

export async function startBridge ({ subscriber, redis, names, defaults, on, trouble }: BridgeOptions): Promise<void> {
  subscriber.on('message', (_channel, message: string) => {
    void takeOver(redis, names, message, defaults).then(on, trouble)
  })
  await subscriber.subscribe(ANNOUNCEMENT_CHANNEL)
}

/** Takes over one message. */
export async function takeOver (redis: Redis, names: StreamNames, message: string, defaults: BridgeOptions['defaults']): Promise<Bridged> {
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

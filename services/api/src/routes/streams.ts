/** Live streams over SSE: of one auction, and of lists. */
import { isAuctionId } from '@martelo/auction'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { auctionResource, namesIn } from '../auction-form.ts'
import type { App, Context } from '../context.ts'
import { compareEntryIds, type LiveEvent } from '../live.ts'
import { Problem } from '../problems.ts'

const ENTRY_ID = /^\d{1,15}-\d{1,10}$/
/** A reader that lets so much lie is dropped: it comes back and catches up by Last-Event-ID. */
const MOST_UNREAD_BYTES = 64 * 1024
const MOST_AUCTIONS = 200
/** A page comes back after about so long, ms: not all at the same moment. */
const retry = () => 1000 + Math.round(Math.random() * 2000)

/** How long after the end of a process its viewers come back, ms: the more there are, the wider they are spread; 500 a second. */
const away = (viewers: number) => 1000 + Math.round(Math.random() * Math.max(2000, viewers * 2))

export function streamRoutes (app: App, { store, accounts, live }: Context): void {
  const open = new Set<FastifyReply>()
  // An open stream would keep the server from closing.
  app.addHook('preClose', async () => {
    const viewers = open.size
    for (const reply of open) {
      reply.raw.write(`retry: ${away(viewers)}\n\n`)
      reply.sse.close()
    }
  })

  /** Opens the stream; returns how to send, and ends it when the client goes. */
  function begin (reply: FastifyReply, leave: () => void): (event: LiveEvent) => void {
    open.add(reply)
    const end = () => {
      open.delete(reply)
      leave()
    }
    reply.raw.once('close', end)
    reply.sse.keepAlive()
    // At the end of a process many streams end at once: nobody shall send their next request over what is about to be closed.
    void reply.header('connection', 'close')
    reply.sse.sendHeaders()
    reply.raw.write(`retry: ${retry()}\n\n`)
    return (event) => {
      if (reply.raw.writableLength > MOST_UNREAD_BYTES) {
        reply.raw.destroy()
        return
      }
      void reply.sse.send({ id: event.id, event: event.event, data: event.data }).catch(() => {})
      if (event.last) setImmediate(() => { reply.sse.close() })
    }
  }

  app.get('/auctions/:id/stream', {
    sse: { kind: 'manual', serializer: String },
    schema: {
      operationId: 'streamAuction',
      summary: 'Follow an auction (server-sent events)',
      tags: ['live'],
      produces: ['text/event-stream'],
      description: 'Events: `snapshot` first, then `opened`, `bid`, `extended`, `updated`, `closed`, `cancelled`; data is `{auction}`, for `bid` also `bid`. With a valid Last-Event-ID only what followed it is sent. The stream ends after `closed` or `cancelled`; reconnecting then answers 204.',
      params: Type.Object({ id: Type.String() })
    }
  }, async (request, reply) => {
    const { id } = request.params
    const found = await store.read(id)
    if (found === null) throw new Problem('auction_not_found')
    const over = found.auction.lifecycle.status === 'closed' || found.auction.lifecycle.status === 'cancelled'
    const seen = lastEventId(request)
    const resuming = seen !== null && compareEntryIds(seen, found.entry_id) <= 0
    if (over && resuming && seen === found.entry_id) return await reply.code(204).send()

    let leave = () => {}
    const send = begin(reply, () => { leave() })
    if (!resuming) {
      const names = await namesIn(accounts, [found.auction])
      send({ id: found.entry_id, event: 'snapshot', data: JSON.stringify({ auction: auctionResource(found.auction, names, found.now, null) }), last: over })
      if (over) return reply
    }
    leave = live.watchAuction(id, resuming ? seen : found.entry_id, { send })
    if (reply.raw.destroyed) leave()
    return reply
  })

  app.get('/stream', {
    sse: { kind: 'manual', serializer: String },
    schema: {
      operationId: 'streamAuctions',
      summary: 'Follow all auctions (server-sent events)',
      tags: ['live'],
      produces: ['text/event-stream'],
      description: 'Events as of one auction; `bid` only of the auctions named. `snapshot` comes first, with `{auctions}`: those named. A Last-Event-ID that is too old gets `reset`: load the list again.',
      querystring: Type.Object({ auctions: Type.Optional(Type.String({ maxLength: MOST_AUCTIONS * 34, description: 'Ids, separated by commas.' })) }, { additionalProperties: false })
    }
  }, async (request, reply) => {
    const ids = (request.query.auctions ?? '').split(',').filter(isAuctionId).slice(0, MOST_AUCTIONS)
    const { first, last } = await store.changesEnds()
    const seen = lastEventId(request)
    const resuming = seen !== null && compareEntryIds(seen, last) <= 0 && compareEntryIds(seen, first) >= 0

    let leave = () => {}
    const send = begin(reply, () => { leave() })
    if (!resuming) {
      if (seen !== null) send({ id: last, event: 'reset', data: '{}', last: false })
      const { auctions, now } = await store.readMany(ids)
      const names = await namesIn(accounts, auctions.values())
      send({ id: last, event: 'snapshot', data: JSON.stringify({ auctions: [...auctions.values()].map((auction) => auctionResource(auction, names, now, null)) }), last: false })
    }
    leave = live.watchChanges(new Set(ids), resuming ? seen : last, { send })
    if (reply.raw.destroyed) leave()
    return reply
  })
}

function lastEventId (request: FastifyRequest): string | null {
  const header = request.headers['last-event-id']
  return typeof header === 'string' && ENTRY_ID.test(header) ? header : null
}

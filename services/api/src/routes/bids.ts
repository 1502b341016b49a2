/** Bidding, and the ways an auction ends before its time. */
import { AuctionResource, BID_ID_PATTERN, BidResource, NewBid, isAuctionId } from '@martelo/auction'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { auctionResource, bidResource, isOver, namesIn } from '../auction-form.ts'
import { readMoney } from '../auction-input.ts'
import { viewerOf, type Guards } from '../authentication.ts'
import type { App, Context } from '../context.ts'
import { ExplanationResource, explain, explanationForm } from '../explanation.ts'
import { IdempotencyHeaders, operationOf } from '../idempotency.ts'
import { NOTHING } from '../openapi-completed.ts'
import { PageQuery, pageOf } from '../pagination.ts'
import { Problem, invalid, problemOf } from '../problems.ts'

const IdParams = Type.Object({ id: Type.String() })
/** Nothing, or an empty object, as some clients send. */
const NoBody = Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()], { description: NOTHING })
const bidIdForm = new RegExp(BID_ID_PATTERN)
const signedIn = [{ token: [] }, { session: [] }]

export function bidRoutes (app: App, context: Context, guards: Guards): void {
  const { store, accounts, closer } = context

  app.post('/auctions/:id/bids', {
    preHandler: [async (request) => { readBid(request.body) }, guards.active],
    config: { rateLimit: { max: 1200 } },
    schema: {
      operationId: 'placeBid',
      summary: 'Place a bid',
      tags: ['bids'],
      security: signedIn,
      params: IdParams,
      headers: IdempotencyHeaders,
      body: NewBid,
      response: { 201: Type.Object({ bid: Type.Union([BidResource, Type.Null()], { description: 'Null for a raise of the own maximum that moves nothing public.' }), auction: AuctionResource }) }
    }
  }, async (request, reply) => {
    const bidder = viewerOf(request).account.id
    const placed = await store.bid(requireAuctionId(request), bidder, readBid(request.body), operationOf(request))
    if ('rejected' in placed) throw problemOf(placed.rejected)
    const names = await namesIn(accounts, [placed.auction], placed.bid ? [placed.bid] : [])
    void reply.code(201)
    return {
      bid: placed.bid && bidResource(placed.bid, names),
      auction: auctionResource(placed.auction, names, placed.now, bidder)
    }
  })

  app.get('/auctions/:id/bids', {
    schema: { operationId: 'listBids', summary: 'The bids of an auction, newest first', tags: ['bids'], params: IdParams, querystring: Type.Object(PageQuery, { additionalProperties: false }), response: { 200: pageOf(BidResource) } }
  }, async (request) => {
    const { limit = 20, cursor } = request.query
    if (cursor !== undefined && !bidIdForm.test(cursor)) throw invalid('/cursor', 'is not a cursor')
    if (await store.read(request.params.id) === null) throw new Problem('auction_not_found')
    const { bids, more } = await store.bids(request.params.id, { limit, ...(cursor && { before: cursor }) })
    const names = await namesIn(accounts, [], bids)
    return { items: bids.map((bid) => bidResource(bid, names)), next_cursor: more ? bids.at(-1)!.id : null }
  })

  app.get('/auctions/:id/bids/:bid_id/explanation', {
    schema: {
      operationId: 'explainBid',
      summary: 'Why a bid leads or was outbid',
      tags: ['bids'],
      description: 'The rule that applied and its numbers, in both languages. Told from what everybody can see: neither a maximum that still stands nor the reserve is given away.',
      params: Type.Object({ id: Type.String(), bid_id: Type.String() }),
      response: { 200: ExplanationResource }
    }
  }, async (request) => {
    const { id, bid_id } = request.params
    const found = await store.read(id)
    if (found === null) throw new Problem('auction_not_found')
    const explained = bidIdForm.test(bid_id) ? await explain(store, found.auction, bid_id) : null
    if (explained === null) throw new Problem('not_found', 'The auction has no such bid.')
    const { bid, explanation } = explained
    const names = await namesIn(accounts, [], [bid])
    return { bid: bidResource(bid, names), ...explanationForm(found.auction, bid, explanation, isOver(found.auction, found.now)) }
  })

  app.post('/auctions/:id/buy-now', {
    preHandler: guards.active,
    schema: { operationId: 'buyNow', summary: 'Buy at the buy-now price', tags: ['bids'], security: signedIn, params: IdParams, headers: IdempotencyHeaders, body: NoBody, response: { 200: AuctionResource } }
  }, async (request, reply) => {
    const ended = await store.buyNow(requireAuctionId(request), viewerOf(request).account.id, operationOf(request))
    if (ended !== 'ended') throw problemOf(ended.rejected)
    return await closed(request, reply)
  })

  app.post('/auctions/:id/close', {
    preHandler: guards.active,
    schema: { operationId: 'closeAuction', summary: 'Close an auction now', tags: ['auctions'], security: signedIn, params: IdParams, body: NoBody, response: { 200: AuctionResource } }
  }, async (request, reply) => {
    const viewer = viewerOf(request)
    const ended = await store.endEarly(requireAuctionId(request), viewer.account.id, viewer.admin ? 'administrator' : 'owner')
    if (ended !== 'ended') throw problemOf(ended.rejected)
    return await closed(request, reply)
  })

  app.post('/auctions/:id/cancel', {
    preHandler: guards.active,
    schema: {
      operationId: 'cancelAuction',
      summary: 'Cancel an auction: its owner while nobody has bid, an administrator until its end',
      tags: ['auctions'],
      security: signedIn,
      params: IdParams,
      body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) }, { additionalProperties: false }),
      response: { 200: AuctionResource }
    }
  }, async (request, reply) => {
    const viewer = viewerOf(request)
    const cancelled = await store.cancel(requireAuctionId(request), viewer.account.id, viewer.admin ? 'administrator' : 'owner', request.body.reason.trim())
    if ('rejected' in cancelled) throw problemOf(cancelled.rejected)
    return await send(request, reply)
  })

  /** The end has been written; the close that follows is ours or another process'. */
  async function closed (request: FastifyRequest, reply: FastifyReply) {
    await closer.close(requireAuctionId(request))
    return await send(request, reply)
  }

  async function send (request: FastifyRequest, reply: FastifyReply) {
    const found = await store.read(requireAuctionId(request))
    if (found === null) throw new Problem('auction_not_found')
    const { auction } = found
    const names = await namesIn(accounts, [auction])
    void reply.header('etag', `"${auction.version}"`)
    // As it was when it ended: who asks again gets the same answer, to the letter.
    return auctionResource(auction, names, 'closed_at' in auction.lifecycle ? auction.lifecycle.closed_at : found.now, viewerOf(request).account.id)
  }
}

/** @throws Problem invalid_request */
function readBid (body: NewBid) {
  return 'amount' in body ? { amount: readMoney(body.amount, '/amount') } : { max_amount: readMoney(body.max_amount, '/max_amount') }
}

/** The scripts build keys from an id: one of another form must not reach them. */
function requireAuctionId (request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!isAuctionId(id)) throw new Problem('auction_not_found')
  return id
}

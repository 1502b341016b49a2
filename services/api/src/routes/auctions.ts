/** Creating, reading, listing, changing and watching auctions. */
import { AuctionChanges, AuctionResource, NewAuction, STATUSES, oneOf, wordsOf, type Auction, type CurrencyCode, type LocaleTag } from '@martelo/auction'
import { SEARCH_BOUND, type Sort } from '@martelo/auction-store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { auctionResource, namesIn } from '../auction-form.ts'
import { readChanges, readNewAuction, readTerms } from '../auction-input.ts'
import { viewerOf, type Guards } from '../authentication.ts'
import { CategoryResource } from '../categories.ts'
import type { App, Context } from '../context.ts'
import { IdempotencyHeaders, operationOf } from '../idempotency.ts'
import { ifMatch } from '../if-match.ts'
import { PageQuery, decodeCursor, nextCursor, pageOf } from '../pagination.ts'
import { Problem, problemOf } from '../problems.ts'

const SORTS = ['ending_soon', 'newest', 'most_bids'] as const satisfies readonly Sort[]

const ListQuery = Type.Object({
  ...PageQuery,
  status: Type.Optional(oneOf(STATUSES)),
  category: Type.Optional(Type.String({ maxLength: 40 })),
  q: Type.Optional(Type.String({ maxLength: 200, description: `Beginnings of words of the title, all of them, in any order; accents and case do not matter. One request looks at ${SEARCH_BOUND} auctions at most: where every word is common a page may hold less than asked for, and next_cursor goes on.` })),
  seller: Type.Optional(Type.String({ maxLength: 64 })),
  sort: Type.Optional(oneOf(SORTS, { default: 'newest' }))
}, { additionalProperties: false })

const IdParams = Type.Object({ id: Type.String() })

export function auctionRoutes (app: App, context: Context, guards: Guards): void {
  const { store, accounts, settings, categories } = context

  const defaults = { currency: settings.CURRENCY as CurrencyCode, locale: settings.LOCALE as LocaleTag }

  /** Sends one auction as its viewer may see it. */
  async function send (request: FastifyRequest, reply: FastifyReply, auction: Auction, now: number) {
    const names = await namesIn(accounts, [auction])
    void reply.header('etag', `"${auction.version}"`)
    return auctionResource(auction, names, now, request.viewer?.account.id ?? null)
  }

  app.post('/auctions', {
    preValidation: trimmed('title'),
    // What is malformed is so for everybody: the form is read before anybody is asked who they are.
    preHandler: [async (request) => { readNewAuction(request.body, defaults, categories) }, guards.active],
    config: { rateLimit: { max: 300 } },
    schema: { operationId: 'createAuction', summary: 'Create an auction', tags: ['auctions'], security: [{ token: [] }, { session: [] }], headers: IdempotencyHeaders, body: NewAuction, response: { 201: AuctionResource } }
  }, async (request, reply) => {
    const { content, schedule } = readNewAuction(request.body, defaults, categories)
    const created = await store.create(viewerOf(request).account.id, content, schedule, operationOf(request))
    if ('rejected' in created) throw problemOf(created.rejected)
    void reply.code(201).header('location', `/api/auctions/${created.auction.id}`)
    return await send(request, reply, created.auction, created.now)
  })

  app.get('/auctions', {
    preHandler: guards.anyone,
    schema: { operationId: 'listAuctions', summary: 'List auctions', description: 'From indexes alone. A cursor stays good while auctions move: it is a place in the order, not a number of auctions.', tags: ['auctions'], querystring: ListQuery, response: { 200: pageOf(AuctionResource) } }
  }, async (request) => {
    const { status, category, q, seller, sort = 'newest', limit = 20, cursor } = request.query
    const after = decodeCursor(cursor)
    const page = await store.list({ sort, limit, words: wordsOf(q ?? ''), ...(status && { status }), ...(category && { category }), ...(seller && { seller }), ...(after && { after }) })
    const names = await namesIn(accounts, page.items)
    const viewer = request.viewer?.account.id ?? null
    return { items: page.items.map((auction) => auctionResource(auction, names, page.now, viewer)), next_cursor: nextCursor(page.next) }
  })

  app.get('/auctions/:id', {
    preHandler: guards.anyone,
    schema: { operationId: 'getAuction', summary: 'Get an auction', tags: ['auctions'], params: IdParams, response: { 200: AuctionResource } }
  }, async (request, reply) => {
    const found = await store.read(request.params.id)
    if (found === null) throw new Problem('auction_not_found')
    return await send(request, reply, found.auction, found.now)
  })

  app.patch('/auctions/:id', {
    preValidation: trimmed('title', 'addendum'),
    preHandler: [async (request) => { readTerms(request.body, categories) }, guards.active],
    schema: {
      operationId: 'updateAuction',
      summary: 'Change an auction: anything before the first bid, only an addendum after it',
      tags: ['auctions'],
      security: [{ token: [] }, { session: [] }],
      params: IdParams,
      headers: Type.Object({ 'if-match': Type.Optional(Type.String({ description: 'The ETag that the change was made from; another one by now is 412.' })) }),
      body: AuctionChanges,
      response: { 200: AuctionResource }
    }
  }, async (request, reply) => {
    const actor = viewerOf(request).account.id
    // A change is built from what was read; when a bid comes between, it is built again.
    for (;;) {
      const found = await store.read(request.params.id)
      if (found === null) throw new Problem('auction_not_found')
      if (found.auction.seller !== actor) throw new Problem('not_owner')
      if (!ifMatch(request.headers['if-match'], found.auction.version)) throw new Problem('version_mismatch')
      const changes = readChanges(request.body, found.auction, categories)
      const updated = await store.update(actor, found.auction, changes, found.now)
      if (updated === 'moved') continue
      if ('rejected' in updated) throw problemOf(updated.rejected)
      return await send(request, reply, updated.auction, updated.now)
    }
  })

  for (const method of ['PUT', 'DELETE'] as const) {
    app.route({
      method,
      url: '/auctions/:id/watch',
      preHandler: guards.signedIn,
      schema: {
        operationId: method === 'PUT' ? 'watchAuction' : 'unwatchAuction',
        summary: method === 'PUT' ? 'Watch an auction' : 'Stop watching an auction',
        tags: ['auctions'],
        security: [{ token: [] }, { session: [] }],
        params: IdParams,
        response: { 204: Type.Null() }
      },
      handler: async (request, reply) => {
        if (!await store.watch(request.params.id, viewerOf(request).account.id, method === 'PUT')) throw new Problem('auction_not_found')
        return await reply.code(204).send(null)
      }
    })
  }

  app.get('/categories', {
    schema: {
      operationId: 'listCategories',
      summary: 'The categories',
      tags: ['auctions'],
      response: { 200: Type.Object({ items: Type.Array(CategoryResource), next_cursor: Type.Null() }) }
    }
  }, async () => ({ items: [...categories.list], next_cursor: null }))
}

/** Trims texts before they are measured. */
function trimmed (...members: string[]) {
  return async (request: FastifyRequest) => {
    const body = request.body as Record<string, unknown> | null | undefined
    if (typeof body !== 'object' || body === null) return
    for (const member of members) {
      const value = body[member]
      if (typeof value === 'string') body[member] = value.trim()
    }
  }
}

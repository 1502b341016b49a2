/** The signed-in person: profile, tokens, own auctions, bids and watched auctions. */
import { AuctionResource, oneOf, timestamp, type Auction } from '@martelo/auction'
import type { ListPage, Place } from '@martelo/auction-store'
import { Type } from 'typebox'
import { auctionResource, bidResource, namesIn } from '../auction-form.ts'
import { setSessionCookie, viewerOf, type Guards } from '../authentication.ts'
import type { App, Context } from '../context.ts'
import { PageQuery, decodeCursor, encodeCursor, nextCursor, pageOf } from '../pagination.ts'
import { MeResource, meResource, readName, readPixKeyInput } from '../people-form.ts'
import { Problem } from '../problems.ts'

const TokenMembers = { id: Type.String(), label: Type.String(), created_at: Type.String(), expires_at: Type.Union([Type.String(), Type.Null()]) }
const STANDINGS = ['winning', 'outbid', 'won', 'lost'] as const
const security = [{ session: [] }, { token: [] }]
const Page = Type.Object(PageQuery, { additionalProperties: false })
/** An account's open business is looked for in so many of its auctions at a time. */
const BUSINESS = 100

export function meRoutes (app: App, { store, accounts, settings }: Context, guards: Guards): void {
  app.get('/me', {
    preHandler: guards.signedIn,
    schema: { operationId: 'getMe', summary: 'Who you are', tags: ['accounts'], security, response: { 200: MeResource } }
  }, async (request) => meResource(viewerOf(request).account, settings))

  app.patch('/me', {
    preHandler: guards.signedIn,
    schema: {
      operationId: 'updateMe',
      summary: 'Change your name, your language, or where Pix payments to you go',
      tags: ['accounts'],
      security,
      body: Type.Object({ name: Type.Optional(Type.String({ maxLength: 400 })), locale: Type.Optional(Type.Union([Type.Literal('pt-BR'), Type.Literal('en'), Type.Null()])), pix_key: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()], { description: 'CPF, CNPJ, e-mail, phone with +55, or a random key.' })), pix_city: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), Type.Null()])) }, { additionalProperties: false, minProperties: 1 }),
      response: { 200: MeResource }
    }
  }, async (request) => {
    const name = readName(request.body.name)
    const { locale, pix_key, pix_city } = request.body
    const account = await accounts.update(viewerOf(request).account.id, {
      ...(name !== null && { name }),
      ...(locale !== undefined && { locale }),
      ...(pix_key !== undefined && { pix_key: pix_key === null ? null : readPixKeyInput(pix_key) }),
      ...(pix_city !== undefined && { pix_city: pix_city?.trim() ?? null })
    })
    if (account === null) throw new Problem('unauthenticated')
    return meResource(account, settings)
  })

  app.delete('/me', {
    preHandler: guards.signedIn,
    schema: { operationId: 'deleteMe', summary: 'Delete the account: name and address are erased everywhere', tags: ['accounts'], security, response: { 204: Type.Null() } }
  }, async (request, reply) => {
    const { id } = viewerOf(request).account
    if (await hasOpenBusiness(id)) throw new Problem('has_open_business')
    await accounts.remove(id)
    setSessionCookie(reply, settings, null)
    return await reply.code(204).send(null)
  })

  app.get('/me/export', {
    preHandler: guards.signedIn,
    schema: { operationId: 'exportMe', summary: 'Everything that is stored about the account', tags: ['accounts'], security, response: { 200: Type.Any() } }
  }, async (request) => {
    const { id } = viewerOf(request).account
    const selling = await all((after) => store.list({ sort: 'newest', seller: id, limit: BUSINESS, ...after }))
    const bidOn = await all((after) => store.of(id, 'bidder', { limit: BUSINESS, ...after }))
    const watching = await all((after) => store.of(id, 'watching', { limit: BUSINESS, ...after }))
    const names = new Map([[id, viewerOf(request).account.name]])
    const bids = await Promise.all(bidOn.map(async (auction) => {
      const own = []
      for (let before: string | undefined, more = true; more;) {
        const page = await store.bids(auction.id, { limit: 500, ...(before && { before }) })
        own.push(...page.bids.filter((bid) => bid.bidder === id))
        before = page.bids.at(-1)?.id
        more = page.more
      }
      return { auction_id: auction.id, bids: own.map((bid) => bidResource(bid, names)) }
    }))
    return {
      ...await accounts.exportOf(id),
      auctions: selling.map((auction) => auctionResource(auction, names, Date.now(), id)),
      bids,
      watching: watching.map((auction) => auction.id)
    }
  })

  app.post('/me/tokens', {
    preHandler: guards.active,
    schema: {
      operationId: 'createToken',
      summary: 'Create an API token; it is shown once',
      tags: ['accounts'],
      security,
      body: Type.Object({ label: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }), expires_in_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })) }, { additionalProperties: false }),
      response: { 201: Type.Object({ ...TokenMembers, token: Type.String() }) }
    }
  }, async (request, reply) => {
    const { label, expires_in_days } = request.body
    const created = await accounts.createToken(viewerOf(request).account.id, { label: label.trim(), ...(expires_in_days !== undefined && { expires_in_days }) })
    return await reply.code(201).send({ ...tokenResource(created), token: created.token })
  })

  app.get('/me/tokens', {
    preHandler: guards.signedIn,
    schema: { operationId: 'listTokens', summary: 'Your API tokens, the oldest first', tags: ['accounts'], security, querystring: Page, response: { 200: pageOf(Type.Object(TokenMembers)) } }
  }, async (request) => {
    const { limit = 20, cursor } = request.query
    const after = decodeCursor(cursor)
    const rest = (await accounts.listTokens(viewerOf(request).account.id)).filter(({ created_at, id }) => after === undefined || created_at > after.score || (created_at === after.score && id > after.id))
    const last = rest.length > limit ? rest[limit - 1] : undefined
    return { items: rest.slice(0, limit).map(tokenResource), next_cursor: last ? encodeCursor({ score: last.created_at, id: last.id }) : null }
  })

  app.delete('/me/tokens/:id', {
    preHandler: guards.signedIn,
    schema: { operationId: 'revokeToken', summary: 'Revoke an API token', tags: ['accounts'], security, params: Type.Object({ id: Type.String() }), response: { 204: Type.Null() } }
  }, async (request, reply) => {
    if (!await accounts.revokeToken(viewerOf(request).account.id, request.params.id)) throw new Problem('not_found')
    return await reply.code(204).send(null)
  })

  app.get('/me/auctions', {
    preHandler: guards.signedIn,
    schema: { operationId: 'listMyAuctions', summary: 'The auctions you sell in, newest first', tags: ['accounts'], security, querystring: Page, response: { 200: pageOf(AuctionResource) } }
  }, async (request) => {
    const { account } = viewerOf(request)
    const { limit = 20, cursor } = request.query
    const after = decodeCursor(cursor)
    return await answer(await store.list({ sort: 'newest', seller: account.id, limit, ...(after && { after }) }), account.id)
  })

  app.get('/me/watching', {
    preHandler: guards.signedIn,
    schema: { operationId: 'listWatched', summary: 'The auctions you watch', tags: ['accounts'], security, querystring: Page, response: { 200: pageOf(AuctionResource) } }
  }, async (request) => {
    const { account } = viewerOf(request)
    const { limit = 20, cursor } = request.query
    const after = decodeCursor(cursor)
    return await answer(await store.of(account.id, 'watching', { limit, ...(after && { after }) }), account.id)
  })

  app.get('/me/bids', {
    preHandler: guards.signedIn,
    schema: {
      operationId: 'listMyBids',
      summary: 'The auctions you bid on, the latest first, and how you stand',
      tags: ['accounts'],
      security,
      querystring: Page,
      response: { 200: pageOf(Type.Object({ auction: AuctionResource, standing: oneOf(STANDINGS) })) }
    }
  }, async (request) => {
    const { account } = viewerOf(request)
    const { limit = 20, cursor } = request.query
    const after = decodeCursor(cursor)
    const page = await store.of(account.id, 'bidder', { limit, ...(after && { after }) })
    const { items, next_cursor } = await answer(page, account.id)
    return { items: items.map((auction, i) => ({ auction, standing: standingOf(page.items[i]!, account.id) })), next_cursor }
  })

  async function answer (page: ListPage, viewer: string) {
    const names = await namesIn(accounts, page.items)
    return { items: page.items.map((auction) => auctionResource(auction, names, page.now, viewer)), next_cursor: nextCursor(page.next) }
  }

  async function all (read: (after: { after?: Place }) => Promise<ListPage>): Promise<Auction[]> {
    const auctions: Auction[] = []
    for (let after: Place | null = null; ;) {
      const page: ListPage = await read(after === null ? {} : { after })
      auctions.push(...page.items)
      after = page.next
      if (after === null) return auctions
    }
  }

  /** Still selling, or leading in an auction that is not over. */
  async function hasOpenBusiness (id: string): Promise<boolean> {
    for (const status of ['scheduled', 'open'] as const) {
      if ((await store.list({ sort: 'newest', seller: id, status, limit: 1 })).items.length > 0) return true
    }
    return (await all((after) => store.of(id, 'bidder', { limit: BUSINESS, ...after })))
      .some((auction) => auction.lifecycle.status === 'open' && auction.standing.leader === id)
  }
}

function standingOf (auction: Auction, account: string): typeof STANDINGS[number] {
  const leads = auction.standing.leader === account
  const { lifecycle } = auction
  if (lifecycle.status === 'closed') return leads && (lifecycle.outcome === 'sold' || lifecycle.outcome === 'bought_now') ? 'won' : 'lost'
  if (lifecycle.status === 'cancelled') return 'lost'
  return leads ? 'winning' : 'outbid'
}

function tokenResource (token: { id: string, label: string, created_at: number, expires_at: number | null }) {
  return { id: token.id, label: token.label, created_at: timestamp(token.created_at), expires_at: token.expires_at === null ? null : timestamp(token.expires_at) }
}

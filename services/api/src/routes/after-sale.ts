/** After a sale: whom to talk to, how to pay, and what seller and winner have marked. */
import { Currency, Money, SettlementResource, currentPrice, formatMoney, oneOf, pixCodeOf, winnerOf, type Auction } from '@martelo/auction'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { renderSVG } from 'uqr'
import { NOBODY, settlementResource } from '../auction-form.ts'
import { viewerOf, type Guards } from '../authentication.ts'
import type { App, Context } from '../context.ts'
import { Problem, problemOf } from '../problems.ts'

const security = [{ session: [] }, { token: [] }]
const IdParams = Type.Object({ id: Type.String() })
const ROLES = ['seller', 'winner'] as const

const PaymentResource = Type.Object({
  amount: Money,
  currency: Currency,
  text: Type.Union([Type.String(), Type.Null()], { description: 'What the operator says about paying, in the language of the auction.' }),
  pix: Type.Union([Type.Object({
    code: Type.String({ description: 'Copy and paste (BR Code), for the final price.' }),
    qr_svg: Type.String({ description: 'The same as a QR code.' })
  }), Type.Null()], { description: 'Null unless the currency is BRL and the seller has given a key.' })
})

export function afterSaleRoutes (app: App, { store, accounts, settings }: Context, guards: Guards): void {
  /** The sale, for one of its two parties. Before there is one there is nothing here, for anybody. */
  async function requireSale (request: FastifyRequest): Promise<{ auction: Auction, winner: string, viewer: string }> {
    const found = await store.read((request.params as { id: string }).id)
    if (found === null) throw new Problem('auction_not_found')
    const winner = winnerOf(found.auction)
    if (winner === null) throw new Problem('not_found', 'There is no sale.')
    const viewer = viewerOf(request).account.id
    if (viewer !== winner && viewer !== found.auction.seller) throw new Problem('not_owner', ONLY_THEY)
    return { auction: found.auction, winner, viewer }
  }

  app.get('/auctions/:id/contact', {
    preHandler: guards.signedIn,
    schema: {
      operationId: 'getContact',
      summary: 'After a sale: the winner for the seller, the seller for the winner',
      tags: ['after-sale'],
      security,
      params: IdParams,
      response: { 200: Type.Object({ role: oneOf(ROLES, { description: 'Of the person shown.' }), name: Type.String(), email: Type.Union([Type.String(), Type.Null()], { description: 'Null when the account is gone.' }) }) }
    }
  }, async (request) => {
    const { auction, winner, viewer } = await requireSale(request)
    const other = viewer === winner ? auction.seller : winner
    const account = await accounts.get(other)
    return { role: viewer === winner ? 'seller' as const : 'winner' as const, name: account?.name ?? NOBODY, email: account?.email ?? null }
  })

  app.get('/auctions/:id/payment', {
    preHandler: guards.signedIn,
    schema: {
      operationId: 'getPayment',
      summary: 'After a sale: how to pay, for its winner and its seller',
      tags: ['after-sale'],
      security,
      params: IdParams,
      response: { 200: PaymentResource }
    }
  }, async (request) => {
    const { auction } = await requireSale(request)
    const price = currentPrice(auction)
    const code = pixCodeOf({ auction_id: auction.id, currency: auction.currency, price }, await accounts.get(auction.seller))
    return {
      amount: formatMoney(price),
      currency: auction.currency,
      text: auction.locale === 'en' ? settings.PAYMENT_TEXT_EN : settings.PAYMENT_TEXT_PT_BR,
      pix: code === null ? null : { code, qr_svg: renderSVG(code, { border: 4, ecc: 'M' }) }
    }
  })

  app.put('/auctions/:id/settlement', {
    preHandler: guards.active,
    schema: {
      operationId: 'settleSale',
      summary: 'After a sale: mark it as paid or delivered, or take an own mark back',
      description: 'By its seller or its winner. Who marked it and when stays as it was first marked; only who made a mark takes it back.',
      tags: ['after-sale'],
      security,
      params: IdParams,
      body: Type.Object({ paid: Type.Optional(Type.Boolean()), delivered: Type.Optional(Type.Boolean()) }, { additionalProperties: false, minProperties: 1 }),
      response: { 200: SettlementResource }
    }
  }, async (request) => {
    const { auction, viewer } = await requireSale(request)
    const settled = await store.settle(auction.id, viewer, request.body)
    switch (settled) {
      case 'not_sold': throw new Problem('not_found', 'There is no sale.')
      case 'not_party': throw new Problem('not_owner', ONLY_THEY)
      case 'not_yours': throw new Problem('not_owner', 'Only who made a mark takes it back.')
    }
    if ('rejected' in settled) throw problemOf(settled.rejected)
    return settlementResource(settled.auction)
  })
}

const ONLY_THEY = 'Only the seller and the winner may.'

/** What follows an auction: its report, the delivery of its effects, and the administrators' view of all of them. */
import { eventIdOf, isAuctionId, oneOf, timestamp, winnerOf, type Auction } from '@martelo/auction'
import { DELIVERY_STATES, EFFECT_STATES, type Delivery } from '@martelo/event-stream'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { viewerOf, type Guards } from '../authentication.ts'
import type { App, Context } from '../context.ts'
import { PageQuery, pageOf } from '../pagination.ts'
import { Problem, invalid } from '../problems.ts'
import { readReport } from '../report.ts'
import { reportHtml } from '../report-html.ts'
import { reportMarkdown } from '../report-markdown.ts'

const EFFECTS = ['report', 'email', 'discord'] as const
const FORMATS = ['json', 'markdown', 'html'] as const
const security = [{ session: [] }, { token: [] }]
const IdParams = Type.Object({ id: Type.String() })

const EffectResource = Type.Object({
  state: oneOf(EFFECT_STATES),
  attempts: Type.Integer(),
  receipt: Type.Union([Type.Record(Type.String(), Type.Any()), Type.Null()]),
  last_error: Type.Union([Type.String(), Type.Null()]),
  retry_at: Type.Union([Type.String(), Type.Null()], { description: 'When it is tried again; null unless it waits for that.' }),
  updated_at: Type.Union([Type.String(), Type.Null()])
})
const DeliveryResource = Type.Object({
  event_id: Type.String(),
  state: oneOf(DELIVERY_STATES),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'Why the event is dead.' }),
  effects: Type.Record(Type.String(), EffectResource)
}, { $id: 'Delivery' })

export function deliveryRoutes (app: App, { store, accounts, inspector }: Context, guards: Guards): void {
  async function requireAuction (request: FastifyRequest): Promise<Auction> {
    const found = await store.read((request.params as { id: string }).id)
    if (found === null) throw new Problem('auction_not_found')
    return found.auction
  }

  app.get('/auctions/:id/report', {
    preHandler: guards.signedIn,
    schema: {
      operationId: 'getReport',
      summary: 'The report of a closed auction, as JSON, Markdown or HTML by Accept',
      tags: ['delivery'],
      security,
      params: IdParams,
      querystring: Type.Object({ format: Type.Optional(oneOf(FORMATS, { description: 'Instead of Accept. `json` and `markdown` come as files to keep.' })) }, { additionalProperties: false }),
      description: 'For its owner, its winner and administrators. Only the owner and administrators get the reserve and the advice.',
      produces: ['application/json', 'text/markdown', 'text/html']
    }
  }, async (request, reply) => {
    const auction = await requireAuction(request)
    const { account, admin } = viewerOf(request)
    const forSeller = admin || auction.seller === account.id
    if (!forSeller && winnerOf(auction) !== account.id) throw new Problem('not_owner', 'Only the owner, the winner and administrators may read the report.')
    const note = await inspector.note(eventIdOf(auction.id), 'texts')
    if (note === null) throw new Problem('report_pending')
    const report = await readReport(note, auction, accounts, forSeller)
    if (report === null) throw new Problem('report_pending', 'The report was recorded by a release that this one does not understand.')
    const { format } = request.query
    void reply.header('vary', 'accept, authorization, cookie')
    if (format === 'json' || format === 'markdown') void reply.header('content-disposition', `attachment; filename="martelo-${auction.id}.${format === 'json' ? 'json' : 'md'}"`)
    switch (format ?? request.accepts().type(['json', 'text/markdown', 'html'])) {
      case 'text/markdown':
      case 'markdown': return await reply.type('text/markdown; charset=utf-8').send(reportMarkdown(report))
      case 'html': return await reply.type('text/html; charset=utf-8').send(reportHtml(report))
      default: return await reply.type('application/json; charset=utf-8').send(JSON.stringify({ ...report, drawing: undefined, markdown: reportMarkdown(report) }))
    }
  })

  app.get('/auctions/:id/delivery', {
    preHandler: guards.signedIn,
    schema: { operationId: 'getDelivery', summary: 'How the three effects of a closed auction stand', tags: ['delivery'], security, params: IdParams, response: { 200: DeliveryResource } }
  }, async (request) => {
    const auction = await requireAuction(request)
    const { account, admin } = viewerOf(request)
    if (!admin && auction.seller !== account.id) throw new Problem('not_owner')
    if (auction.lifecycle.status !== 'closed') throw new Problem('not_found', 'The auction is not closed.')
    const event_id = eventIdOf(auction.id)
    // No worker has taken the event yet: everything is still to come.
    return deliveryResource(await inspector.delivery(event_id) ?? { event_id, state: 'pending', reason: null, effects: {} })
  })

  app.get('/ops/pipeline', {
    preHandler: guards.administrator,
    schema: { operationId: 'getPipeline', summary: 'The stream, its workers, and what waits', tags: ['operations'], security, response: { 200: Type.Any() } }
  }, async () => await inspector.pipeline())

  app.get('/ops/deliveries', {
    preHandler: guards.administrator,
    schema: {
      operationId: 'listDeliveries',
      summary: 'Deliveries, the latest first',
      tags: ['operations'],
      security,
      querystring: Type.Object({ ...PageQuery, state: Type.Optional(oneOf(DELIVERY_STATES)) }, { additionalProperties: false }),
      response: { 200: pageOf(DeliveryResource) }
    }
  }, async (request) => {
    const { limit = 20, cursor, state } = request.query
    const page = await inspector.list(state ?? null, { limit, ...(cursor !== undefined && { cursor: Buffer.from(cursor, 'base64url').toString() }) })
    return { items: page.items.map(deliveryResource), next_cursor: page.next_cursor === null ? null : Buffer.from(page.next_cursor).toString('base64url') }
  })

  for (const decision of ['resend', 'mark-done'] as const) {
    app.post(`/ops/deliveries/:event_id/effects/:effect/${decision}`, {
      preHandler: guards.administrator,
      schema: {
        operationId: decision === 'resend' ? 'resendEffect' : 'markEffectDone',
        summary: decision === 'resend' ? 'Try an effect again that is unknown or failed' : 'Say that an effect has happened',
        tags: ['operations'],
        security,
        params: Type.Object({ event_id: Type.String(), effect: Type.String() }),
        response: { 200: DeliveryResource }
      }
    }, async (request) => {
      const { event_id, effect } = request.params
      const word = decision === 'resend' ? await inspector.resend(event_id, effect) : await inspector.markDone(event_id, effect, viewerOf(request).account.id)
      if (word === 'not_found') throw new Problem('not_found')
      if (word === 'not_resolvable') throw new Problem('not_resolvable')
      return deliveryResource((await inspector.delivery(event_id))!)
    })
  }

  app.put('/ops/people/:id/blocked', {
    preHandler: guards.administrator,
    schema: {
      operationId: 'setBlocked',
      summary: 'Block a person, or lift the block',
      tags: ['operations'],
      security,
      params: IdParams,
      body: Type.Object({ blocked: Type.Boolean(), reason: Type.String({ maxLength: 500, description: 'Needed to block.' }) }, { additionalProperties: false }),
      response: { 204: Type.Null() }
    }
  }, async (request, reply) => {
    const { blocked, reason } = request.body
    if (blocked && reason.trim() === '') throw invalid('/reason', 'is needed to block')
    if (!await accounts.setBlocked(request.params.id, blocked, reason, viewerOf(request).account.id)) throw new Problem('not_found')
    return await reply.code(204).send(null)
  })
}

function deliveryResource (delivery: Delivery) {
  const own = isAuctionId(delivery.event_id.slice('evt_'.length)) || delivery.event_id.startsWith('evt_ext_')
  const names = new Set([...(own ? EFFECTS : []), ...Object.keys(delivery.effects)])
  return {
    event_id: delivery.event_id,
    state: delivery.state,
    reason: delivery.reason,
    effects: Object.fromEntries([...names].map((name) => {
      const effect = delivery.effects[name]
      return [name, effect
        ? { ...effect, retry_at: effect.retry_at === null ? null : timestamp(effect.retry_at), updated_at: effect.updated_at === 0 ? null : timestamp(effect.updated_at) }
        : { state: 'pending' as const, attempts: 0, receipt: null, last_error: null, retry_at: null, updated_at: null }]
    }))
  }
}

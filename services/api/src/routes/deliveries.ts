/** What follows an auction, for those whom it concerns: its report, and the delivery of its effects. */
import { eventIdOf, oneOf, winnerOf, type Auction } from '@martelo/auction'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { viewerOf, type Guards } from '../authentication.ts'
import type { App, Context } from '../context.ts'
import { DeliveryResource, deliveryResource } from '../delivery-form.ts'
import { Problem } from '../problems.ts'
import { readReport } from '../report.ts'
import { reportHtml } from '../report-html.ts'
import { reportMarkdown } from '../report-markdown.ts'

const FORMATS = ['json', 'markdown', 'html'] as const
const security = [{ session: [] }, { token: [] }]
const IdParams = Type.Object({ id: Type.String() })

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
    const delivery = await inspector.delivery(event_id)
    if (delivery === null && await inspector.isForgotten(auction.lifecycle.closed_at)) throw new Problem('not_found', 'The auction closed so long ago that its delivery is no longer kept.')
    // No worker has taken the event yet: everything is still to come.
    return deliveryResource(delivery ?? { event_id, state: 'pending', reason: null, effects: {} })
  })
}

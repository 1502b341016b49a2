/** What administrators see and decide: the pipeline, all deliveries, and who is blocked. */
import { oneOf } from '@martelo/auction'
import { DELIVERY_STATES } from '@martelo/event-stream'
import { Type } from 'typebox'
import { viewerOf, type Guards } from '../authentication.ts'
import type { App, Context } from '../context.ts'
import { DeliveryResource, deliveryResource } from '../delivery-form.ts'
import { PageQuery, pageOf } from '../pagination.ts'
import { PipelineResource, pipelineResource } from '../pipeline-form.ts'
import { Problem, invalid } from '../problems.ts'

const security = [{ session: [] }, { token: [] }]

export function operationRoutes (app: App, { accounts, inspector }: Context, guards: Guards): void {
  app.get('/ops/pipeline', {
    preHandler: guards.administrator,
    schema: { operationId: 'getPipeline', summary: 'The stream, its workers, and what waits', tags: ['operations'], security, response: { 200: PipelineResource } }
  }, async () => pipelineResource(await inspector.pipeline()))

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
      params: Type.Object({ id: Type.String() }),
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

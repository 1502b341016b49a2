/** Whether this process lives, and whether it can work. */
import { timestamp } from '@martelo/auction'
import { Type } from 'typebox'
import type { App, Context } from '../context.ts'

const Away = Type.Object({ effect: Type.String(), since: Type.String() })
const Health = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('degraded')]),
  store: Type.Union([Type.Literal('ok'), Type.Literal('unavailable')]),
  warnings: Type.Array(Type.String()),
  pipeline: Type.Optional(Type.Object({ lag: Type.Integer(), pending: Type.Integer(), parked: Type.Integer(), unknown: Type.Integer(), dead: Type.Integer(), workers: Type.Integer() })),
  remotes_away: Type.Optional(Type.Array(Away, { description: 'Remotes of effects that were away five times in a row.' }))
})

export function healthRoutes (app: App, { store, inspector, phase, storeWarnings }: Context): void {
  app.get('/api/health', {
    schema: { operationId: 'getHealth', summary: 'How the service and its store are', tags: ['operations'], response: { 200: Health, 503: Health } }
  }, async (_request, reply) => {
    const warnings = [...storeWarnings()]
    try {
      const { lag, pending, parked, unknown, dead, consumers, remotes_away } = await inspector.pipeline()
      const away = remotes_away.map(({ effect, since }) => ({ effect, since: timestamp(since) }))
      return { status: warnings.length + away.length > 0 ? 'degraded' as const : 'ok' as const, store: 'ok' as const, warnings, pipeline: { lag, pending, parked, unknown, dead, workers: consumers.length }, remotes_away: away }
    } catch {
      return await reply.code(503).header('retry-after', '1').send({ status: 'degraded' as const, store: 'unavailable' as const, warnings })
    }
  })

  // Liveness asks nobody else: a store that is away is no reason to restart this process.
  for (const path of ['/livez', '/api/livez']) app.get(path, { schema: { hide: true } }, async () => ({ status: 'ok' }))

  for (const path of ['/readyz', '/api/readyz']) {
    app.get(path, { schema: { hide: true } }, async (_request, reply) => {
      const unready = async (status: string) => await reply.code(503).header('retry-after', '1').send({ status })
      if (phase() !== 'serving') return await unready(phase())
      try {
        await store.due(1)
        return { status: 'ok' }
      } catch {
        return await unready('unavailable')
      }
    })
  }
}

/**
 * What every request leaves behind, whatever it was about: its id in the answer, one line in the log, a count. No addresses, names,
 * tokens or queries: a line tells the route, not what stood in it, and of ids only the auction's and the event's.
 */
import { isAuctionId } from '@martelo/auction'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App, Context } from './context.ts'
import { Problem } from './problems.ts'

/** Asked every few seconds by whoever watches over the process: told only to those who want to know everything. */
const PROBES: ReadonlySet<string | undefined> = new Set(['/livez', '/readyz', '/api/livez', '/api/readyz', '/api/health'])

export function installRequests (app: App, { metrics, phase }: Pick<Context, 'metrics' | 'phase'>): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
    const route = request.routeOptions.url
    // Until the store has been looked at nobody may write to it: it may belong to another release.
    if (phase() === 'starting' && route !== undefined && /^\/(api|images)\//.test(route) && !PROBES.has(route)) throw new Problem('store_unavailable')
  })

  // Whoever keeps a connection is asked to take another one, to a process that stays.
  app.addHook('onSend', async (_request, reply) => { if (phase() === 'draining') void reply.header('connection', 'close') })

  app.addHook('onResponse', async (request, reply) => {
    const { method, problem } = request
    const { url } = request.routeOptions
    const status = reply.statusCode
    const ms = isStream(reply) ? null : Math.round(reply.elapsedTime * 10) / 10
    metrics.request({ method, route: labelOf(url), status, problem, seconds: ms === null ? null : ms / 1000 })
    request.log[PROBES.has(url) ? 'debug' : 'info']({ method, route: url, status, ...(ms !== null && { ms }), ...(problem !== null && { problem }), ...idsIn(request) }, 'request')
  })
}

/** A built file's name holds a hash of its content: a label for each of them would grow with every release. */
function labelOf (url: string | undefined): string {
  if (url === undefined) return 'none'
  return url.startsWith('/assets/') ? '/assets/*' : url
}

function isStream (reply: FastifyReply): boolean {
  return String(reply.raw.getHeader('content-type')).startsWith('text/event-stream')
}

function idsIn (request: FastifyRequest): { auction_id?: string, event_id?: string } {
  const { id, event_id } = (request.params ?? {}) as { id?: string, event_id?: string }
  return { ...(id !== undefined && isAuctionId(id) && { auction_id: id }), ...(event_id !== undefined && /^[\w-]{1,100}$/.test(event_id) && { event_id }) }
}

/** Prometheus metrics, and the little server that shows them with liveness and readiness. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Registry, collectDefaultMetrics } from 'prom-client'
import type { Logger } from 'pino'

export { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** A registry with what Node tells of itself; every series carries the service's name. */
export function createRegistry (service: string): Registry {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  return registry
}

export interface MetricsServerOptions {
  /** The next free one above it is taken when it is in use; 0 takes any. */
  port: number
  host: string
  registry: Registry
  /** Is this process worth keeping? It asks nobody else: a store that is away is no reason to restart. Yes, if not given. */
  live?: () => boolean
  /** May new work be given to this process? A promise that rejects is a no. */
  ready: () => Promise<boolean> | boolean
  logger: Logger
}

export interface MetricsServer {
  port: number
  /** May be called twice. */
  close: () => Promise<void>
}

interface Answer { status: number, type: string, body: string }

export async function startMetricsServer (options: MetricsServerOptions): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    void answer(request.url?.split('?')[0], options).catch((error: Error): Answer => {
      options.logger.error({ err: error }, 'metrics failed')
      return { status: 500, type: 'text/plain', body: 'failed\n' }
    }).then(({ status, type, body }) => { response.writeHead(status, { 'content-type': type }).end(body) })
  })
  await listenNear(server, options.port, options.host)
  // Asked for by others, never a reason to stay.
  server.unref()
  const { port } = server.address() as AddressInfo
  options.logger.info({ port }, 'metrics')
  return {
    port,
    async close () {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    }
  }
}

async function answer (path: string | undefined, { registry, live, ready }: MetricsServerOptions): Promise<Answer> {
  const state = (good: boolean, bad: string): Answer => ({ status: good ? 200 : 503, type: 'text/plain', body: good ? 'ok\n' : `${bad}\n` })
  switch (path) {
    case '/metrics': return { status: 200, type: registry.contentType, body: await registry.metrics() }
    case '/livez': return state(live?.() ?? true, 'not live')
    case '/readyz': return state(await Promise.resolve().then(ready).catch(() => false), 'not ready')
    default: return { status: 404, type: 'text/plain', body: 'not found\n' }
  }
}

const TRIES = 100

async function listenNear (server: Server, port: number, host: string): Promise<void> {
  for (let next = port; ; next++) {
    try {
      server.listen(next, host)
      await once(server, 'listening')
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || next === port + TRIES || next === 65535) throw error
    }
  }
}

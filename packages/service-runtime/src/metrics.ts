/** Prometheus metrics, and the little server that shows them with liveness and readiness. */
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Registry, collectDefaultMetrics } from 'prom-client'
import type { Logger } from 'pino'

export { Counter, Gauge, Histogram, Registry } from 'prom-client'

export function createRegistry (service: string): Registry {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  return registry
}

export interface MetricsServerOptions {
  port: number
  host: string
  registry: Registry
  /** May new work be given to this process? */
  ready: () => Promise<boolean> | boolean
  logger: Logger
}

/** Takes the port, or the next free one of the hundred above it. */
export async function startMetricsServer ({ port, host, registry, ready, logger }: MetricsServerOptions): Promise<{ port: number, close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: string, type = 'text/plain') => response.writeHead(status, { 'content-type': type }).end(body)
    void (async () => {
      switch (request.url) {
        case '/metrics': return answer(200, await registry.metrics(), registry.contentType)
        // Liveness asks nobody else: a store that is away is no reason to restart this process.
        case '/livez': return answer(200, 'ok\n')
        case '/readyz': return await ready() ? answer(200, 'ok\n') : answer(503, 'not ready\n')
        default: return answer(404, 'not found\n')
      }
    })().catch((error: Error) => {
      logger.error({ err: error }, 'metrics failed')
      answer(500, 'failed\n')
    })
  })
  await listenNear(server, port, host)
  const { port: taken } = server.address() as AddressInfo
  return {
    port: taken,
    async close () {
      if (!server.listening) return
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
  }
}

async function listenNear (server: Server, port: number, host: string): Promise<void> {
  for (let offset = 0; ; offset++) {
    try {
      server.listen(port === 0 ? 0 : port + offset, host)
      await once(server, 'listening')
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || offset === 100) throw error
    }
  }
}

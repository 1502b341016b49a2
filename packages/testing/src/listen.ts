/** HTTP for the stand-ins: small servers that answer JSON and plain pages. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listening {
  url: string
  port: number
  /** Ends open requests too. May be called twice. */
  close: () => Promise<void>
}

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void

const LARGEST_BODY = 5_000_000

/** @throws when the port is taken. */
export async function listen (handle: Handler, { port = 0, host = '127.0.0.1' }: { port?: number, host?: string } = {}): Promise<Listening> {
  const server = createServer((request, response) => {
    void (async () => {
      try {
        await handle(request, response, new URL(request.url ?? '/', 'http://stand-in'))
      } catch (error) {
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
        response.end((error as Error).message)
      }
    })()
  })
  server.listen(port, host)
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    async close () {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    }
  }
}

export async function bodyOf (request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST_BODY) throw new Error('the body is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

export function sendJson (response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers }).end(JSON.stringify(value))
}

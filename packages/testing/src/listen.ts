/** HTTP for the stand-ins: small servers that answer JSON and plain pages. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listening { url: string, port: number, close: () => Promise<void> }

export async function listen (handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>, { port = 0, host = '127.0.0.1' }: { port?: number, host?: string } = {}): Promise<Listening> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(500)
      response.end(error.message)
    })
  })
  await listening(server, port, host)
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://${host}:${taken}`,
    port: taken,
    async close () {
      if (!server.listening) return
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
  }
}

async function listening (server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host)
  await once(server, 'listening')
}

export async function bodyOf (request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}

export function sendJson (response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(value))
}

/** No script, no other host; style from a file of the server's own. */
const PAGE_HEADERS = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'self'; frame-src 'self'", 'x-content-type-options': 'nosniff' }

export function sendPage (response: ServerResponse, title: string, body: string): void {
  response.writeHead(200, PAGE_HEADERS).end(`<!doctype html><html lang="pt-BR"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="5"><title>${escapeHtml(title)}</title><link rel="stylesheet" href="/style.css"></head><body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`)
}

export function sendStyle (response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' }).end(STYLE)
}

export function escapeHtml (text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

const STYLE = `
body { margin: 0; background: #f5f2ec; color: #23211c; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1 { font: 600 1.6rem/1.25 Georgia, serif }
article { background: #fff; border: 1px solid #e2ddd2; border-left: 4px solid #1f4d3a; border-radius: 6px; padding: 1rem 1.25rem; margin: 0 0 1rem }
article h2 { font-size: 1.1rem; margin: 0 0 .25rem }
.about { color: #6b665c; font-size: .9rem; margin: 0 0 .75rem; font-variant-numeric: tabular-nums }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .75rem 0 0 } dt { color: #6b665c } dd { margin: 0 }
iframe { width: 100%; height: 34rem; border: 1px solid #e2ddd2; border-radius: 4px; background: #fff }
a { color: #1f4d3a }
@media (prefers-color-scheme: dark) { body { background: #1b1a17; color: #ebe7de } article { background: #24221e; border-color: #45413a } .about, dt { color: #a9a294 } a { color: #8fc7ab } }
`

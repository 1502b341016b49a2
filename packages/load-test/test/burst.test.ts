/** The load that runs inside a cluster, against built services; its people sign in through an inbox that speaks as Mailpit does. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { freePort, withInbox, withRedis, withService, type Inbox } from '@martelo/testing'
import { runBurst } from '../src/burst/burst.ts'
import { bidders } from '../src/burst/people.ts'

const built = (service: string) => fileURLToPath(new URL(`../../../services/${service}/dist/main.js`, import.meta.url))

/** Mailpit's search and message, over the development inbox. */
async function asMailpit (t: { teardown: (fn: () => unknown) => void }, inbox: Inbox): Promise<string> {
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://inbox')
    const to = url.searchParams.get('query')?.replace(/^to:/, '')
    const body = to !== undefined ? { messages: inbox.messages.filter((mail) => mail.to[0] === to).map(({ id }) => ({ ID: id })) } : { Text: inbox.messages.find(({ id }) => url.pathname.endsWith(`/${id}`))!.text }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('a burst is created, bid on, closed and settled', async (t) => {
  const server = await withRedis(t)
  const inbox = await withInbox(t)
  const port = await freePort()
  const env = { REDIS_URL: server.url, API_PORT: String(port), METRICS_PORT: '0', SMTP_HOST: inbox.smtp.host, SMTP_PORT: String(inbox.smtp.port), RATE_LIMIT: 'off', LOG_LEVEL: 'warn', WORKER_CONCURRENCY: '2' }
  await Promise.all([withService(t, built('api'), env), withService(t, built('worker'), env)])
  const api = `http://127.0.0.1:${port}`
  const people = await bidders(api, { tokens: null, inbox: await asMailpit(t, inbox), start: '' })

  const said: string[] = []
  const result = await runBurst({ api, auctions: 30, connections: 4, patience_ms: 60_000, ...people, say: (text) => { said.push(text) } })
  t.match(result, { created: { requests: 30, refused: 0 }, bids: { requests: 30, refused: 0 }, most_workers: 1 })
  t.ok(result.closed_ms > 0 && result.settled_ms >= result.closed_ms)
  t.equal(inbox.messages.filter(({ to, subject }) => to[0] === 'load-bidder@martelo.test' && /Burst \d+/.test(subject)).length, 30, 'each winner was written to')
  t.match(said[0], /30 created/)
  await t.rejects(runBurst({ api, auctions: 2, connections: 1, patience_ms: 1000, ...people, bidder: people.seller, say: () => {} }), /every request was refused: 2 × 403/, 'an owner may not bid')
  await t.rejects(bidders(api, { tokens: 'only-one', inbox: null, start: '' }), /two tokens/)
  await t.rejects(bidders(api, { tokens: null, inbox: null, start: '/nonexistent' }), /LOAD_TOKENS/)
})

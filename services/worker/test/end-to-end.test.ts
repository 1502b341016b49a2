/** The built services as processes, driven only from outside. */
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { createAccounts } from '@martelo/accounts'
import { freePort, withDiscord, withInbox, withRedis, withService } from '@martelo/testing'

const built = (service: string) => fileURLToPath(new URL(`../../${service}/dist/main.js`, import.meta.url))
const CLOSINGS = 200

t.test('closings reach report, mail and post once each, though a worker is killed half-way', async (t) => {
  const server = await withRedis(t)
  const inbox = await withInbox(t)
  const discord = await withDiscord(t)
  const port = await freePort()
  const env = {
    REDIS_URL: server.url, API_PORT: String(port), METRICS_PORT: '0', SMTP_HOST: inbox.smtp.host, SMTP_PORT: String(inbox.smtp.port), DISCORD_WEBHOOK_URL: discord.webhook,
    ADMIN_EMAILS: 'admin@example.com', RATE_LIMIT: 'off', LOG_LEVEL: 'warn', WORKER_LEASE_MS: '5000', WORKER_CONCURRENCY: '8'
  }
  const [, first] = await Promise.all([withService(t, built('api'), env), withService(t, built('worker'), env), withService(t, built('worker'), env)])
  const accounts = createAccounts(server.connect())
  const tokens: Record<string, string> = {}
  for (const name of ['admin', 'ana', 'bruno']) {
    const account = await accounts.create({ name, email: `${name}@example.com` })
    tokens[name] = (await accounts.createToken(account.id, { label: 'test' })).token
  }
  const call = async (who: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/api${path}`, { method, headers: { authorization: `Bearer ${tokens[who]}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers }, ...(body !== undefined && { body: JSON.stringify(body) }) })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
    return /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text
  }

  const ids: string[] = []
  await Promise.all(Array.from({ length: 10 }, async () => {
    while (ids.length < CLOSINGS) {
      const slot = ids.push('') - 1
      const { id } = await call('ana', 'POST', '/auctions', { title: `Item ${slot}`, description: '', starting_price: '10.00', duration_seconds: 3600 })
      await call('bruno', 'POST', `/auctions/${id}/bids`, { amount: '12.50' })
      ids[slot] = id
    }
  }))
  const settled = async () => (await call('admin', 'GET', '/ops/pipeline')) as { lag: number, pending: number, parked: number, unknown: number, done: number }
  const closing = Promise.all(Array.from({ length: 10 }, async (_, i) => { for (let at = i; at < ids.length; at += 10) await call('ana', 'POST', `/auctions/${ids[at]}/close`) }))
  while (inbox.messages.length < CLOSINGS / 4) await new Promise((resolve) => { setTimeout(resolve, 5) })
  await first.kill()
  await closing

  for (let now = await settled(); now.lag + now.pending + now.parked > 0 || now.unknown + now.done < CLOSINGS; now = await settled()) await new Promise((resolve) => { setTimeout(resolve, 100) })
  // What the killed worker had begun is unknown, and said so: an operator looks, and decides.
  const unknown = (await call('admin', 'GET', '/ops/deliveries?state=unknown&limit=100')).items as Array<{ event_id: string, effects: Record<string, { state: string }> }>
  t.ok(unknown.length <= 8, `${unknown.length} unknown: no more than were in flight`)
  for (const { event_id, effects } of unknown) {
    const title = (await call('ana', 'GET', `/auctions/${event_id.slice(4)}`)).title as string
    for (const [effect, { state }] of Object.entries(effects)) {
      if (state !== 'unknown') continue
      const arrived = effect === 'email' ? inbox.messages.some(({ subject }) => subject.endsWith(`: ${title}`)) : discord.posts.some(({ embeds }) => embeds[0]?.title?.endsWith(`: ${title}`))
      await call('admin', 'POST', `/ops/deliveries/${event_id}/effects/${effect}/${arrived ? 'mark-done' : 'resend'}`)
    }
  }
  for (let now = await settled(); now.done < CLOSINGS; now = await settled()) await new Promise((resolve) => { setTimeout(resolve, 50) })

  t.equal(inbox.messages.length, CLOSINGS, 'mails')
  t.equal(new Set(inbox.messages.map(({ message_id }) => message_id)).size, CLOSINGS, 'each another')
  t.equal(discord.posts.length, CLOSINGS, 'posts')
  t.equal(new Set(discord.posts.map(({ embeds }) => embeds[0]?.title)).size, CLOSINGS, 'each another')
  t.ok(inbox.messages.every(({ to, html, text }) => to[0] === 'bruno@example.com' && html !== null && text.includes('R$')))
  t.match(await call('bruno', 'GET', `/auctions/${ids[0]}/report`, undefined, { accept: 'text/markdown' }), /# Relatório do leilão: Item 0[^]*Vencedor \| bruno/)

  // An unsold auction has a report and a post, and no mail.
  const { id: unsold } = await call('ana', 'POST', '/auctions', { title: 'Sem lances', description: '', starting_price: '1.00', duration_seconds: 3600 })
  await call('ana', 'POST', `/auctions/${unsold}/close`)
  await discord.waitFor(({ embeds }) => embeds[0]?.title?.endsWith(': Sem lances') ?? false)
  for (let state = ''; state !== 'done';) state = (await call('ana', 'GET', `/auctions/${unsold}/delivery`)).state
  t.match((await call('ana', 'GET', `/auctions/${unsold}/delivery`)).effects, { report: { state: 'done' }, email: { state: 'skipped' }, discord: { state: 'done' } })

  // A message of another program gets the same three effects, once, though several workers listen.
  const second = await withService(t, built('worker'), env)
  t.ok(second.child.pid)
  const message = JSON.stringify({ type: 'auction_ended', timestamp: '2026-11-23T12:00:00.000Z', auction: { auction_id: 'legado-7', title: 'Bicicleta', winner_name: 'Zeca', winner_email: 'zeca@example.com', current_price: 99.9 } })
  const publisher = server.connect()
  await publisher.publish('leiloes_finalizados', message)
  await publisher.publish('leiloes_finalizados', message)
  const foreign = await inbox.waitFor(({ to }) => to.includes('zeca@example.com'))
  t.match(foreign.text, /Zeca[^]*Bicicleta[^]*R\$\s99,90/)
  const post = await discord.waitFor(({ embeds }) => embeds[0]?.title?.endsWith(': Bicicleta') ?? false)
  t.ok(post.embeds[0]?.fields?.some(({ value }) => value === 'Zeca'))
  while ((await settled()).done < CLOSINGS + 2) await new Promise((resolve) => { setTimeout(resolve, 50) })
  t.equal(inbox.messages.length, CLOSINGS + 1)
  t.equal(discord.posts.length, CLOSINGS + 2)
  t.same(await publisher.keys('{p0}:attachment:*'), [], 'its names are gone')
})

/** What whoever looks after the API relies on: probes, metrics, logs, its end. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { freePort, withRedis, withScriptedSmtp, withService } from '@martelo/testing'
import { events, withApi } from './helper.ts'

const built = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const item = { title: 'Relógio', description: 'de parede', starting_price: '10.00', duration_seconds: 3600 }
const statusOf = async (url: string) => (await fetch(url)).status
const read = async (url: string) => await (await fetch(url)).text()

t.test('the metrics are those of docs/metrics.md, and count what happened', async (t) => {
  const { call, person, address, metrics, server } = await withApi(t)
  const [ana, bruno, carla] = await Promise.all([person('Ana'), person('Bruno'), person('Carla')])
  const { body } = await ana.as('POST', '/api/auctions', item)
  const path = `/api/auctions/${body.id}`
  const closed = events(`${address}${path}/stream`, (kinds) => kinds.includes('closed'))
  const list = new AbortController()
  await fetch(`${address}/api/stream`, { signal: list.signal })
  await bruno.as('POST', `${path}/bids`, { amount: '10.00' })
  await carla.as('POST', `${path}/bids`, { amount: '10.01' })
  await ana.as('POST', `${path}/bids`, { amount: '20.00' })
  await call('GET', '/nothing/here?q=Ana')
  while (!/martelo_sse_clients\{stream="auction",service="api"\} 1/.test(await read(`${metrics}/metrics`)));
  t.match(await read(`${metrics}/metrics`), /martelo_sse_clients\{stream="list",service="api"\} 1/)
  await ana.as('POST', `${path}/close`)
  await closed
  list.abort()

  const text = await read(`${metrics}/metrics`)
  const documented = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8').split('\n').map((line) => /^\| `(martelo_\w+)` \|[^|]*\|[^|]*\| ([^|]*) \|/.exec(line)).filter((row) => row !== null && row[2]!.includes('api')).map((row) => row![1])
  t.same([...text.matchAll(/^# TYPE (martelo_\w+)/gm)].map(([, name]) => name).sort(), documented.sort(), 'both ways')
  for (const line of [
    'martelo_bids_total{outcome="accepted",service="api"} 1', 'martelo_bids_total{outcome="bid_too_low",service="api"} 1', 'martelo_bids_total{outcome="own_auction",service="api"} 1',
    'martelo_http_requests_total{method="POST",route="/api/auctions/:id/bids",status="201",service="api"} 1', 'martelo_http_requests_total{method="GET",route="none",status="404",service="api"} 1',
    'martelo_http_request_duration_seconds_count{service="api",method="POST",route="/api/auctions"} 1', 'martelo_auctions_closed_total{service="api"} 1', 'martelo_close_lateness_seconds_count{service="api"} 1',
    'martelo_stream_length{service="api"} 1', 'martelo_stream_lag{service="api"} 1', 'martelo_stream_pending{service="api"} 0', 'martelo_events_unknown{service="api"} 0', 'martelo_store_up{service="api"} 1', 'martelo_store_warnings{service="api"} 0'
  ]) t.ok(text.includes(`${line}\n`), line)
  t.notMatch(text, /_duration_seconds_count\{[^}]*stream"/, 'a live stream has no duration that says anything')
  t.match(text, /nodejs_eventloop_lag_p99_seconds/)

  // Redis hangs, and is gone: the scrape is answered in time, without its numbers.
  server.signal('SIGSTOP')
  const from = performance.now()
  const without = await read(`${metrics}/metrics`)
  t.ok(performance.now() - from < 2000, 'in time')
  t.notMatch(without, /^martelo_stream_lag\{/m)
  t.match(without, /martelo_bids_total\{outcome="accepted",service="api"\} 1/)
  server.signal('SIGCONT')
  await server.kill()
  while (!/martelo_store_up\{service="api"\} 0/.test(await read(`${metrics}/metrics`)));
  t.same([await statusOf(`${address}/livez`), await statusOf(`${metrics}/livez`)], [200, 200], 'no reason to restart')
  t.same([await statusOf(`${address}/readyz`), await statusOf(`${metrics}/readyz`)], [503, 503], 'and none to give it work')
  t.match(await call('GET', path), { status: 503, body: { code: 'store_unavailable' } })

  // It comes back with other settings, which is told.
  await server.start()
  while (await statusOf(`${address}/readyz`) !== 200);
  t.match((await call('GET', path)).body, { status: 'closed' })
  const direct = server.connect()
  await direct.config('SET', 'appendfsync', 'everysec')
  await direct.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
  while (!/martelo_store_warnings\{service="api"\} 1/.test(await read(`${metrics}/metrics`)));
  t.match((await call('GET', '/api/health')).body, { status: 'degraded', warnings: [/appendfsync is everysec/] })
})

t.test('answers and log lines carry the id of the request, and nothing personal', async (t) => {
  const lines: string[] = []
  const smtp = await withScriptedSmtp(t, { RCPT: { reply: '550 5.1.1 <canario@segredo.example> is unknown' } })
  const { call, person, accounts, server } = await withApi(t, { LOG_LEVEL: 'trace', SMTP_PORT: String(smtp.port), TRUST_PROXY: 'loopback' }, (line) => { lines.push(line) })
  const canario = await accounts.create({ name: 'Canário Segredo', email: 'canario@segredo.example' })
  const { token } = await accounts.createToken(canario.id, { label: 'rótulo-segredo' })
  const seller = await person('Vendedor')
  const { body: auction } = await seller.as('POST', '/api/auctions', { ...item, title: 'Título-segredo' })
  const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.77', cookie: 'outro=biscoito-segredo', 'user-agent': 'agente-segredo' }

  const bid = await call('POST', `/api/auctions/${auction.id}/bids`, { amount: '10.00' }, headers)
  t.equal(bid.status, 201)
  await call('POST', '/api/sign-in', { email: 'canario@segredo.example', name: 'Canário Segredo' }, headers)
  await smtp.reached('RCPT')
  await call('POST', '/api/sign-in/verify', { email: 'canario@segredo.example', code: '135790' }, headers)
  await call('POST', '/api/sign-in', { email: 'canario@segredo.example', nome: 'Canário Segredo' }, headers)
  await call('POST', '/api/auctions', '{"title": "Título-segredo', headers)
  await call('GET', '/api/auctions?q=Segredo&cursor=biscoito-segredo', undefined, headers)
  await call('GET', '/canario@segredo.example/segredo', undefined, headers)
  await seller.as('POST', `/api/auctions/${auction.id}/close`)
  // Redis refuses a command whose arguments tell everything.
  const direct = server.connect()
  for (const key of await direct.keys('{account:*')) {
    await direct.del(key)
    await direct.set(key, 'x')
  }
  const broken = await call('PATCH', '/api/me', { name: 'Canário Segredo' }, headers)
  t.match(broken, { status: 500, body: { code: 'internal' } })

  while (!lines.some((line) => line.includes('"status":500'))) await new Promise((resolve) => { setImmediate(resolve) })
  const said = lines.join('')
  for (const secret of [/segredo/i, /can[aá]rio/i, token, '135790', '203.0.113.77', 'vendedor@example.com', /Vendedor/]) t.notMatch(said, secret, String(secret))
  const logged = lines.map((line) => JSON.parse(line) as Record<string, any>)
  t.equal(bid.headers.get('x-request-id'), logged.find(({ route }) => route === '/api/auctions/:id/bids')?.request_id)
  t.match(logged.find(({ route }) => route === '/api/auctions/:id/bids'), { msg: 'request', method: 'POST', status: 201, auction_id: auction.id })
  t.match(logged.find(({ msg }) => msg === 'auction closed'), { auction_id: auction.id, event_id: `evt_${auction.id}` })
  t.match(logged.find(({ msg }) => msg === 'request failed'), { request_id: broken.body.request_id, err: { type: /Error/, message: /WRONGTYPE/, stack: /at / } })
  t.equal(broken.headers.get('x-request-id'), broken.body.request_id)
  t.match(logged.find(({ msg }) => msg === 'a sign-in code could not be sent'), { request_id: /-/, reason: /550/ })
})

t.test('a process that is started before its Redis lives, says what it waits for, and serves when it is there', async (t) => {
  const server = await withRedis(t)
  await server.kill()
  const [port, metricsPort] = [await freePort(), await freePort()]
  const env = { REDIS_URL: `redis://:segredo@127.0.0.1:${server.port}`, API_PORT: String(port), METRICS_PORT: String(metricsPort), LOG_LEVEL: 'info', IMAGES_DIR: t.testdir({}) }
  const starting = withService(t, built, env)
  const at = `http://127.0.0.1:${port}`
  for (let up = false; !up;) up = await statusOf(`${at}/livez`).then((status) => status === 200, () => false)
  t.same([await statusOf(`http://127.0.0.1:${metricsPort}/livez`), await statusOf(`${at}/readyz`), await statusOf(`http://127.0.0.1:${metricsPort}/readyz`)], [200, 503, 503])
  t.match(await (await fetch(`${at}/api/auctions`)).json(), { status: 503, code: 'store_unavailable' }, 'nobody touches a store that was not looked at')
  await server.start()
  const direct = server.connect()
  // ioredis says AUTH although no password is wanted; Redis refuses it.
  await direct.config('SET', 'requirepass', 'outra')
  await new Promise((resolve) => { setTimeout(resolve, 1500) })
  await direct.config('SET', 'requirepass', 'segredo')
  const service = await starting
  while (await statusOf(`${at}/readyz`) !== 200);
  const away = service.lines.filter((line) => line.includes('trying again until'))
  t.match(JSON.parse(away[0]!), { redis: `127.0.0.1:${server.port}`, reason: /ECONNREFUSED/ })
  t.equal(away.length, 1, 'one line, whoever of the process waits')
  t.match(service.lines.find((line) => line.includes('Redis is back')), /away_seconds/)
  t.notMatch(service.lines.join(), 'segredo', 'never the password')
  await service.kill('SIGTERM')
  t.equal(service.child.exitCode, 0)
})

t.test('wrong settings are one line each, and the process ends', async (t) => {
  for (const [env, line] of [
    [{ NODE_ENV: 'production', REDIS_URL: 'redis://:changeme@redis' }, 'REDIS_URL: a placeholder was given; NODE_ENV=production needs the real value'],
    [{ NODE_ENV: 'production' }, 'REDIS_URL: nothing was given; NODE_ENV=production needs it']
  ] as Array<[Record<string, string>, string]>) {
    await t.rejects(withService(t, built, env), { message: new RegExp(`ended with 1 without the line ready:\n${line}$`) })
  }
})

t.test('an end that loses nobody', async (t) => {
  const server = await withRedis(t)
  const port = await freePort()
  const service = await withService(t, built, { REDIS_URL: server.url, API_PORT: String(port), METRICS_PORT: '0', DRAIN_MS: '600', LOG_LEVEL: 'warn', IMAGES_DIR: t.testdir({}) })
  const at = `http://127.0.0.1:${port}`

  // One sends its body slowly, one keeps its connection, one follows.
  const body = '{"email": "ana@example.com", "name": "Ana"}'
  const slow = request({ port, method: 'POST', path: '/api/sign-in', headers: { 'content-type': 'application/json', 'content-length': body.length } })
  slow.write(body.slice(0, 10))
  const answered = once(slow, 'response') as Promise<[{ statusCode: number, headers: Record<string, string> }]>
  const kept = connect(port, '127.0.0.1')
  const ask = async (): Promise<string> => {
    kept.write('GET /livez HTTP/1.1\r\nhost: x\r\n\r\n')
    return String((await once(kept, 'data') as [Buffer])[0])
  }
  t.match(await ask(), /200 OK[^]*connection: keep-alive/i)
  const stream = await fetch(`${at}/api/stream`)

  const ended = service.kill('SIGTERM')
  while (await statusOf(`${at}/readyz`) !== 503);
  t.equal(await statusOf(`${at}/api/categories`), 200, 'it still serves, new connections too')
  const last = await ask()
  t.match(last, /200 OK[^]*connection: close/i, 'who keeps a connection is asked to take another')
  t.match(await stream.text(), /retry: [1-3]\d{3}\n\n$/, 'who follows is told when to come back')
  slow.end(body.slice(10))
  const [response] = await answered
  t.match(response, { statusCode: 202, headers: { connection: 'close' } }, 'what was being asked is answered')
  await ended
  t.equal(service.child.exitCode, 0)
})

/** The client is what the API's document says, and does what it says: against the built API, from outside. */
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createConfig, lint } from '@redocly/openapi-core'
import openapiTS, { astToString } from 'openapi-typescript'
import t from 'tap'
import { createAccounts } from '@martelo/accounts'
import { createClient } from '../src/index.ts'
import { freePort, startProcess, withInbox, withRedis, withService, type Teardown } from '@martelo/testing'

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const [DOCUMENT, SCHEMA, API, EXAMPLE] = [file('../openapi.json'), file('../src/schema.ts'), file('../../../services/api/dist/main.js'), file('../dist/example.js')]
const item = { title: 'Relógio', starting_price: '10.00', duration_seconds: 3600 }

async function withBuiltApi (t: Teardown) {
  const [server, inbox, port] = [await withRedis(t), await withInbox(t), await freePort()]
  await withService(t, API, { REDIS_URL: server.url, API_PORT: String(port), METRICS_PORT: '0', SMTP_HOST: inbox.smtp.host, SMTP_PORT: String(inbox.smtp.port), RATE_LIMIT: 'off', LOG_LEVEL: 'warn' })
  const accounts = createAccounts(server.connect())
  const url = `http://127.0.0.1:${port}`
  async function person (name: string) {
    const { id } = await accounts.create({ name, email: `${name.toLowerCase()}@example.com` })
    const { token } = await accounts.createToken(id, { label: 'test' })
    return { token, martelo: createClient({ url: `${url}/`, token }) }
  }
  return { url, person }
}

t.test('the client', async (t) => {
  const { url, person } = await withBuiltApi(t)
  const [ana, bruno, carla] = await Promise.all([person('Ana'), person('Bruno'), person('Carla')])

  await t.test('document and types are those of the API', async (t) => {
    // Where it runs is no part of what it is.
    const document = JSON.stringify({ ...await (await fetch(`${url}/openapi.json`)).json() as object, servers: [{ url: '/' }] }, null, 2) + '\n'
    const schema = `/** Made from openapi.json; see CONTRIBUTING.md. Not edited. */\n${astToString(await openapiTS(document))}`
    if (process.env.TAP_SNAPSHOT === '1') await Promise.all([writeFile(DOCUMENT, document), writeFile(SCHEMA, schema)])
    const current = async (path: string, made: string) => { t.ok(await readFile(path, 'utf8').catch(() => '') === made, `${path} is current; if not, run this test with --snapshot and read what changed`) }
    await current(DOCUMENT, document)
    await current(SCHEMA, schema)
  })

  await t.test('the document is well made', async (t) => {
    const problems = await lint({ ref: DOCUMENT, config: await createConfig({ extends: ['recommended'] }) })
    t.same(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`), [])
  })

  await t.test('answers and refusals are values', async (t) => {
    const { data: auction, response } = await ana.martelo.POST('/api/auctions', { body: item })
    t.match(response.headers.get('location'), auction!.id)
    const path = { id: auction!.id }
    const { data: placed } = await bruno.martelo.POST('/api/auctions/{id}/bids', { params: { path }, body: { max_amount: '50.00' } })
    t.match(placed, { bid: { amount: '10.00' }, auction: { your_max_amount: '50.00' } })
    const { data, error } = await carla.martelo.POST('/api/auctions/{id}/bids', { params: { path }, body: { amount: '10.00' } })
    t.equal(data, undefined)
    t.match(error, { code: 'bid_too_low', minimum_bid: '10.50' })
    t.match((await createClient({ url }).GET('/api/me')).error, { code: 'unauthenticated' })
    t.match((await createClient({ url }).GET('/api/auctions/{id}', { params: { path } })).data, { title: 'Relógio', bid_count: 1 })
  })

  await t.test('the example', async (t) => {
    const run = async (token: string, ...args: string[]) => {
      const lines = await startProcess(t, { args: [EXAMPLE, ...args], env: { MARTELO_URL: url, MARTELO_TOKEN: token }, readyLine: /[.!]/ })
      return lines.lines.join('\n')
    }
    t.match(await run(carla.token, 'relogio', '40.00'), /^Relógio: The bid of R\$40\.00 was outbid at once/)
    t.match(await run(carla.token, 'relogio', '60.00'), /^Relógio: The bid of R\$51\.00 leads\./)
    t.match(await run(bruno.token, 'relogio', '1.00'), /^Relógio: bid_too_low: /)
    t.match(await run(carla.token, 'relogio', '70.00'), 'your maximum is 70.00 now')
    t.match(await run(carla.token, 'violino', '1.00'), 'No open auction')
  })
})

t.test('what did not arrive is sent again, as the same request', async (t) => {
  const seen: Array<{ method: string, key: string | undefined, body: string }> = []
  const answers: Array<number | 'cut'> = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => { body += chunk }).on('end', () => {
      seen.push({ method: request.method!, key: request.headers['idempotency-key'] as string | undefined, body })
      const answer = answers.shift()!
      if (answer === 'cut') return request.socket.destroy()
      response.writeHead(answer, { 'content-type': answer < 400 ? 'application/json' : 'application/problem+json', ...(answer === 429 && { 'retry-after': '0' }), ...(answer === 503 && answers.length === 0 && { 'retry-after': '60' }) }).end(`{"code": "status_${answer}"}`)
    })
  }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const martelo = createClient({ url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, wait_ms: 1 })
  const bid = async () => await martelo.POST('/api/auctions/{id}/bids', { params: { path: { id: 'x' } }, body: { amount: '10.00' } })
  const meet = (...coming: Array<number | 'cut'>) => {
    seen.length = 0
    answers.splice(0, answers.length, ...coming)
  }

  meet('cut', 503, 429, 201)
  t.equal((await bid()).response.status, 201)
  t.equal(seen.length, 4)
  t.equal(new Set(seen.map((each) => JSON.stringify(each))).size, 1, 'the same key, the same body')
  t.match(seen[0], { key: /^[0-9a-f-]{36}$/, body: '{"amount":"10.00"}' })
  meet(422)
  t.match((await bid()).error, { code: 'status_422' }, 'a refusal is not repeated')
  t.equal(seen.length, 1)
  meet(503)
  t.match((await bid()).error, { code: 'status_503' }, 'a wait of a minute is the caller’s to decide')
  meet('cut', 'cut', 'cut', 'cut')
  await t.rejects(bid())
  t.equal(seen.length, 4)
  meet('cut')
  await t.rejects(martelo.PATCH('/api/auctions/{id}', { params: { path: { id: 'x' } }, body: { title: 'X' } }), 'a change without a key is made once')
  t.equal(seen.length, 1)
})

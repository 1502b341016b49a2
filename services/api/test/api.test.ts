import t from 'tap'
import { events, withApi } from './helper.ts'

const item = { title: 'Relógio', description: 'de parede', starting_price: '10.00', duration_seconds: 3600, soft_close: null }

t.test('an auction from its creation to its end', async (t) => {
  const { call, person, address, server } = await withApi(t)
  const [ana, bruno, carla] = await Promise.all([person('Ana'), person('Bruno'), person('Carla')])

  const created = await ana.as('POST', '/api/auctions', item)
  t.equal(created.status, 201)
  t.equal(created.headers.get('location'), `/api/auctions/${created.body.id}`)
  t.match(created.body, { status: 'open', outcome: null, currency: 'BRL', current_price: '10.00', minimum_bid: '10.00', bid_count: 0, leader: null, seller: { name: 'Ana' }, version: 1 })
  const path = `/api/auctions/${created.body.id}`

  const live = events(`${address}${path}/stream`, (kinds) => kinds.includes('closed'))
  const first = await bruno.as('POST', `${path}/bids`, { max_amount: '114.00' })
  t.match(first, { status: 201, body: { bid: { amount: '10.00', automatic: false, bidder: { name: 'Bruno' } }, auction: { your_max_amount: '114.00', leader: { name: 'Bruno' } } } })
  const second = await carla.as('POST', `${path}/bids`, { max_amount: 157 })
  t.match(second.body.auction, { current_price: '116.50', minimum_bid: '119.00', leader: { name: 'Carla' } })
  t.notOk('your_max_amount' in (await call('GET', path)).body, 'nobody else sees a maximum')
  t.match((await bruno.as('POST', `${path}/bids`, { amount: '118.99' })), { status: 422, body: { code: 'bid_too_low', minimum_bid: '119.00' } })
  t.match((await ana.as('POST', `${path}/bids`, { amount: '500.00' })), { status: 403, body: { code: 'own_auction' } })
  t.match((await carla.as('POST', `${path}/bids`, { amount: '500.00' })), { status: 409, body: { code: 'already_leading' } })
  t.match(await carla.as('POST', `${path}/bids`, { max_amount: '200.00' }), { status: 201, body: { bid: null } }, 'a silent raise')
  t.match((await bruno.as('POST', `${path}/close`)), { status: 403, body: { code: 'not_owner' } })

  const channel = server.connect()
  await channel.subscribe('leiloes_finalizados')
  const announced = new Promise<string>((resolve) => { channel.on('message', (_channel, message) => { resolve(message) }) })
  const closed = await ana.as('POST', `${path}/close`)
  t.match(closed, { status: 200, body: { status: 'closed', outcome: 'sold', winner: { name: 'Carla' }, current_price: '116.50', minimum_bid: null } })
  t.same((await ana.as('POST', `${path}/close`)).body.closed_at, closed.body.closed_at, 'asking again answers the same')
  t.match(JSON.parse(await announced), { type: 'auction_ended', event_id: `evt_${created.body.id}`, auction: { auction_id: created.body.id, winner_name: 'Carla', winner_email: 'carla@example.com', current_price: 116.5, start_price: 10, bids: [{ username: 'Carla', amount: 116.5 }, { username: 'Bruno', amount: 10 }] } })

  const seen = await live
  t.same(seen.map(({ event }) => event), ['snapshot', 'bid', 'bid', 'closed'])
  t.equal(seen[1]!.data.bid.id, first.body.bid.id)
  t.equal((await fetch(`${address}${path}/stream`, { headers: { 'last-event-id': seen.at(-1)!.id } })).status, 204, 'there is nothing to come back for')
  const resumed = await events(`${address}${path}/stream`, (kinds) => kinds.includes('closed'), { 'last-event-id': seen[1]!.id })
  t.same(resumed.map(({ id }) => id), seen.slice(2).map(({ id }) => id), 'what was missed, without gap or repeat')

  const bids = await call('GET', `${path}/bids?limit=1`)
  t.match(bids.body, { items: [{ amount: '116.50' }], next_cursor: /-/ })
  t.match((await call('GET', `${path}/bids?cursor=${bids.body.next_cursor}`)).body, { items: [{ amount: '10.00' }], next_cursor: null })
  t.match((await bruno.as('POST', `${path}/bids`, { amount: '900.00' })), { status: 409, body: { code: 'auction_ended' } })
  t.match((await ana.as('GET', `${path}/delivery`)).body, { state: 'pending', effects: { report: { state: 'pending' }, email: {}, discord: {} } })
  t.match(await bruno.as('GET', `${path}/delivery`), { status: 403 })
  t.match(await carla.as('GET', `${path}/report`), { status: 404, body: { code: 'report_pending' } })
  t.match((await carla.as('GET', '/api/me/bids')).body.items, [{ standing: 'won' }])
  t.match((await bruno.as('GET', '/api/me/bids')).body.items, [{ standing: 'lost' }])
  t.match((await ana.as('GET', '/api/me/auctions')).body.items, [{ id: created.body.id }])
})

t.test('an auction closes by itself, once, soon after its end', async (t) => {
  const { person, address, server } = await withApi(t)
  const ana = await person('Ana')
  const { body } = await ana.as('POST', '/api/auctions', { ...item, duration_seconds: 1 })
  const seen = await events(`${address}/api/auctions/${body.id}/stream`, (kinds) => kinds.includes('closed'))
  const { auction } = seen.at(-1)!.data
  t.match(auction, { outcome: 'no_bids', status: 'closed' })
  t.ok(Date.parse(auction.closed_at) >= Date.parse(auction.ends_at), 'not before its end')
  t.equal(await server.connect().xlen('{p0}:finalized'), 1)
})

t.test('bad input is refused with its place, and nothing is stored', async (t) => {
  const { call, person, server } = await withApi(t)
  const ana = await person('Ana')
  const redis = server.connect()
  const keys = await redis.dbsize()
  const year = 366 * 24 * 3600 * 1000
  const bad: Array<[Record<string, unknown> | string, string]> = [
    ['{"title":', ''], ['[]', ''], ['null', ''], [{ ...item, title: '   ' }, '/title'], [{ ...item, title: 'x'.repeat(201) }, '/title'], [{ ...item, title: 7 }, '/title'],
    ...['1e3', '-1', '0', '0.001', 'NaN', '1,00', '150', '', '10000000000.01'].map((price): [Record<string, unknown>, string] => [{ ...item, starting_price: price }, '/starting_price']),
    ...[-1, 0, 0.001, 1e11, null, true].map((price): [Record<string, unknown>, string] => [{ ...item, starting_price: price }, '/starting_price']),
    [{ ...item, currency: 'XXX' }, '/currency'], [{ ...item, unknown: 1 }, '/unknown'], [{ ...item, category: 'nothing' }, '/category'],
    [{ ...item, duration_seconds: 0 }, '/duration_seconds'], [{ ...item, duration_seconds: 1.5 }, '/duration_seconds'], [{ ...item, ends_at: new Date(Date.now() + 5000).toISOString() }, '/duration_seconds'],
    [{ title: 'x', starting_price: '1.00' }, '/ends_at'], [{ title: 'x', starting_price: '1.00', ends_at: '2020-01-01T00:00:00Z' }, '/ends_at'],
    [{ title: 'x', starting_price: '1.00', ends_at: new Date(Date.now() + year).toISOString() }, '/ends_at'], [{ title: 'x', starting_price: '1.00', ends_at: 'tomorrow' }, '/ends_at'],
    [{ ...item, reserve_price: '9.99' }, '/reserve_price'], [{ ...item, buy_now_price: '10.00' }, '/buy_now_price'], [{ ...item, increment: { type: 'percent', percent: 101 } }, '/increment'],
    [{ ...item, seller: 'x' }, '/seller'], [{ ...item, status: 'closed' }, '/status']
  ]
  for (const [body, path] of bad) {
    const answer = await ana.as('POST', '/api/auctions', body)
    const name = typeof body === 'string' ? body : JSON.stringify(Object.fromEntries(Object.entries(body).filter(([key, value]) => item[key as keyof typeof item] !== value))).slice(0, 80)
    t.equal(answer.status, 400, name)
    t.equal(answer.body.code, 'invalid_request')
    t.match(answer.headers.get('content-type'), /^application\/problem\+json/)
    if (path) t.ok(answer.body.errors.some((error: { path: string }) => error.path.startsWith(path)), `${name}: ${JSON.stringify(answer.body.errors)}`)
  }
  t.equal(await redis.dbsize(), keys, 'nothing was stored')
  t.match(await ana.as('POST', '/api/auctions', 'x', { 'content-type': 'text/plain' }), { status: 415, body: { code: 'unsupported_media_type' } })
  t.match(await ana.as('POST', '/api/auctions', { ...item, description: 'x'.repeat(300_000) }), { status: 413, body: { code: 'body_too_large' } })
  t.match(await call('POST', '/api/auctions', { title: '' }), { status: 400 }, 'what is malformed is so for everybody')
  t.match(await call('POST', '/api/auctions', item), { status: 401, body: { code: 'unauthenticated' } })
  for (const id of ['1', '0-01', '../x', '0-01ARZ3NDEKTSV4RRFFQ69G5FAV', '%00']) {
    t.match(await call('GET', `/api/auctions/${encodeURIComponent(id)}`), { status: 404, body: { code: 'auction_not_found' } }, id)
    t.match(await ana.as('POST', `/api/auctions/${encodeURIComponent(id)}/bids`, { amount: '1.00' }), { status: 404, body: { code: 'auction_not_found' } }, id)
  }
  t.match(await ana.as('POST', '/api/auctions/x/bids', { amount: '1.00', max_amount: '1.00' }), { status: 400 })
  t.match(await call('GET', '/api/auctions?limit=0'), { status: 400 })
  t.match(await call('GET', '/api/auctions?cursor=zzz'), { status: 400 })
  t.match(await call('GET', '/api/nothing'), { status: 404, body: { code: 'not_found' } })
})

t.test('an idempotency key answers the same again, and refuses another body', async (t) => {
  const { person } = await withApi(t)
  const [ana, bruno] = await Promise.all([person('Ana'), person('Bruno')])
  const key = { 'idempotency-key': 'one' }
  const [first, twin] = await Promise.all([ana.as('POST', '/api/auctions', item, key), ana.as('POST', '/api/auctions', item, key)])
  t.equal(twin.body.id, first.body.id)
  t.match(await ana.as('POST', '/api/auctions', { ...item, title: 'Outro' }, key), { status: 422, body: { code: 'idempotency_key_reused' } })
  const path = `/api/auctions/${first.body.id}`
  const bid = await bruno.as('POST', `${path}/bids`, { amount: '10.00' }, key)
  t.same((await bruno.as('POST', `${path}/bids`, { amount: '10.00' }, key)).body, bid.body)
  t.equal((await ana.as('GET', path)).body.bid_count, 1)
})

t.test('edits hold to the version they were made from', async (t) => {
  const { person } = await withApi(t)
  const [ana, bruno] = await Promise.all([person('Ana'), person('Bruno')])
  const { body, headers } = await ana.as('POST', '/api/auctions', item)
  const path = `/api/auctions/${body.id}`
  t.equal(headers.get('etag'), '"1"')
  t.match(await ana.as('PATCH', path, { title: 'Novo' }, { 'if-match': '"9"' }), { status: 412, body: { code: 'version_mismatch' } })
  t.match(await ana.as('PATCH', path, { title: 'Novo', reserve_price: '20.00' }, { 'if-match': '"1"' }), { status: 200, body: { title: 'Novo', reserve_price: '20.00', version: 2 } })
  t.match(await bruno.as('PATCH', path, { title: 'Meu' }), { status: 403, body: { code: 'not_owner' } })
  await bruno.as('POST', `${path}/bids`, { amount: '10.00' })
  t.match(await ana.as('PATCH', path, { title: 'Tarde' }), { status: 409, body: { code: 'has_bids' } })
  t.match(await ana.as('PATCH', path, { addendum: 'Com caixa' }), { status: 200, body: { addenda: [{ text: 'Com caixa' }] } })
  t.match(await ana.as('POST', `${path}/cancel`, { reason: 'x' }), { status: 409, body: { code: 'has_bids' } })
  const admin = await person('admin')
  t.match(await admin.as('POST', `${path}/cancel`, { reason: 'fraude' }), { status: 200, body: { status: 'cancelled', outcome: 'cancelled', cancel_reason: 'fraude' } })
  t.match(await bruno.as('POST', `${path}/bids`, { amount: '20.00' }), { status: 409, body: { code: 'auction_not_open' } })
})

t.test('signing in by code, and what a session is worth', async (t) => {
  const { call, inbox } = await withApi(t)
  const asked = await call('POST', '/api/sign-in', { email: ' Dora@Example.com', name: 'Dora' })
  t.equal(asked.status, 202)
  const mail = await inbox.waitFor(({ to }) => to.includes('dora@example.com'))
  const code = /\d{6}/.exec(mail.text)![0]
  t.same(mail.text.match(/\d+/g), [code], 'one run of digits')
  t.match(await call('POST', '/api/sign-in/verify', { email: 'dora@example.com', code: code === '000000' ? '000001' : '000000' }), { status: 401, body: { code: 'invalid_code' } })
  const verified = await call('POST', '/api/sign-in/verify', { email: 'dora@example.com', code })
  t.match(verified, { status: 200, body: { user: { name: 'Dora', email: 'dora@example.com', admin: false } } })
  t.equal((await call('POST', '/api/sign-in/verify', { email: 'dora@example.com', code })).status, 401, 'a code is good once')
  const set = verified.headers.get('set-cookie')!
  t.match(set, /^session=.*HttpOnly.*SameSite=Lax/)
  t.notMatch(set, /Secure/, 'plain http of a classroom')
  const cookie = set.split(';')[0]!
  t.equal((await call('GET', '/api/me', undefined, { cookie })).body.name, 'Dora')
  t.match(await call('PATCH', '/api/me', { name: 'D' }, { cookie }), { status: 403, body: { code: 'cross_site' } })
  t.match(await call('PATCH', '/api/me', { name: 'D' }, { cookie, 'sec-fetch-site': 'cross-site' }), { status: 403 })
  t.match(await call('PATCH', '/api/me', { name: 'D' }, { cookie, 'sec-fetch-site': 'same-origin' }), { status: 200, body: { name: 'D' } })
  const token = (await call('POST', '/api/me/tokens', { label: 'robot' }, { cookie, 'sec-fetch-site': 'same-origin' })).body
  t.match((await call('GET', '/api/me/tokens', undefined, { authorization: `Bearer ${token.token}` })).body.items, [{ id: token.id, label: 'robot' }])
  t.equal((await call('DELETE', `/api/me/tokens/${token.id}`, undefined, { authorization: `Bearer ${token.token}` })).status, 204)
  t.equal((await call('GET', '/api/me', undefined, { authorization: `Bearer ${token.token}` })).status, 401, 'dead at once')
  t.equal((await call('POST', '/api/sign-out', undefined, { cookie, 'sec-fetch-site': 'same-origin' })).status, 204)
  t.equal((await call('GET', '/api/me', undefined, { cookie })).status, 401)
})

t.test('a store that is away is 503, and comes back by itself', async (t) => {
  const { call, person, server } = await withApi(t)
  const ana = await person('Ana')
  const { body } = await ana.as('POST', '/api/auctions', item)
  await server.kill()
  const away = await call('GET', `/api/auctions/${body.id}`)
  t.match(away, { status: 503, body: { code: 'store_unavailable' } })
  t.ok(away.headers.get('retry-after'))
  t.equal((await call('GET', '/livez')).status, 200, 'liveness asks nobody else')
  t.equal((await call('GET', '/readyz')).status, 503)
  await server.start()
  let back = await call('GET', `/api/auctions/${body.id}`)
  for (let tries = 0; back.status === 503 && tries < 50; tries++) back = await call('GET', `/api/auctions/${body.id}`)
  t.match(back, { status: 200, body: { id: body.id } })
})

t.test('the OpenAPI document says what there is', async (t) => {
  const { call } = await withApi(t)
  const { body } = await call('GET', '/openapi.json')
  t.equal(body.openapi, '3.1.0')
  t.ok(body.paths['/api/auctions/{id}/bids'].post.responses['201'])
  t.match((await call('GET', '/openapi.yaml')).body, /openapi: 3\.1\.0/)
  t.equal((await call('GET', '/docs')).status, 200)
  t.match((await call('GET', '/api/health')).body, { status: 'ok', store: 'ok', warnings: [] })
  const page = await call('GET', '/', undefined, { accept: 'text/html' })
  t.match(page.headers.get('content-security-policy'), /default-src 'none'/)
  t.notMatch(page.headers.get('content-security-policy'), /unsafe|upgrade-insecure/)
})

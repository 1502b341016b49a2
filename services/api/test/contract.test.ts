/** What programs rely on: forms of requests, order of refusals, headers, replays. */
import { connect } from 'node:net'
import t, { type TAP as Tap } from 'tap'
import { recordedReport, textsNote } from './fixtures/recorded-report.ts'
import { events, withApi, type Answer } from './helper.ts'

const item = { title: 'Relógio', starting_price: '10.00', duration_seconds: 3600, soft_close: null }
const NOBODYS = '0-01ARZ3NDEKTSV4RRFFQ69G5FAV'

const problem = (t: Pick<Tap, 'equal' | 'same' | 'match'>, answer: Answer, status: number, code: string, name: string) => {
  t.equal(answer.status, status, name)
  t.equal(answer.body.code, code, name)
  t.match(answer.headers.get('content-type'), /^application\/problem\+json/, name)
  t.same(Object.keys(answer.body).filter((member) => member !== 'errors' && member !== 'minimum_bid').sort(), ['code', 'detail', 'request_id', 'status', 'title', 'type'], name)
}

t.test('forms of times, money, lists and bodies', async (t) => {
  const { call, person } = await withApi(t)
  const ana = await person('Ana')
  const create = async (over: object) => await ana.as('POST', '/api/auctions', { title: 'x', starting_price: '1.00', ...over })
  const next = new Date().getUTCFullYear() + 1
  const soon = new Date(Date.now() + 30 * 24 * 3600_000).toISOString().slice(0, 10)
  for (const [given, answered] of [[`${soon}T12:00:00-03:00`, `${soon}T15:00:00.000Z`], [`${soon}t12:00:00z`, `${soon}T12:00:00.000Z`], [`${soon} 12:00:00.123456789+00:00`, `${soon}T12:00:00.123Z`]]) {
    t.equal((await create({ ends_at: given })).body.ends_at, answered, given!)
  }
  for (const given of [`${soon}T12:00:00`, soon, `${soon}T12:00Z`, `${soon}T12:00:00+0300`, `${soon}T24:00:00Z`, `${next}-02-30T00:00:00Z`, 'tomorrow', 1795176000]) {
    const answer = await create({ ends_at: given })
    problem(t, answer, 400, 'invalid_request', String(given))
    t.equal(answer.body.errors[0].path, '/ends_at', String(given))
  }
  for (const amount of [0.1, 0.29, 4.35, 150.1, 9999999999.99, '10000000000.00']) t.equal((await create({ duration_seconds: 60, starting_price: amount })).body.starting_price, Number(amount).toFixed(2))
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=', 'limit=1.5', 'limit=1&limit=2', 'status=gone', 'sort=price', 'unknown=1', 'cursor=zzz']) problem(t, await call('GET', `/api/auctions?${query}`), 400, 'invalid_request', query)
  for (const type of ['text/plain', 'application/xml', 'application/jsonp', 'text/json', 'application/merge-patch+json', 'multipart/form-data; boundary=x', 'nonsense', '']) {
    problem(t, await ana.as('POST', '/api/auctions', JSON.stringify(item), { 'content-type': type }), 415, 'unsupported_media_type', type)
  }
  for (const type of ['application/json; charset=utf-8', 'APPLICATION/JSON']) t.equal((await ana.as('POST', '/api/auctions', JSON.stringify(item), { 'content-type': type })).status, 201, type)
  for (let i = 0; i < 3; i++) await ana.as('POST', '/api/me/tokens', { label: `t${i}` })
  const first = (await ana.as('GET', '/api/me/tokens?limit=2')).body
  const rest = (await ana.as('GET', `/api/me/tokens?limit=100&cursor=${first.next_cursor}`)).body
  t.equal(new Set([...first.items, ...rest.items].map(({ id }) => id)).size, 4)
  t.equal(rest.next_cursor, null)
})

t.test('every error is a problem document, also when no route was reached', async (t) => {
  const { call, address } = await withApi(t)
  problem(t, await call('GET', '/api/auctions/%zz'), 400, 'invalid_request', 'an address that is not one')
  problem(t, await call('GET', `/api/auctions/${'x'.repeat(3000)}`), 404, 'auction_not_found', 'a long id')
  problem(t, await call('OPTIONS', '/api/auctions'), 404, 'not_found', 'a method that nothing has')
  const raw = async (text: string) => await new Promise<string>((resolve, reject) => {
    let answer = ''
    connect(Number(new URL(address).port), '127.0.0.1').on('data', (chunk) => { answer += chunk.toString() }).on('close', () => { resolve(answer) }).on('error', reject).write(text)
  })
  for (const text of ['nonsense\r\n\r\n', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`]) {
    t.match(await raw(text), /^HTTP\/1\.1 400 [\s\S]*content-type: application\/problem\+json[\s\S]*"code":"invalid_request"/)
  }
})

t.test('which refusal: 400, 401, blocked, not found, the rules', async (t) => {
  const { call, person } = await withApi(t)
  const [ana, bruno, carla, admin] = await Promise.all(['Ana', 'Bruno', 'Carla', 'admin'].map(person))
  const { body: { id } } = await ana!.as('POST', '/api/auctions', { ...item, buy_now_price: '500.00', reserve_price: '400.00' })
  const bids = `/api/auctions/${id}/bids`
  for (const [path, body] of [[bids, { amount: 10.001 }], [bids, { amount: '10' }], [bids, {}], [bids, { amount: '10.00', max_amount: '10.00' }], ['/api/auctions', { ...item, reserve_price: '1.00' }], [`/api/auctions/${NOBODYS}/close`, { unknown: 1 }], [`/api/auctions/${id}/buy-now`, { unknown: 1 }]] as const) {
    problem(t, await call('POST', path, body), 400, 'invalid_request', JSON.stringify(body))
  }
  problem(t, await call('POST', '/api/auctions', item, { 'idempotency-key': 'k'.repeat(256) }), 400, 'invalid_request', 'a long key')
  problem(t, await call('POST', bids, { amount: '10.00' }), 401, 'unauthenticated', 'nobody')
  t.match((await ana!.as('POST', bids, { amount: '10.00', more: 1 })).body.errors, [{ path: '/more', message: 'is not a known member' }])
  t.match((await ana!.as('POST', bids, { amount: 'x' })).body.errors, [{ path: '/amount', message: /Decimal string/ }])

  t.equal((await admin!.as('PUT', `/api/ops/people/${carla!.id}/blocked`, { blocked: true, reason: 'spam' })).status, 204)
  problem(t, await admin!.as('PUT', `/api/ops/people/${carla!.id}/blocked`, { blocked: true, reason: ' ' }), 400, 'invalid_request', 'a block needs a reason')
  problem(t, await carla!.as('POST', `/api/auctions/${NOBODYS}/bids`, { amount: '10.00' }), 403, 'blocked', 'blocked before not found')
  t.equal((await admin!.as('PUT', `/api/ops/people/${carla!.id}/blocked`, { blocked: false, reason: '' })).status, 204)
  problem(t, await carla!.as('POST', `/api/auctions/${NOBODYS}/bids`, { amount: '10.00' }), 404, 'auction_not_found', 'nobody’s')
  problem(t, await ana!.as('POST', bids, { amount: '900.00' }), 403, 'own_auction', 'own before anything about amounts')
  problem(t, await bruno!.as('POST', bids, { amount: '900.00' }), 422, 'use_buy_now', 'as much as buy-now')
  problem(t, await bruno!.as('POST', bids, { amount: '1.00' }), 422, 'bid_too_low', 'too low')
  t.equal((await bruno!.as('POST', bids, { max_amount: '50.00' })).status, 201)
  problem(t, await bruno!.as('POST', bids, { amount: '900.00' }), 409, 'already_leading', 'the leader, whatever the amount')
  t.match(await bruno!.as('POST', bids, { max_amount: '50.00' }), { status: 422, body: { code: 'bid_too_low', minimum_bid: '50.01' } }, 'the only floor of a raise')
  problem(t, await bruno!.as('PATCH', `/api/auctions/${id}`, { title: 'x' }, { 'if-match': '"99"' }), 403, 'not_owner', 'not the owner’s before the version')
  problem(t, await ana!.as('PATCH', `/api/auctions/${id}`, { title: 'x' }, { 'if-match': 'W/"1"' }), 412, 'version_mismatch', 'a weak tag never matches')
  t.notOk('reserve_price' in (await admin!.as('GET', `/api/auctions/${id}`)).body, 'nobody but the owner sees the reserve')
  t.equal((await ana!.as('GET', `/api/auctions/${id}`)).body.reserve_price, '400.00')

  const later = (await ana!.as('POST', '/api/auctions', { ...item, starts_at: new Date(Date.now() + 60_000).toISOString() })).body
  t.match(later, { status: 'scheduled', minimum_bid: '10.00' })
  problem(t, await bruno!.as('POST', `/api/auctions/${later.id}/bids`, { amount: '1.00' }), 409, 'auction_not_open', 'not open before too low')
  await ana!.as('POST', `/api/auctions/${later.id}/cancel`, { reason: 'x' })
  problem(t, await ana!.as('POST', `/api/auctions/${later.id}/close`), 409, 'auction_not_open', 'cancelled')
})

t.test('the same request again gets the same answer, whatever has happened since', async (t) => {
  const { person, server } = await withApi(t)
  const [ana, bruno, carla] = await Promise.all(['Ana', 'Bruno', 'Carla'].map(person))
  const key = (name: string) => ({ 'idempotency-key': name })
  const created = await ana!.as('POST', '/api/auctions', { ...item, buy_now_price: '500.00' }, key('create'))
  const path = `/api/auctions/${created.body.id}`
  const low = await bruno!.as('POST', `${path}/bids`, { amount: '1.00' }, key('low'))
  const bid = await bruno!.as('POST', `${path}/bids`, { max_amount: '60.00' }, key('bid'))
  const silent = await bruno!.as('POST', `${path}/bids`, { max_amount: '90.00' }, key('silent'))
  t.equal(silent.body.bid, null)
  t.equal(silent.body.auction.version, bid.body.auction.version, 'a silent raise moves nothing public')
  const refused = await carla!.as('POST', `${path}/buy-now`, undefined, key('buy'))
  t.match(refused, { status: 409, body: { code: 'buy_now_unavailable' } })
  await carla!.as('POST', `${path}/bids`, { amount: '100.00' })
  await ana!.as('PATCH', path, { addendum: 'Com caixa' })
  await ana!.as('POST', `${path}/close`)
  for (const [first, again] of [
    [created, await ana!.as('POST', '/api/auctions', { ...item, buy_now_price: '500.00' }, key('create'))],
    [bid, await bruno!.as('POST', `${path}/bids`, { max_amount: '60.00' }, key('bid'))],
    [silent, await bruno!.as('POST', `${path}/bids`, { max_amount: '90.00' }, key('silent'))]
  ] as const) {
    t.equal(again.status, 201)
    t.same(again.body, first.body)
  }
  for (const [first, again] of [[low, await bruno!.as('POST', `${path}/bids`, { amount: '1.00' }, key('low'))], [refused, await carla!.as('POST', `${path}/buy-now`, undefined, key('buy'))]] as const) {
    t.equal(again.status, first.status)
    t.same({ ...again.body, request_id: '' }, { ...first.body, request_id: '' }, 'a refusal of the rules is kept')
  }
  t.match(await bruno!.as('POST', `${path}/bids`, { max_amount: '61.00' }, key('bid')), { status: 422, body: { code: 'idempotency_key_reused' } })
  t.match(await ana!.as('POST', `${path}/bids`, { max_amount: '60.00' }, key('bid')), { status: 403 }, 'a key is its account’s')

  const other = await ana!.as('POST', '/api/auctions', { ...item, buy_now_price: '500.00' })
  const buy = `/api/auctions/${other.body.id}/buy-now`
  t.match(await bruno!.as('POST', buy, { unknown: true }, key('b')), { status: 400 }, 'what is malformed is not kept')
  const [one, two] = await Promise.all([bruno!.as('POST', buy, undefined, key('b')), bruno!.as('POST', buy, undefined, key('b'))])
  t.match(one, { status: 200, body: { status: 'closed', outcome: 'bought_now', winner: { name: 'Bruno' }, current_price: '500.00', your_max_amount: '500.00' } })
  t.same(two.body, one.body)
  t.same((await bruno!.as('POST', buy, undefined, key('b'))).body, one.body)
  const kept = await server.connect().keys('{p0}:kept:*')
  const lives = await Promise.all(kept.map(async (name) => await server.connect().pttl(name)))
  t.equal(lives.filter((ms) => ms > 23 * 3600_000).length, 6, 'for 24 hours')
})

t.test('live: a snapshot, what was missed, and nothing after the end', async (t) => {
  const { person, address, call } = await withApi(t)
  const [ana, bruno] = await Promise.all(['Ana', 'Bruno'].map(person))
  const [one, two] = await Promise.all([1, 2].map(async () => (await ana!.as('POST', '/api/auctions', item)).body.id as string))
  let open = () => {}
  const opened = new Promise<void>((resolve) => { open = resolve })
  const list = events(`${address}/api/stream?auctions=${one},nonsense`, (kinds) => {
    open()
    return kinds.filter((kind) => kind === 'cancelled').length === 2
  })
  await opened
  await bruno!.as('POST', `/api/auctions/${one}/bids`, { amount: '10.00' })
  await bruno!.as('POST', `/api/auctions/${two}/bids`, { amount: '10.00' })
  await ana!.as('PATCH', `/api/auctions/${two}`, { addendum: 'x' })
  const admin = await person('admin')
  for (const id of [one, two]) await admin.as('POST', `/api/auctions/${id}/cancel`, { reason: 'x' })
  const seen = await list
  t.equal(seen[0]!.event, 'snapshot')
  t.same(seen[0]!.data.auctions.map((auction: { id: string }) => auction.id), [one])
  t.notOk(seen.some(({ event, data }) => event === 'bid' && data.auction.id === two), 'bids only of the auctions named')
  const again = await events(`${address}/api/stream`, (kinds) => kinds.length > 0, { 'last-event-id': '1-1' })
  t.equal(again[0]!.event, 'reset', 'an id that is too old')

  const whole = await events(`${address}/api/auctions/${two}/stream`, (kinds) => kinds.includes('snapshot'))
  t.equal((await fetch(`${address}/api/auctions/${two}/stream`, { headers: { 'last-event-id': whole[0]!.id } })).status, 204)
  const past = await events(`${address}/api/auctions/${two}/stream`, (kinds) => kinds.includes('cancelled'), { 'last-event-id': '1-0' })
  t.same(past.map(({ event }) => event), ['opened', 'bid', 'updated', 'cancelled'])
  t.match(past.map(({ data }) => [data.auction.status, data.auction.version]), [['open', 1], ['open', 2], ['open', 3], ['cancelled', 4]], 'each step as it was')
  t.equal((await fetch(`${address}/api/auctions/${NOBODYS}/stream`)).status, 404)
  t.equal((await call('GET', '/api/auctions/x/stream')).body.code, 'auction_not_found')
})

t.test('watching, own bids, and the report by Accept', async (t) => {
  const { person, server } = await withApi(t)
  const [ana, bruno, carla] = await Promise.all(['Ana', 'Bruno', 'Carla'].map(person))
  const { body: { id } } = await ana!.as('POST', '/api/auctions', item)
  const path = `/api/auctions/${id}`
  for (let i = 0; i < 2; i++) t.equal((await carla!.as('PUT', `${path}/watch`)).status, 204)
  t.match((await carla!.as('GET', '/api/me/watching')).body, { items: [{ id }], next_cursor: null })
  t.equal((await carla!.as('DELETE', `${path}/watch`)).status, 204)
  t.same((await carla!.as('GET', '/api/me/watching')).body.items, [])
  await bruno!.as('POST', `${path}/bids`, { amount: '10.00' })
  t.match((await bruno!.as('GET', '/api/me/bids')).body.items, [{ auction: { id, your_max_amount: '10.00' }, standing: 'winning' }])
  await carla!.as('POST', `${path}/bids`, { amount: '50.00' })
  t.match((await bruno!.as('GET', '/api/me/bids')).body.items, [{ standing: 'outbid' }])
  await ana!.as('POST', `${path}/close`)
  t.match((await carla!.as('GET', '/api/me/bids')).body.items, [{ standing: 'won' }])

  await server.connect().hset(`{p0}:notes:evt_${id}`, 'texts', textsNote(recordedReport([bruno!.id, carla!.id])))
  for (const [accept, type] of [['application/json', 'application/json'], ['*/*', 'application/json'], ['text/markdown;q=0.1, application/json', 'application/json'], ['text/markdown', 'text/markdown'], ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html'], ['application/pdf', 'application/json']] as const) {
    const report = await carla!.as('GET', `${path}/report`, undefined, { accept })
    t.equal(report.status, 200)
    t.match(report.headers.get('content-type'), new RegExp(`^${type}`), accept)
    t.match(JSON.stringify(report.body), /Carla/)
  }
  t.match(await bruno!.as('GET', `${path}/report`), { status: 403 })
})

t.test('a limit that is reached says when to come back', async (t) => {
  const { call } = await withApi(t, { RATE_LIMIT: 'on' })
  let answer = await call('POST', '/api/sign-in', { email: 'x' })
  for (let i = 0; i < 200 && answer.status !== 429; i++) answer = await call('POST', '/api/sign-in', { email: 'x' })
  problem(t, answer, 429, 'too_many_requests', 'too many')
  t.ok(Number(answer.headers.get('retry-after')) >= 1)
})

t.test('why a bid was outbid, without what nobody may know', async (t) => {
  const { call, person } = await withApi(t)
  const [ana, bruno, carla, dora] = await Promise.all(['Ana', 'Bruno', 'Carla', 'Dora'].map(person))
  const { body: { id } } = await ana!.as('POST', '/api/auctions', { ...item, buy_now_price: '1000.00', reserve_price: '600.00' })
  const path = `/api/auctions/${id}/bids`
  const bid = async (who: typeof ana, body: object) => (await who!.as('POST', path, body)).body.bid.id as string
  const first = await bid(bruno, { max_amount: '114.00' })
  const second = await bid(carla, { max_amount: '640.00' })
  const third = await bid(dora, { amount: '615.00' })
  const tie = await bid(bruno, { amount: '640.00' })
  const why = async (bidId: string) => (await call('GET', `${path}/${bidId}/explanation`)).body
  t.match(await why(first), { rule: 'later_bid_higher', bid: { bidder: { name: 'Bruno' } }, numbers: { bid: '114.00', by: '600.00', minimum_bid: '650.00' }, text: { en: /R\$600\.00/, 'pt-BR': /R\$.600,00/ } })
  t.match(await why(third), { rule: 'leader_allowed_more', numbers: { bid: '615.00', answer: '625.00', increment: '10.00' } })
  t.match(await why(tie), { rule: 'earlier_of_equals', numbers: { answer: '640.00' } })
  t.match(await why(second), { rule: 'leads', numbers: { bid: '600.00', price: '640.00' } })
  await carla!.as('POST', path, { max_amount: '987.65' })
  await dora!.as('POST', path, { max_amount: '700.00' })
  for (const { id: each } of (await call('GET', path)).body.items) t.notMatch(JSON.stringify(await why(each)), /987[.,]65|977|1000/, 'neither the standing maximum nor what hints at it')
  await ana!.as('POST', `/api/auctions/${id}/close`)
  t.match(await why(second), { rule: 'leads', numbers: { minimum_bid: null }, text: { en: /was not outbid/ } })
  for (const [place, code] of [[`${path}/1-1`, 'not_found'], [`${path}/nonsense`, 'not_found'], [`${path}/${first}9`, 'not_found'], [`/api/auctions/x/bids/${first}`, 'auction_not_found']] as const) problem(t, await call('GET', `${place}/explanation`), 404, code, place)

  const other = (await ana!.as('POST', '/api/auctions', { ...item, buy_now_price: '80.00', reserve_price: '60.00' })).body.id as string
  const low = (await bruno!.as('POST', `/api/auctions/${other}/bids`, { amount: '10.00' })).body.bid.id as string
  await carla!.as('POST', `/api/auctions/${other}/buy-now`)
  t.match((await call('GET', `/api/auctions/${other}/bids/${low}/explanation`)).body, { rule: 'bought_now', numbers: { by: '80.00' } })
})

t.test('an unsold auction is listed again in one step', async (t) => {
  const { person } = await withApi(t)
  const [ana, bruno] = await Promise.all(['Ana', 'Bruno'].map(person))
  const { body: first } = await ana!.as('POST', '/api/auctions', { ...item, description: 'de parede', category: 'art', reserve_price: '50.00', duration_seconds: 600 })
  const path = `/api/auctions/${first.id}`
  problem(t, await ana!.as('POST', `${path}/relist`), 409, 'not_relistable', 'it still runs')
  await bruno!.as('POST', `${path}/bids`, { amount: '10.00' })
  await ana!.as('PATCH', path, { addendum: 'com caixa' })
  t.equal((await ana!.as('POST', `${path}/close`)).body.outcome, 'reserve_not_met')
  problem(t, await bruno!.as('POST', `${path}/relist`), 403, 'not_owner', 'another’s')
  problem(t, await ana!.as('POST', `${path}/relist`, { reserve_price: '1.00' }), 400, 'invalid_request', 'below the starting price')
  const key = { 'idempotency-key': 'again' }
  const again = await ana!.as('POST', `${path}/relist`, { reserve_price: null, starting_price: '8.00' }, key)
  t.match(again, { status: 201, body: { title: 'Relógio', description: 'de parede\n\ncom caixa', category: 'art', status: 'open', starting_price: '8.00', reserve_met: null, bid_count: 0, soft_close: null, addenda: [], version: 1 } })
  t.equal(again.headers.get('location'), `/api/auctions/${again.body.id}`)
  t.not(again.body.id, first.id)
  t.equal(Date.parse(again.body.ends_at) - Date.parse(again.body.starts_at), 600_000, 'for as long as the first was to run')
  t.same((await ana!.as('POST', `${path}/relist`, { reserve_price: null, starting_price: '8.00' }, key)).body, again.body)
  t.equal((await ana!.as('GET', '/api/me/auctions')).body.items.length, 2)
  await bruno!.as('POST', `/api/auctions/${again.body.id}/bids`, { amount: '8.00' })
  await ana!.as('POST', `/api/auctions/${again.body.id}/close`)
  problem(t, await ana!.as('POST', `/api/auctions/${again.body.id}/relist`), 409, 'not_relistable', 'sold')
})

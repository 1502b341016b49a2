/** Two API processes, as they run in production, against one Redis: whoever comes first, there is one outcome and one event. */
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { createAccounts } from '@martelo/accounts'
import { startProcess, withRedis, type RedisServer, type Teardown } from '@martelo/testing'

interface Answer { status: number, body: any }
type Person = (api: number, method: string, path: string, body?: unknown) => Promise<Answer>

async function withTwoApis (t: Teardown) {
  const server: RedisServer = await withRedis(t)
  const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))
  const apis = await Promise.all([1, 2].map(async () => {
    const running = await startProcess(t, { args: [main], env: { REDIS_URL: server.url, API_PORT: '0', METRICS_PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'info' } })
    const line = await running.waitForLine(/"msg":"listening"/)
    return `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`
  }))
  const redis = server.connect()
  const accounts = createAccounts(redis)
  const announced: string[] = []
  const subscriber = server.connect()
  await subscriber.subscribe('leiloes_finalizados')
  subscriber.on('message', (_channel, message) => { announced.push((JSON.parse(message) as { event_id: string }).event_id) })
  return {
    redis,
    announced,
    /** The ids of the events in the stream, and of the announcements, of some auctions. */
    async events () {
      const entries = await redis.xrange('{p0}:finalized', '-', '+') as Array<[string, string[]]>
      await redis.publish('leiloes_finalizados', '{"event_id":"last"}')
      while (announced.at(-1) !== 'last') await new Promise((resolve) => { subscriber.once('message', resolve) })
      return { stream: entries.map(([, flat]) => flat[flat.indexOf('event_id') + 1]!), announced: announced.filter((id) => id !== 'last') }
    },
    async person (name: string): Promise<Person> {
      const { id } = await accounts.create({ name, email: `${name}@example.com` })
      const { token } = await accounts.createToken(id, { label: 'test' })
      return async (api, method, path, body) => {
        const response = await fetch(apis[api % 2]! + path, { method, headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) })
        return { status: response.status, body: await response.json() }
      }
    }
  }
}

const item = { title: 'Relógio', starting_price: '10.00', duration_seconds: 3600, soft_close: null }
const cents = (money: string) => Number(money.replace('.', ''))

t.test('two API processes', async (t) => {
  const { person, events } = await withTwoApis(t)
  const seller = await person('seller')

  t.test('a hundred bidders in the last second', async (t) => {
    const bidders = await Promise.all(Array.from({ length: 100 }, (_, i) => person(`b${i}`)))
    const { body: auction } = await seller(0, 'POST', '/api/auctions', { ...item, duration_seconds: 2 })
    const path = `/api/auctions/${auction.id}`
    await new Promise((resolve) => { setTimeout(resolve, Date.parse(auction.ends_at) - Date.now() - 1000) })
    const accepted: any[] = []
    const codes = new Set<string>()
    await Promise.all(bidders.map(async (bid, i) => {
      for (let round = 1; ; round++) {
        const amount = (10 + round * 7 + i % 13).toFixed(2)
        const answer = await bid(i + round, 'POST', `${path}/bids`, i % 2 === 0 ? { amount } : { max_amount: amount })
        if (answer.status === 201) accepted.push(answer.body.bid)
        else codes.add(answer.body.code)
        if (answer.body.code === 'auction_ended') return
      }
    }))
    let closed = await seller(0, 'GET', path)
    while (closed.body.status !== 'closed') closed = await seller(1, 'GET', path)
    const log: any[] = []
    for (let cursor = ''; ;) {
      const { body: page } = await seller(0, 'GET', `${path}/bids?limit=100${cursor}`)
      log.unshift(...page.items.reverse())
      if (page.next_cursor === null) break
      cursor = `&cursor=${page.next_cursor}`
    }
    t.ok(accepted.length > 0)
    t.same([...codes].filter((code) => !['auction_ended', 'bid_too_low', 'already_leading'].includes(code)), [])
    t.same(log.filter(({ automatic }) => !automatic).map(({ id }) => id).sort(), accepted.filter((bid) => bid !== null).map(({ id }) => id).sort(), 'every accepted bid is in the log, and no other')
    t.ok(log.every(({ amount }, i) => i === 0 || cents(amount) >= cents(log[i - 1].amount)), 'amounts never decrease')
    t.ok(log.every(({ created_at }) => created_at < auction.ends_at), 'none after the end')
    t.match(closed.body, { outcome: 'sold', winner: log.at(-1).bidder, current_price: log.at(-1).amount, ends_at: auction.ends_at })
    t.ok(closed.body.closed_at >= auction.ends_at, 'not closed before the end')
  })

  t.test('an edit against a bid: one of them', async (t) => {
    const bruno = await person('bruno')
    const won = { edit: 0, bid: 0 }
    for (let round = 0; round < 20; round++) {
      const { body: { id } } = await seller(0, 'POST', '/api/auctions', item)
      const edit = () => seller(round, 'PATCH', `/api/auctions/${id}`, { starting_price: '30.00' })
      const bid = () => bruno(round + 1, 'POST', `/api/auctions/${id}/bids`, { amount: '20.00' })
      // Who is asked first takes turns.
      const [edited, placed] = round % 4 < 2 ? await Promise.all([edit(), bid()]) : (await Promise.all([bid(), edit()])).reverse() as [Answer, Answer]
      const codes = `${edited.body.code ?? 'edited'} ${placed.body.code ?? 'placed'}`
      t.ok(['edited bid_too_low', 'has_bids placed'].includes(codes), codes)
      if (placed.status === 201) won.bid++
      else won.edit++
      t.match((await seller(round, 'GET', `/api/auctions/${id}`)).body, placed.status === 201 ? { starting_price: '10.00', current_price: '20.00' } : { starting_price: '30.00', bid_count: 0 })
    }
    t.comment(won)
  })

  t.test('the owner’s close and a buy-now at the same instant: one outcome', async (t) => {
    const buyer = await person('buyer')
    const outcomes: string[] = []
    for (let round = 0; round < 20; round++) {
      const { body: { id } } = await seller(0, 'POST', '/api/auctions', { ...item, buy_now_price: '50.00' })
      const close = () => seller(round, 'POST', `/api/auctions/${id}/close`)
      const buy = () => buyer(round + 1, 'POST', `/api/auctions/${id}/buy-now`)
      const [closed, bought] = round % 4 < 2 ? await Promise.all([close(), buy()]) : (await Promise.all([buy(), close()])).reverse() as [Answer, Answer]
      t.equal(closed.status, 200)
      t.equal(closed.body.outcome, bought.status === 200 ? 'bought_now' : 'no_bids')
      if (bought.status !== 200) t.equal(bought.body.code, 'auction_ended')
      else t.same([bought.body.outcome, bought.body.closed_at, bought.body.winner], ['bought_now', closed.body.closed_at, { name: 'buyer' }])
      outcomes.push(`evt_${id}`)
    }
    const { stream, announced } = await events()
    t.equal(new Set(stream).size, stream.length, 'no auction has two events')
    t.same(stream.filter((id) => outcomes.includes(id)).sort(), outcomes.sort(), 'each has one')
    t.same([...announced].sort(), [...stream].sort(), 'and one announcement')
  })
})

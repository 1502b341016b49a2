/** Releases under load: processes are ended with SIGTERM and started again in turn, and nobody notices. */
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { createAccounts } from '@martelo/accounts'
import { freePort, withDiscord, withInbox, withRedis, withService, type RunningProcess } from '@martelo/testing'
import { withBalancer } from './balancer.ts'

const built = (service: string) => fileURLToPath(new URL(`../../${service}/dist/main.js`, import.meta.url))
const BIDDERS = 5
const VIEWERS = 12
const ROUNDS = 2
/** Far below what the services allow themselves: nothing here takes long. */
const STOP_MS = 10_000

interface Placed { auction: string, id: string, amount: string }

t.test('two APIs and two workers are restarted in turn under load: no request, bid, closing or event is lost', { timeout: 110_000 }, async (t) => {
  const server = await withRedis(t)
  const inbox = await withInbox(t)
  const discord = await withDiscord(t)
  const ports = [await freePort(), await freePort()]
  const env = {
    REDIS_URL: server.url, METRICS_PORT: '0', SMTP_HOST: inbox.smtp.host, SMTP_PORT: String(inbox.smtp.port), DISCORD_WEBHOOK_URL: discord.webhook,
    ADMIN_EMAILS: 'admin@example.com', RATE_LIMIT: 'off', LOG_LEVEL: 'warn', DRAIN_MS: '400', WORKER_CONCURRENCY: '8', IMAGES_DIR: t.testdir({})
  }
  const startApi = async (slot: number) => await withService(t, built('api'), { ...env, API_PORT: String(ports[slot]) })
  const startWorker = async () => await withService(t, built('worker'), env)
  const [api0, api1, worker0, worker1] = await Promise.all([startApi(0), startApi(1), startWorker(), startWorker()])
  const apis: RunningProcess[] = [api0, api1]
  const workers: RunningProcess[] = [worker0, worker1]
  const balancer = await withBalancer(t, ports)
  await Promise.all(ports.map(async (port) => { await balancer.until(port, true) }))

  const accounts = createAccounts(server.connect())
  const tokenOf = async (name: string) => {
    const account = await accounts.create({ name, email: `${name}@example.com` })
    return (await accounts.createToken(account.id, { label: 'test' })).token
  }
  const [seller, admin, ...bidders] = await Promise.all(['ana', 'admin', ...Array.from({ length: BIDDERS }, (_, i) => `bidder${i}`)].map(tokenOf))
  const announced: string[] = []
  const channel = server.connect()
  await channel.subscribe('leiloes_finalizados')
  channel.on('message', (_channel, message: string) => { announced.push((JSON.parse(message) as { event_id: string }).event_id) })

  let requests = 0
  const failures: string[] = []
  const call = async (token: string, method: string, path: string, body?: unknown): Promise<{ status: number, body: any }> => {
    requests++
    try {
      const response = await fetch(`${balancer.url}/api${path}`, { method, headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) })
      const text = await response.text()
      if (response.status >= 500) failures.push(`${method} ${path}: ${response.status} ${text}`)
      return { status: response.status, body: JSON.parse(text) }
    } catch (error) {
      failures.push(`${method} ${path}: ${(error as Error).message} ${String((error as Error).cause)}`)
      return { status: 0, body: {} }
    }
  }

  // One auction outlives everything; viewers follow it, and come back as an EventSource does.
  const main = (await call(seller!, 'POST', '/auctions', { title: 'Principal', description: '', starting_price: '1.00', duration_seconds: 3600, increment: { type: 'fixed', amount: '0.01' } })).body.id as string
  const viewers = Array.from({ length: VIEWERS }, () => ({ ids: [] as string[], retries: [] as number[], connections: 0 }))
  async function view (viewer: typeof viewers[number]): Promise<void> {
    for (let last = '', retry = 0; ; viewer.retries.push(retry)) {
      const response = await fetch(`${balancer.url}/api/auctions/${main}/stream`, { headers: last === '' ? {} : { 'last-event-id': last } })
      if (response.status !== 200) throw new Error(`status ${response.status}`)
      viewer.connections++
      let text = ''
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk
        const blocks = text.split('\n\n')
        text = blocks.pop()!
        for (const block of blocks) {
          retry = Number(/^retry: (\d+)$/m.exec(block)?.[1] ?? retry)
          const id = /^id: (.*)$/m.exec(block)?.[1]
          if (id === undefined) continue
          last = id
          if (block.includes('event: closed')) return
          if (block.includes('event: bid')) viewer.ids.push((JSON.parse(/^data: (.*)$/m.exec(block)![1]!) as { bid: { id: string } }).bid.id)
        }
      }
      await pause(retry)
    }
  }
  const watched = Promise.all(viewers.map(async (viewer) => {
    await view(viewer).catch((error: Error) => { failures.push(`stream: ${error.message}`) })
  }))
  while (viewers.some(({ connections }) => connections === 0)) await pause(10)

  let loading = true
  const auctions: string[] = [main]
  const placed: Placed[] = []
  async function create (): Promise<void> {
    for (let n = 0; loading; n++) {
      const { body } = await call(seller!, 'POST', '/auctions', { title: `Item ${n}`, description: '', starting_price: '1.00', duration_seconds: n % 4 === 0 ? 3600 : 2, soft_close: null })
      if (body.id) auctions.push(body.id)
      await pause(100)
      if (n % 4 === 0 && body.id) await call(seller!, 'POST', `/auctions/${body.id}/close`)
    }
  }
  async function bid (token: string, offset: number): Promise<void> {
    for (let n = offset; loading; n++) {
      const id = n % 3 === 0 ? main : auctions.at(-1 - n % Math.min(10, auctions.length))!
      const { body: auction } = await call(token, 'GET', `/auctions/${id}`)
      if (!auction.minimum_bid) continue
      const { status, body } = await call(token, 'POST', `/auctions/${id}/bids`, { amount: auction.minimum_bid })
      if (status === 201) placed.push({ auction: id, id: body.bid.id, amount: body.bid.amount })
      else if (status !== 0 && !['bid_too_low', 'already_leading', 'auction_ended', 'auction_not_open'].includes(body.code)) failures.push(`bid: ${status} ${body.code}`)
    }
  }
  const load = [create(), ...bidders.map(async (token, i) => { await bid(token, i) })]

  const stops: number[] = []
  async function stop (running: RunningProcess): Promise<void> {
    const from = performance.now()
    await running.kill('SIGTERM')
    stops.push(Math.round(performance.now() - from))
    t.equal(running.child.exitCode, 0, 'ends in order')
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const slot of [0, 1]) {
      await Promise.all([
        (async () => {
          const stopped = stop(apis[slot]!)
          await balancer.until(ports[slot]!, false)
          t.equal(apis[slot]!.child.exitCode, null, 'it is not ready while it still serves')
          await stopped
          apis[slot] = await startApi(slot)
          await balancer.until(ports[slot]!, true)
        })(),
        (async () => {
          await stop(workers[slot]!)
          workers[slot] = await startWorker()
        })()
      ])
    }
  }
  loading = false
  await Promise.all(load)
  await call(seller!, 'POST', `/auctions/${main}/close`)
  const pipeline = async () => (await call(admin!, 'GET', '/ops/pipeline')).body as { lag: number, pending: number, parked: number, unknown: number, dead: number, done: number }
  for (let now = await pipeline(); now.done + now.unknown + now.dead < auctions.length; now = await pipeline()) await pause(50)
  await watched

  t.same(failures, [], 'no request failed')
  const logs = new Map<string, Set<string>>()
  for (const id of auctions) {
    const found = new Set<string>()
    for (let cursor = ''; cursor !== null;) {
      const { body } = await call(admin!, 'GET', `/auctions/${id}/bids?limit=100${cursor && `&cursor=${cursor}`}`)
      for (const each of body.items) found.add(each.id)
      cursor = body.next_cursor
    }
    logs.set(id, found)
  }
  t.same(placed.filter(({ auction, id }) => !logs.get(auction)!.has(id)), [], 'every accepted bid is there')
  t.equal([...logs.values()].reduce((sum, { size }) => sum + size, 0), placed.length, 'and no other')

  const expected = auctions.map((id) => `evt_${id}`).sort()
  // What everybody has handled is trimmed from the stream; how many there ever were is not forgotten.
  const stream = await server.connect().xinfo('STREAM', '{p0}:finalized') as unknown[]
  t.equal(stream[stream.indexOf('entries-added') + 1], expected.length, 'each auction was closed once')
  t.same(announced.sort(), expected, 'and announced once')
  const sold = auctions.filter((id) => logs.get(id)!.size > 0).length
  t.match(await pipeline(), { lag: 0, pending: 0, parked: 0, unknown: 0, dead: 0, done: auctions.length }, 'each event was handled')
  t.same([inbox.messages.length, new Set(inbox.messages.map(({ message_id }) => message_id)).size], [sold, sold], 'one mail a winner')
  t.same([discord.posts.length, new Set(discord.posts.map(({ embeds }) => embeds[0]?.title)).size], [auctions.length, auctions.length], 'one post an auction')

  for (const { ids, retries } of viewers) {
    t.same([...ids].sort(), [...logs.get(main)!].sort(), 'a viewer saw every bid once', { silent: true })
    for (const retry of retries) t.ok(retry >= 1000 && retry <= 3000, 'and came back within seconds', { silent: true })
  }
  const retries = viewers.flatMap((viewer) => viewer.retries)
  t.ok(new Set(retries).size > retries.length / 2, 'viewers come back at different moments')
  t.ok(Math.max(...stops) < STOP_MS, 'each stop was short')
  t.comment(`${requests} requests, ${failures.length} failed; ${placed.length} bids accepted; ${auctions.length} auctions closed, ${sold} sold; ${stops.length} restarts, stops of ${Math.min(...stops)} to ${Math.max(...stops)} ms; ${retries.length} reconnections of ${VIEWERS} viewers, ${logs.get(main)!.size} live bids`)
})

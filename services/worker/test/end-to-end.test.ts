/** The built services as processes, driven only from outside: from the end of an auction to the report, the mail and the post. */
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { reportRow } from '@martelo/testing'
import { startLoad } from './fixtures/load.ts'
import { withWorld } from './fixtures/world.ts'

const CLOSINGS = process.env.SOAK ? 500 : 50
const BETWEEN_MS = 50

interface Listed { items: Array<{ event_id: string, effects: Record<string, { state: string }> }> }
interface Pipeline { lag: number, pending: number, parked: number, unknown: number, done: number }

t.test('auctions end while a worker is killed; an operator decides what is unknown', { timeout: 150_000 }, async (t) => {
  const world = await withWorld(t)
  const began = Date.now()
  const { call, history, smtp, discord } = world
  const [first] = await Promise.all([world.startWorker(), world.startWorker()])
  const load = startLoad(world)
  await load.more(CLOSINGS / 2)
  await world.kill(first, 'SIGKILL under load')
  await load.more(CLOSINGS / 2)
  await load.stop()
  await history.settled()
  const verdict = await history.verdict()
  t.same(verdict.violations, [])
  reportRow('SIGKILL under load', verdict, began)

  // What the killed worker had begun is unknown, and said so: an operator looks, and decides.
  const { items: unknown } = await call('admin', 'GET', '/ops/deliveries?state=unknown&limit=100') as Listed
  for (const { event_id, effects } of unknown) {
    for (const [effect, { state }] of Object.entries(effects)) {
      if (state !== 'unknown') continue
      const arrived = await history.arrivals(event_id, effect) > 0
      await call('admin', 'POST', `/ops/deliveries/${event_id}/effects/${effect}/${arrived ? 'mark-done' : 'resend'}`)
    }
  }
  const done = async () => (await call('admin', 'GET', '/ops/pipeline') as Pipeline).done
  const events = history.all()
  while (await done() < events.length) await pause(BETWEEN_MS)
  const mails = smtp.mails.filter(({ to }) => to[0]?.startsWith('w'))
  t.equal(mails.length, events.length, 'mails')
  t.equal(new Set(mails.map(({ message_id }) => message_id)).size, events.length, 'each another')
  t.equal(discord.posts.length, events.length, 'posts')
  t.ok(mails.every(({ html, text }) => html !== null && text.includes('R$')))
  const report = await call('seller', 'GET', `/auctions/${events[0]!.slice('evt_'.length)}/report`, undefined, { accept: 'text/markdown' })
  t.match(report, /^# .*Lote \d{5}[^]*Bruno/)
})

t.test('unsold auctions, and auctions of other programs', async (t) => {
  const { call, startWorker, discord, smtp, redis, history } = await withWorld(t)
  await Promise.all([startWorker(), startWorker()])
  // An unsold auction has a report and a post, and no mail.
  const { id } = await call('seller', 'POST', '/auctions', { title: 'Sem lances', description: '', starting_price: '1.00', duration_seconds: 3600 }) as { id: string }
  await call('seller', 'POST', `/auctions/${id}/close`)
  await discord.waitFor(({ embeds }) => embeds[0]?.title?.endsWith(': Sem lances') ?? false)
  const delivery = async () => await call('seller', 'GET', `/auctions/${id}/delivery`) as { state: string, effects: unknown }
  while ((await delivery()).state !== 'done') await pause(BETWEEN_MS)
  t.match((await delivery()).effects, { report: { state: 'done' }, email: { state: 'skipped' }, discord: { state: 'done' } })

  // A message of another program gets the same three effects, once, though several workers listen.
  const message = JSON.stringify({ type: 'auction_ended', timestamp: '2026-11-23T12:00:00.000Z', auction: { auction_id: 'legado-7', title: 'Bicicleta', winner_name: 'Zeca', winner_email: 'zeca@example.com', current_price: 99.9 } })
  const publisher = redis.connect()
  await publisher.publish('leiloes_finalizados', message)
  await publisher.publish('leiloes_finalizados', message)
  t.match((await smtp.waitFor(({ to }) => to.includes('zeca@example.com'))).text, /Zeca[^]*Bicicleta[^]*R\$\s99,90/)
  const post = await discord.waitFor(({ embeds }) => embeds[0]?.title?.endsWith(': Bicicleta') ?? false)
  t.ok(post.embeds[0]?.fields?.some(({ value }) => value === 'Zeca'))
  await history.settled()
  t.equal(smtp.mails.length, 1)
  t.equal(discord.posts.length, 2)
  t.same(await publisher.keys('{p0}:attachment:*'), [], 'its names are gone')
})

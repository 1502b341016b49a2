/** What whoever looks after the workers relies on: metrics, logs, and an end that leaves nothing unknown. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { ANNOUNCEMENT_CHANNEL } from '@martelo/auction'
import { createLogger, loadSettings } from '@martelo/service-runtime'
import { withDiscord, withMessagesApi, withRedis, withScriptedSmtp, type Teardown } from '@martelo/testing'
import { startWorker } from '../src/worker.ts'

const NOWHERE = '/nonexistent'

async function withWorker (t: Teardown, environment: Record<string, string>) {
  const lines: string[] = []
  const settings = loadSettings({ METRICS_PORT: '0', LOG_LEVEL: 'trace', ...environment }, NOWHERE)
  const worker = await startWorker(settings, createLogger(settings, 'worker', { write: (line) => { lines.push(line) } }))
  t.teardown(() => worker.close())
  return { ...worker, lines, metrics: async () => await (await fetch(`http://127.0.0.1:${worker.metrics_port}/metrics`)).text() }
}

const message = (id: string) => JSON.stringify({ type: 'auction_ended', timestamp: '2026-11-23T12:00:00.000Z', auction: { auction_id: id, title: 'Título-segredo', winner_name: 'Canário Segredo', winner_email: 'canario@segredo.example', current_price: 99.9 } })

t.test('the metrics are those of docs/metrics.md; log lines carry ids and nothing personal', async (t) => {
  const server = await withRedis(t)
  const model = await withMessagesApi(t)
  const discord = await withDiscord(t)
  const smtp = await withScriptedSmtp(t, { RCPT: { reply: '550 5.1.1 <canario@segredo.example> is unknown' } })
  const { metrics, lines } = await withWorker(t, {
    REDIS_URL: server.url, SMTP_HOST: smtp.host, SMTP_PORT: String(smtp.port), DISCORD_WEBHOOK_URL: discord.webhook, LLM_API_KEY: 'chave-segredo', LLM_BASE_URL: model.url, LLM_PRICE: '1.00/5.00'
  })
  await server.connect().publish(ANNOUNCEMENT_CHANNEL, message('legado-1'))
  while (!/martelo_events_settled_total\{state="\w+",service="worker"\} 1/.test(await metrics()));

  const text = await metrics()
  const documented = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8').split('\n').map((line) => /^\| `(martelo_\w+)` \|[^|]*\|[^|]*\| ([^|]*) \|/.exec(line)).filter((row) => row !== null && row[2]!.includes('worker')).map((row) => row![1])
  t.same([...text.matchAll(/^# TYPE (martelo_\w+)/gm)].map(([, name]) => name).sort(), documented.sort(), 'both ways')
  t.match(text, /martelo_effect_duration_seconds_count\{service="worker",effect="discord",state="done"\} 1/)
  t.match(text, /martelo_effect_duration_seconds_count\{service="worker",effect="email",state="failed"\} 1/)
  t.match(text, /martelo_bridge_messages_total\{outcome="appended",service="worker"\} 1/)
  t.match(text, /martelo_stream_length\{service="worker"\} 1/)
  t.match(text, /martelo_model_tokens_total\{direction="output",service="worker"\} [1-9]/)
  t.match(text, /martelo_model_cost_dollars_total\{service="worker"\} 0\.\d+/)

  const said = lines.join('')
  for (const secret of [/segredo/i, /can[aá]rio/i]) t.notMatch(said, secret, String(secret))
  const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  t.match(logged.filter(({ msg }) => msg === 'effect finished').map(({ event_id }) => event_id), [/^evt_ext_/, /^evt_ext_/, /^evt_ext_/])
  t.match(logged.find(({ msg }) => msg === 'event settled'), { event_id: /^evt_ext_/, state: 'dead' })
})

t.test('an attempt that has begun may end: a stop leaves nothing unknown, and what was not begun to others', async (t) => {
  const server = await withRedis(t)
  const discord = await withDiscord(t)
  const slow = await withScriptedSmtp(t, { dot: { reply: '250 taken, at last', after_ms: 1500 } })
  const environment = { REDIS_URL: server.url, SMTP_HOST: slow.host, SMTP_PORT: String(slow.port), DISCORD_WEBHOOK_URL: discord.webhook, WORKER_CONCURRENCY: '1' }
  const first = await withWorker(t, environment)
  const redis = server.connect()
  await redis.publish(ANNOUNCEMENT_CHANNEL, message('legado-1'))
  await slow.reached('DATA')
  const closing = first.close()
  const ready = async () => (await fetch(`http://127.0.0.1:${first.metrics_port}/readyz`)).status
  t.equal(await ready(), 503, 'it wants no more')
  // It does not listen any more: another one is there by then.
  const second = await withWorker(t, environment)
  await redis.publish(ANNOUNCEMENT_CHANNEL, message('legado-2'))
  await closing
  t.equal(slow.mails.length >= 1, true)
  while (!/martelo_events_settled_total\{state="done",service="worker"\} 1/.test(await second.metrics()));
  t.match(await second.metrics(), /martelo_events_unknown\{service="worker"\} 0/)
  t.equal(slow.mails.length, 2)
  t.equal(discord.posts.length, 2)
  const { lines, graceMs } = first
  t.equal(lines.filter((line) => line.includes('"state":"done"') && line.includes('event settled')).length, 1, 'it finished its own')
  t.equal(graceMs, 55_000)
})

/** The `ops` command, and the mail that asks for its use. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { createInspector } from '@martelo/event-stream'
import { freePort, withRedis } from '@martelo/testing'
import { run, type Output } from '../src/ops/run.ts'
import { readArguments } from '../src/ops/usage.ts'
import { NAMES } from '../src/stream-names.ts'
import { withWorker } from './rig.ts'

const until = async (holds: () => Promise<boolean> | boolean) => { while (!await holds()) await new Promise((resolve) => { setTimeout(resolve, 20) }) }

t.test('what is asked wrongly is refused with what is right', async (t) => {
  const wrong: Array<[args: string[], message: RegExp]> = [
    [[], /no command was given/], [['dance'], /no command "dance"/], [['list', '--state', 'lost'], /states are pending, processing/], [['list', '--limit', '0'], /--limit takes a whole number from 1/],
    [['show'], /needs an event's id/], [['mark-done', 'evt_1'], /needs an event's id and an effect/], [['resend', 'a', 'b', 'c'], /does not take "c"/], [['pipeline', '--loud'], /--loud/]
  ]
  for (const [args, message] of wrong) t.throws(() => readArguments(args), { message }, args.join(' '))
  t.equal(readArguments(['--help']), 'help')
  t.match(readArguments(['show', '0-01J9Z3K4M5N6P7Q8R9S0T1V2W3', '--json']), { command: { name: 'show', event_id: 'evt_0-01J9Z3K4M5N6P7Q8R9S0T1V2W3' }, json: true }, 'an auction is named by its own id, too')
})

t.test('from what failed to what is done, by shell', async (t) => {
  const { server, redis, inbox, discord, person, create, bid, close } = await withWorker(t)
  const inspector = createInspector(redis, NAMES)
  const ops = async (...args: string[]) => {
    const said: string[] = []
    const told: string[] = []
    const asked = readArguments(args)
    if (asked === 'help') throw new Error('help')
    const output: Output = { print: (text) => said.push(text), tell: (text) => told.push(text), json: asked.json }
    return { status: await run(asked.command, inspector, output), text: said.join('\n'), told: told.join('\n') }
  }
  const [ana, bruno] = [await person('Ana'), await person('Bruno')]
  t.match(await ops('list'), { status: 0, text: 'There are none.' })
  discord.answer((_post, number) => number === 1 || number === 3 ? { status: 404 } : 'take')
  const id = await create(ana)
  await bid(id, bruno, 12_00)
  await close(id, ana)
  await until(async () => (await inspector.delivery(`evt_${id}`))?.state === 'dead')

  t.match(await ops('list', '--state', 'dead'), { status: 0, text: new RegExp(`EVENT +STATE +EFFECTS[^]*evt_${id} +dead +report done, email done, discord failed`) })
  t.match(await ops('show', id), { status: 0, text: /is dead: discord failed: Discord answered 404[^]*EFFECT +STATE +ATTEMPTS[^]*discord +failed +1/ })
  t.match(JSON.parse((await ops('show', id, '--json')).text), { event_id: `evt_${id}`, state: 'dead', effects: { discord: { state: 'failed', updated_at: /^\d{4}-.*Z$/, retry_at: null } } })
  t.match(await ops('show', 'evt_none'), { status: 1, told: /Nothing is recorded of evt_none/ })
  t.match(await ops('resend', id, 'email'), { status: 1, told: /email of evt_.* is done: only what is unknown or failed/ })
  t.match(await ops('resend', id, 'fax'), { status: 1, told: /has no effect "fax"; it has report, email, discord/ })

  t.match(await ops('resend', id), { status: 0, text: new RegExp(`discord of evt_${id}: to be sent again`) })
  await until(async () => (await inspector.delivery(`evt_${id}`))?.state === 'done')
  t.equal(discord.posts.length, 1)
  t.equal(inbox.messages.length, 1, 'what had been done is not done again')
  t.match(await ops('resend', id), { status: 1, told: /is done: nothing of it is unknown or failed/ })

  const other = await create(ana)
  await close(other, ana)
  await until(async () => (await inspector.delivery(`evt_${other}`))?.state === 'dead')
  t.match(await ops('mark-done', other, 'discord', '--by', 'eva'), { status: 0, text: /is done[^]*marked_done_by":"eva"/ })

  t.match(await ops('pipeline'), { status: 0, text: /WAITING +IN HAND +PARKED[^]*\n +0 +0 +0 +0 +0 +2 [^]*WORKER[^]*whole event/ })
  t.match(await ops('drain'), { status: 0, text: /Nothing is waiting or in hand/ })
  t.equal((await ops('drain', '--parked', '--timeout', '0')).status, 0)
  await redis.zadd('{p0}:parked', Date.now() + 60_000, 'evt_parked')
  t.match(await ops('drain', '--parked', '--timeout', '0'), { status: 1, told: 'Not drained: 0 waiting, 0 in hand, 1 parked.' })

  // As a process, from outside.
  const file = fileURLToPath(new URL('../dist/ops.js', import.meta.url))
  const start = async (args: string[], env: Record<string, string>) => {
    const child = spawn(process.execPath, [file, ...args], { env: { PATH: process.env.PATH, ...env }, cwd: folder })
    let [out, errors] = ['', '']
    child.stdout.on('data', (chunk) => { out += chunk })
    child.stderr.on('data', (chunk) => { errors += chunk })
    const [status] = await once(child, 'close')
    return { status: status as number, out, errors }
  }
  const folder = await mkdtemp(join(tmpdir(), 'martelo-ops-'))
  t.teardown(() => rm(folder, { recursive: true }))
  t.match(await start(['list', '--json'], { REDIS_URL: server.url }), { status: 0, out: /"next_cursor": null/ })
  t.match(await start(['pipeline'], {}), { status: 2, errors: /REDIS_URL is not set/ })
  await writeFile(join(folder, 'start.json'), JSON.stringify({ redis_url: server.url }))
  t.match(await start(['pipeline', '--data', folder], {}), { status: 0, out: /WAITING/ })
  t.match(await start(['pipeline'], { REDIS_URL: `redis://user:hush@127.0.0.1:${await freePort()}` }), { status: 3, out: '', errors: /^Redis at 127\.0\.0\.1:\d+ cannot be reached/ })
  t.match(await start(['pipeline'], { REDIS_URL: 'nonsense' }), { status: 2, errors: /^REDIS_URL: the given value is not allowed/ })
})

t.test('administrators get one mail about all that became unknown at once, with a link', async (t) => {
  const server = await withRedis(t)
  const redis = server.connect()
  // What broke half a minute ago, before the workers are there.
  const auction = '0-01J9Z3K4M5N6P7Q8R9S0T1V2W3'
  for (const [i, effect] of ['email', 'discord'].entries()) await redis.zadd('{p0}:untold', Date.now() - 31_000 + i, `${effect} evt_${auction}`)
  await redis.zadd('{p0}:untold', Date.now(), 'email evt_ext_1')
  const settings = { REDIS_URL: server.url, ADMIN_EMAILS: 'eva@example.com,ugo@example.com' }
  const workers = [await withWorker(t, settings), await withWorker(t, { ...settings, LOCALE: 'en' })]
  const inspector = createInspector(redis, NAMES)
  await until(async () => (await inspector.list('done', { limit: 5 })).items.length > 0)
  t.match((await inspector.list(null, { limit: 5 })).items, [{ event_id: /^unknowns_/, state: 'done', effects: { email: { state: 'done', attempts: 1 } } }])
  const mails = workers.flatMap(({ inbox }) => inbox.messages)
  t.equal(mails.length, 1)
  t.same(mails[0]!.to, ['eva@example.com', 'ugo@example.com'])
  t.match(mails[0]!.subject, /Martelo: (3 entregas precisam da sua decisão|3 deliveries need your decision)/)
  for (const part of [mails[0]!.text, mails[0]!.html!]) {
    t.ok(part.includes(`https://leiloes.example/auctions/${auction}`))
    t.ok(part.includes('https://leiloes.example/ops/pipeline'))
    t.ok(part.includes('evt_ext_1'))
  }
  t.equal(await redis.exists('{p0}:untold'), 0, 'nobody is told again')
})

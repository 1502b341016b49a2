/** README.md against the code: its example runs, and its tables and diagrams name what there is. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { withRedis } from '@martelo/testing'
import { DELIVERY_STATES, EFFECT_STATES } from '../src/index.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const readme = read('../README.md')
const all = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found!))].sort()
const section = (title: string) => new RegExp(`^## ${title}\\n(.*?)(?=^## )`, 'ms').exec(readme)![1]!

t.test('the example runs, and is delivered once the mailer is no longer busy', async (t) => {
  t.equal(/^```ts\n(.*?)^```/ms.exec(readme)![1], read('example.ts'))
  const server = await withRedis(t, { args: ['--appendfsync', 'no'] })
  const mails: Array<{ id: string, body: string }> = []
  const mailer = createServer((request, response) => {
    void text(request).then((body) => {
      mails.push({ id: String(request.headers['message-id']), body })
      response.writeHead(mails.length === 1 ? 503 : 202).end()
    })
  }).listen(0, '127.0.0.1')
  await once(mailer, 'listening')
  t.teardown(() => mailer.close())
  const { port } = mailer.address() as AddressInfo
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(new URL('example.ts', import.meta.url))], {
    env: { ...process.env, REDIS_URL: server.url, MAILER_URL: `http://127.0.0.1:${port}/send` }, stdio: ['ignore', 'pipe', 'pipe']
  })
  t.teardown(() => child.kill('SIGKILL'))
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  t.equal(code, 0, errors)
  t.match(output, /^evt_7001 is parked\nevt_7001 is done\n\{/)
  t.match(JSON.parse(output.slice(output.indexOf('{'))), {
    state: 'done', effects: { receipt: { state: 'done', attempts: 2, receipt: { status: 202 } }, statistics: { state: 'done', attempts: 1 } }
  })
  t.equal(mails.length, 2)
  t.same(mails[0], mails[1], 'the same words under the same name')
  t.match(mails[0], { id: 'evt_7001', body: /^ana@example\.com\nThank you/ })
})

t.test('what there is stands in it', async (t) => {
  const states = (title: string) => all(section(title), /^ {2}(\w+) -->/gm)
  t.same(states('How an effect goes'), [...EFFECT_STATES].sort())
  t.same(states('How an event goes'), [...DELIVERY_STATES].sort())
  const options = /export interface StreamWorkerOptions \{(.*?)^\}/ms.exec(read('../src/worker.ts'))![1]!
  t.same(all(section('Settings'), /^\| `(\w+)`/gm), all(options, /^ {2}(\w+)\??:/gm))
  const keys = read('../src/names.ts')
  t.same(all(section('Keys'), /^\| `(\w+)[`:]/gm), all(keys, /prefix\}(\w+)/g))
})

t.test('it knows nothing of what its events are about', async (t) => {
  for (const folder of ['../', '../src/', '../lua/', '../lua/lib/']) {
    for (const name of readdirSync(new URL(folder, import.meta.url)).filter((each) => /\.(md|ts|lua|json)$/.test(each))) {
      t.notMatch(read(folder + name), /auction|leil|bidd|winner|discord|smtp/i, folder + name)
    }
  }
})

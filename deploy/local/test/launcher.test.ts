/** What `npm start` is made of: processes that are kept running, a data folder for one launcher at a time, and the whole. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, startProcess } from '@martelo/testing'
import { Redis } from 'ioredis'
import t from 'tap'
import { supervise, TIMING, type ProcessSpec } from '../src/supervisor.ts'
import type { About } from '../src/show.ts'

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))
// Of what tap loads into this process only the one that reads TypeScript.
const execArgv = process.execArgv.filter((each) => !each.startsWith('--import') || each.includes('typescript'))
const quick = { ...TIMING, shortest_pause_ms: 10, longest_pause_ms: 50, patience_ms: 200 }

function temporary (t: Pick<Tap.Test, 'teardown'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'martelo-launcher-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

function lives (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Asks until it is so; the test's own timeout ends it. */
async function until (so: () => boolean | Promise<boolean>): Promise<void> {
  while (!await so()) await new Promise((resolve) => { setTimeout(resolve, 20) })
}

t.test('a supervised process', async (t) => {
  const run = (t: Pick<Tap.Test, 'teardown'>, as: string) => {
    const lines: string[] = []
    const pids: number[] = []
    const watched = new Set<number>()
    const folder = { watch: (pid: number) => { watched.add(pid) }, forget: (pid: number) => { watched.delete(pid) } }
    const output = (line: string) => {
      lines.push(line)
      if (line.startsWith('pid ')) pids.push(Number(line.slice(4)))
    }
    const spec: ProcessSpec = { name: 'child', command: process.execPath, args: [file('fixtures/child.mjs')], env: { AS: as }, ready: /^ready$/, output }
    const supervised = supervise(spec, folder, 1, quick)
    t.teardown(async () => {
      supervised.kill()
      await supervised.stop()
    })
    return { supervised, lines, pids, watched }
  }

  t.test('is started again when it dies, and stays away when it was stopped', async (t) => {
    const { supervised, lines, pids, watched } = run(t, 'well')
    await supervised.ready
    for (let death = 1; death <= 3; death++) {
      process.kill(pids.at(-1)!, 'SIGKILL')
      await until(() => pids.length === death + 1)
    }
    t.match(lines, ['pid', 'ended with SIGKILL; starting it again', 'pid'])
    t.same([...watched], [pids.at(-1)], 'only the one that runs is watched')
    await Promise.all([supervised.stop(), supervised.stop()])
    t.notOk(lives(pids.at(-1)!))
    t.same([...watched], [])
    t.equal(pids.length, 4)
  })

  t.test('that cannot start is reported with its last words', async (t) => {
    await t.rejects(run(t, 'broken').supervised.ready, { message: 'child ended with 3\nno such door' })
  })

  t.test('that ignores SIGTERM is killed', async (t) => {
    const { supervised, lines, pids } = run(t, 'stubborn')
    await supervised.ready
    await supervised.stop()
    t.ok(lines.includes('not now'))
    t.notOk(lives(pids[0]!))
  })
})

t.test('a data folder', async (t) => {
  const hold = async (folder: string) => await startProcess(t, { args: [...execArgv, file('fixtures/holder.ts'), folder] })
  const childOf = (lines: string[]) => Number(/^child (\d+)$/m.exec(lines.join('\n'))?.[1])

  t.test('belongs to one launcher at a time', async (t) => {
    const folder = temporary(t)
    const first = await hold(folder)
    await t.rejects(hold(folder), { message: new RegExp(`Martelo runs already on .* \\(process ${first.child.pid}\\): stop it first`) })
    await first.kill('SIGTERM')
    t.notOk(existsSync(join(folder, 'lock')), 'given back')
    await (await hold(folder)).kill('SIGTERM')
  })

  t.test('is cleaned up after a launcher that was killed, and the next one waits for that', async (t) => {
    const folder = temporary(t)
    const first = await hold(folder)
    const child = childOf(first.lines)
    t.ok(lives(child))
    await first.kill('SIGKILL')
    const second = await hold(folder)
    t.notOk(lives(child), 'the child of the dead launcher is gone before the folder is free')
    t.not(childOf(second.lines), child)
    await second.kill('SIGTERM')
  })
})

t.test('npm start', async (t) => {
  const folder = temporary(t)
  const inFolder = (name: string) => join(folder, name)
  const env = { HOME: folder, API_PORT: String(await freePort()), METRICS_PORT: '0', WORKERS: '1' }
  const launch = async () => await startProcess(t, { args: [file('../start.mjs'), '--data', folder], cwd: folder, env })
  const about = () => JSON.parse(readFileSync(inFolder('start.json'), 'utf8')) as About
  const get = async (url: string, token?: string) => await (await fetch(url, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })).json() as { items: unknown[], email: string, admin: boolean }

  const first = await launch()
  const started = about()
  t.equal(statSync(inFolder('start.json')).mode & 0o777, 0o600)
  for (const { token, email, admin } of started.people) t.match(await get(`${started.api}/api/me`, token), { email, admin })
  t.equal(started.people.filter(({ admin }) => admin).length, 1)
  const { items } = await get(`${started.api}/api/auctions?limit=100`)
  t.ok(items.length >= 5, 'demo auctions')
  t.same(await get(`${started.inbox!}/api/messages`), [])
  t.same(await get(`${started.discord!}/api/posts`), [])

  await first.kill('SIGTERM')
  t.notOk(existsSync(inFolder('start.json')), 'no addresses that lead nowhere')
  const redis = new Redis(started.redis_url, { retryStrategy: null, lazyConnect: true })
  redis.on('error', () => {})
  await t.rejects(redis.connect(), 'its Redis is gone')
  await t.rejects(fetch(started.api), 'its API is gone')

  const second = await launch()
  const again = about()
  t.same(again.people, started.people, 'the same people with the same tokens')
  t.equal((await get(`${again.api}/api/auctions?limit=100`)).items.length, items.length, 'no demo data twice')
  // Ctrl-C reaches everybody in the terminal at once, and once more by impatience.
  second.child.kill('SIGINT')
  await second.kill('SIGINT')

  const wrong = startProcess(t, { args: [file('../start.mjs'), '--data', folder], cwd: folder, env: { ...env, WORKERS: 'two' } })
  await t.rejects(wrong, { message: /WORKERS: "two" is not allowed; allowed is a whole number from 0 to 64/ })
})

declare namespace Tap { type Test = typeof t }

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { createLogger, createRegistry, startMetricsServer, Counter } from '../src/index.ts'

const silent = createLogger({ LOG_LEVEL: 'silent' }, 'test')

interface Line { level: number, name: string, msg: string }

// Of what tap loads into this process only the one that reads TypeScript.
const execArgv = process.execArgv.filter((each) => !each.startsWith('--import') || each.includes('typescript'))

/** A service as a process of its own: what it printed, and how to wait for a line or for its end. */
function run (t: Tap, environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [...execArgv, fileURLToPath(new URL('./fixtures/service.ts', import.meta.url))], {
    env: { ...process.env, ...environment }, cwd: '/', stdio: ['ignore', 'pipe', 'pipe']
  })
  t.teardown(() => { child.kill('SIGKILL') })
  let output = ''
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString() })
  child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString() })
  const exit = once(child, 'close') as Promise<[number | null]>
  return {
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    async until (text: string) {
      while (!output.includes(text)) await Promise.race([once(child.stdout, 'data'), exit.then(() => { throw new Error(`ended: ${output}${errors}`) })])
    },
    async end () {
      const [code] = await exit
      return { code, errors, logged: output.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line), plain: output.split('\n').filter((line) => line !== '' && !line.startsWith('{')) }
    }
  }
}
type Tap = Pick<typeof t, 'teardown'>

t.test('the life of a process', async (t) => {
  t.jobs = 3
  t.test('it prints `ready`, and a signal ends it in order', { buffered: true }, async (t) => {
    const service = run(t)
    await service.until('ready\n')
    service.kill('SIGTERM')
    const { code, logged, plain } = await service.end()
    t.equal(code, 0)
    t.same(plain, ['ready'], 'the only plain line')
    t.same(logged.map(({ name, msg }) => [name, msg]), [['fixture', 'ending'], ['fixture', 'closing'], ['fixture', 'closed']])
  })
  t.test('a second signal ends it at once, and so does the end of its grace', { buffered: true }, async (t) => {
    const impatient = run(t, { AT_CLOSE: 'hang' })
    await impatient.until('ready\n')
    impatient.kill('SIGTERM')
    await impatient.until('closing')
    impatient.kill('SIGTERM')
    t.match(await impatient.end(), { code: 1, logged: [{}, {}, { msg: 'ending at once' }] })
    const slow = run(t, { AT_CLOSE: 'hang' })
    await slow.until('ready\n')
    slow.kill('SIGTERM')
    t.match(await slow.end(), { code: 1, logged: [{}, {}, { msg: /took too long/ }] })
  })
  t.test('an error that nobody caught is logged and ends it with 1, whatever would hang', { buffered: true }, async (t) => {
    const service = run(t, { AT_CLOSE: 'hang' })
    await service.until('ready\n')
    service.kill('SIGUSR1')
    t.match(await service.end(), { code: 1, logged: [{ level: 60, msg: /nobody caught/ }] })
  })
  t.test('a failed start or end has status 1 and a reason', { buffered: true }, async (t) => {
    t.match(await run(t, { AT_START: 'reject' }).end(), { code: 1, plain: [], logged: [{ level: 60, msg: 'cannot start', err: { message: 'no way to start' } }] })
    const service = run(t, { AT_CLOSE: 'reject' })
    await service.until('ready\n')
    service.kill('SIGINT')
    t.match(await service.end(), { code: 1, logged: [{}, {}, { msg: 'ending failed' }] })
  })
  t.test('wrong settings are told on standard error, a line each, and nothing starts', { buffered: true }, async (t) => {
    const { code, errors, plain, logged } = await run(t, { API_PORT: 'x', LOCALE: 'xx' }).end()
    t.equal(code, 1)
    t.match(errors, /^API_PORT: .*\nLOCALE: .*\n$/)
    t.same([plain, logged], [[], []])
  })
})

t.test('log lines are JSON without what is private', (t) => {
  const lines: string[] = []
  const logger = createLogger({ LOG_LEVEL: 'info' }, 'api', { write: (line) => { lines.push(line) } })
  const err = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  logger.info({
    email: 'SECRET', token: 'SECRET', code: 'SECRET', body: { code: 'SECRET', email: 'SECRET' }, err,
    req: { headers: { authorization: 'SECRET', cookie: 'SECRET', 'set-cookie': 'SECRET', host: 'h' }, body: { code: 'SECRET', password: 'SECRET' } }
  }, 'hello')
  logger.debug('not at this level')
  t.equal(lines.length, 1)
  t.notMatch(lines[0], 'SECRET')
  t.match(JSON.parse(lines[0]!), { name: 'api', msg: 'hello', req: { headers: { host: 'h' } }, err: { code: 'ECONNREFUSED' } })
  t.end()
})

t.test('the metrics server', async (t) => {
  const registry = createRegistry('worker')
  new Counter({ name: 'events_total', help: 'events', registers: [registry] }).inc(3)
  const state = { live: true, ready: (): boolean | Promise<boolean> => true }
  const options = { host: '127.0.0.1', registry, live: () => state.live, ready: () => state.ready(), logger: silent }
  const server = await startMetricsServer({ ...options, port: 0 })
  t.teardown(() => server.close())
  const get = async (path: string) => await fetch(`http://127.0.0.1:${server.port}${path}`)

  const metrics = await get('/metrics')
  t.match(metrics.headers.get('content-type'), 'text/plain; version=0.0.4')
  const text = await metrics.text()
  t.match(text, 'events_total{service="worker"} 3')
  t.match(text, /process_cpu_seconds_total\{service="worker"\}/)
  t.same([(await get('/livez')).status, (await get('/readyz?verbose')).status, (await get('/x')).status], [200, 200, 404])
  for (const unready of [() => false, () => Promise.reject(new Error('away')), () => { throw new Error('away') }]) {
    state.ready = unready
    t.equal((await get('/readyz')).status, 503)
  }
  t.equal((await get('/livez')).status, 200, 'not ready is no reason to restart')
  state.live = false
  t.equal((await get('/livez')).status, 503)

  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const next = await startMetricsServer({ ...options, port })
  t.ok(next.port > port, 'a taken port is left to whoever has it')
  await next.close()
  await next.close()
  taken.close()
})

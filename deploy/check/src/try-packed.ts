/**
 * `pnpm check:packed`: what goes into the images, started as it will be there: from a folder that cannot be written to, by a user without
 * rights, with no place for temporary files and no home. Needs a build and a redis-server.
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startProcess, withInbox, withRedis, type RunningProcess, type Teardown } from '@martelo/testing'
import { root } from './project.ts'

const NOBODY = 65532
/** An image's bound, less Node 24 (127 MB) and the C library with its certificates (24 MB). */
const MOST_BYTES = (200 - 127 - 24) * 1e6
/** Packages that build and test; none may be there. (Types that a dependency asks for may: nothing but an empty folder is left of them.) */
const DEVELOPMENT = /^(typescript|tap|eslint|knip|vite|esbuild|dependency-cruiser|playwright-core|@tapjs\+.*)@/

const ends: Array<() => unknown> = []
const t: Teardown = { teardown: (fn) => { ends.push(fn) } }
const said: string[] = []
function demand (holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`)
  said.push(what)
}

try {
  const folder = mkdtempSync(join(tmpdir(), 'martelo-packed-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const packed = spawnSync(process.execPath, [join(root, 'deploy/docker/pack.mjs'), folder], { stdio: 'inherit' })
  demand(packed.status === 0, 'packed')
  for (const name of ['api', 'worker', 'load-test']) {
    const bytes = sizeOf(join(folder, name))
    demand(bytes <= MOST_BYTES, `${name} takes ${(bytes / 1e6).toFixed(1)} MB, ${((bytes + 200e6 - MOST_BYTES) / 1e6).toFixed(0)} with Node and its base`)
    const tools = readdirSync(join(folder, name, 'node_modules/.pnpm')).filter((each) => DEVELOPMENT.test(each))
    demand(tools.length === 0, `${name} has no tools of development${tools.length > 0 ? `: ${tools.join(', ')}` : ''}`)
  }
  // This one may lie where only its owner may go.
  copyFileSync(process.execPath, join(folder, 'node'))
  forbidWriting(folder)

  const redis = await withRedis(t)
  const inbox = await withInbox(t)
  const [apiPort, apiMetrics, workerMetrics] = [await freePort(), await freePort(), await freePort()]
  const common = { NODE_ENV: 'production', API_HOST: '127.0.0.1', REDIS_URL: redis.url, PUBLIC_URL: 'http://localhost', SMTP_HOST: inbox.smtp.host, SMTP_PORT: String(inbox.smtp.port), EMAIL_FROM: 'Martelo <martelo@martelo.test>' }
  const images = mkdtempSync(join(tmpdir(), 'martelo-images-'))
  chmodSync(images, 0o777)
  t.teardown(() => rmSync(images, { recursive: true }))
  const api = await run(folder, 'api', { ...common, IMAGES_DIR: images, API_PORT: String(apiPort), METRICS_PORT: String(apiMetrics) })
  const worker = await run(folder, 'worker', { ...common, METRICS_PORT: String(workerMetrics) })

  for (const [port, paths] of [[apiPort, ['/livez', '/readyz', '/api/health', '/', '/docs', '/openapi.json', '/api/auctions']], [apiMetrics, ['/metrics']], [workerMetrics, ['/livez', '/readyz', '/metrics']]] as const) {
    for (const path of paths) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept: 'text/html, */*' } })
      demand(response.status === 200, `${port === workerMetrics ? 'worker' : 'api'} ${path}: 200${response.status === 200 ? '' : `, got ${response.status} ${await response.text()}`}`)
    }
  }
  await fetch(`http://127.0.0.1:${apiPort}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"email":"ana@martelo.test"}' })
  await inbox.waitFor(({ to }) => to[0] === 'ana@martelo.test')
  said.push('a sign-in code is sent')
  await stops('api', api)
  await stops('worker', worker)

  const lonely = spawnSync(join(folder, 'node'), ['dist/burst/main.js'], { cwd: join(folder, 'load-test'), encoding: 'utf8', env: {}, ...user() })
  demand(lonely.status === 1 && lonely.stderr.startsWith('nobody to bid with'), 'the load test starts, and says what it lacks')
  console.log(`${said.join('\n')}\n${said.length} passed, 0 failed`)
} catch (error) {
  console.error(`${said.join('\n')}\n${(error as Error).message}`)
  process.exitCode = 1
} finally {
  for (const end of ends.reverse()) await end()
}

/** Only root may become somebody else. */
function user (): { uid?: number, gid?: number } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
}

async function run (folder: string, name: string, env: Record<string, string>): Promise<RunningProcess> {
  return await startProcess(t, { command: join(folder, 'node'), args: ['dist/main.js'], cwd: join(folder, name), env: { ...env, HOME: '/nonexistent', TMPDIR: '/nonexistent' }, ...user() })
}

async function stops (name: string, { child }: RunningProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const [code] = await ended
  demand(code === 0, `${name} ends with 0 when it is told to`)
}

function entries (folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

function sizeOf (folder: string): number {
  return entries(folder).reduce((sum, path) => sum + (lstatSync(path).isFile() ? lstatSync(path).size : 0), 0)
}

function forbidWriting (folder: string): void {
  const [files, folders] = [0o444, 0o555]
  for (const path of entries(folder)) {
    const stats = lstatSync(path)
    if (!stats.isSymbolicLink()) chmodSync(path, stats.isDirectory() ? folders : files)
  }
  chmodSync(join(folder, 'node'), 0o555)
  // Only its owner (root, in CI) may remove it again.
  chmodSync(folder, 0o755)
}

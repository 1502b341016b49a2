/** Redis as the manifests start it, its probes, and the backup and restore of the guide: with real servers. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import t from 'tap'
import { parse } from 'yaml'
import { freePort } from '@martelo/testing'
import { checkRedis } from '@martelo/service-runtime'
import { kubectl } from '../src/kubectl.ts'
import { find } from '../src/kubernetes.ts'
import { read, root } from '../src/project.ts'
import { render } from '../src/render.ts'

const base = await render(kubectl(), { overlay: 'base', components: [] })
const { args, livenessProbe, readinessProbe } = find(base, 'StatefulSet', 'redis')!.spec.template.spec.containers[0]
const compose = parse(read('deploy/docker/compose.yaml'), { merge: true }) as { services: { redis: { command: string[] } } }
const SCRIPT = join(root, 'deploy/docker/restore-redis.sh')

const folderOf = (t: Tap) => {
  const folder = mkdtempSync(join(tmpdir(), 'martelo-deploy-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  return folder
}
interface Tap { teardown: (fn: () => unknown) => void }

/** A server with the given arguments, but in a folder of its own and on a port of its own. */
async function start (t: Tap, args: string[], folder: string, port: number): Promise<ChildProcess> {
  const own = [...args.map((arg, i) => args[i - 1] === '--dir' ? folder : arg), '--port', String(port), '--bind', '127.0.0.1']
  const child = spawn('redis-server', own, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  let output = ''
  child.stdout!.on('data', (chunk) => { output += chunk })
  // While it loads it is not ready, and that is what one of the tests wants to see.
  while (!/Ready to accept|Server initialized/.test(output)) await once(child.stdout!, 'data')
  return child
}

async function connect (t: Tap, port: number): Promise<Redis> {
  const redis = new Redis(port, '127.0.0.1', { replyMapping: 'legacy' })
  t.teardown(() => redis.disconnect())
  await redis.ping()
  return redis
}

async function stop (child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

/** A probe's command, as the kubelet runs it in the container, here for a server on another port. */
function probe ({ exec: { command } }: { exec: { command: string[] } }, port: number): number | null {
  const words = command.map((word) => word.replace(/redis-cli/, `redis-cli -p ${port}`))
  return spawnSync(words.length === 2 ? words.join(' ') : words[2]!, { shell: true, stdio: 'ignore' }).status
}

for (const [name, given] of [['the StatefulSet', args], ['compose.yaml', compose.services.redis.command.slice(1)]] as const) {
  t.test(`${name} starts a Redis that breaks no promise`, async (t) => {
    const port = await freePort()
    await start(t, given, folderOf(t), port)
    t.same((await checkRedis(await connect(t, port))).warnings, [])
  })
}

t.test('a backup comes back whole, a torn one changes nothing', async (t) => {
  const [folder, port] = [folderOf(t), await freePort()]
  const restore = (backup: Buffer) => spawnSync('sh', [SCRIPT, folder], { input: backup, encoding: 'utf8' })
  const first = await start(t, args, folder, port)
  const redis = await connect(t, port)
  await redis.hset('{p0}:auction:0-1', { title: 'Relógio', price: '1500' })
  await redis.xgroup('CREATE', '{p0}:finalized', 'workers', '0', 'MKSTREAM')
  await redis.xadd('{p0}:finalized', '1-0', 'event_id', 'evt_0-1')
  await redis.xreadgroup('GROUP', 'workers', 'one', 'STREAMS', '{p0}:finalized', '>')
  spawnSync('redis-cli', ['-p', String(port), '--rdb', join(folder, 'backup.rdb')])
  const backup = readFileSync(join(folder, 'backup.rdb'))
  const piped = spawnSync('redis-cli', ['-p', String(port), '--rdb', '-']).stdout
  await redis.hset('{p0}:auction:0-1', { price: '9900' })
  redis.disconnect()
  await stop(first)

  const torn = restore(backup.subarray(0, backup.length - 20))
  t.equal(torn.status, 1)
  t.match(torn.stderr, /no whole backup; nothing was changed/)
  t.equal(restore(Buffer.from('')).status, 1, 'nor an empty one')
  t.same(readdirSync(folder).sort(), ['appendonlydir', 'backup.rdb'])
  const again = await start(t, args, folder, port)
  t.equal(await (await connect(t, port)).hget('{p0}:auction:0-1', 'price'), '9900')
  await stop(again)

  t.match(restore(backup), { status: 0, stdout: /Restored/ })
  const restored = await start(t, args, folder, port)
  const back = await connect(t, port)
  t.same(await back.hgetall('{p0}:auction:0-1'), { title: 'Relógio', price: '1500' })
  t.equal((await back.xpending('{p0}:finalized', 'workers'))[0], 1, 'what a worker had in hand is still pending')
  await stop(restored)
  t.match(restore(piped), { status: 0 }, 'with the mark that redis-cli leaves when it writes to a pipe')
  const second = await start(t, args, folder, port)
  await back.connect().catch(() => {})
  t.equal(await back.hget('{p0}:auction:0-1', 'price'), '1500')
  // It goes on as a store that loses nothing.
  await back.set('after', 'restore')
  second.kill('SIGKILL')
  await once(second, 'exit')
  await start(t, args, folder, port)
  const last = await connect(t, port)
  t.equal(await last.get('after'), 'restore')
  t.match(readdirSync(folder).sort(), ['appendonlydir', 'backup.rdb', 'before-restore'], 'and what was there is kept')
})

t.test('an archive holds Redis and the pictures', async (t) => {
  const [store, port] = [folderOf(t), await freePort()]
  const script = (name: string, input?: Buffer) => spawnSync('sh', [join(root, 'deploy/docker', name), store], { input, env: { ...process.env, REDIS_URL: `redis://127.0.0.1:${port}` } })
  for (const name of ['redis', 'images/0-1/a']) mkdirSync(join(store, name), { recursive: true })
  writeFileSync(join(store, 'images/0-1/a/640.webp'), 'a picture')
  const server = await start(t, args, join(store, 'redis'), port)
  const redis = await connect(t, port)
  await redis.set('price', '1500')
  const { stdout: archive, status } = script('backup.sh')
  t.equal(status, 0)
  t.same(readdirSync(join(store, 'redis')), ['appendonlydir'], 'and it leaves nothing behind')
  await redis.set('price', '9900')
  redis.disconnect()
  await stop(server)
  rmSync(join(store, 'images/0-1'), { recursive: true })

  for (const wrong of [archive.subarray(0, 700), Buffer.from('no archive')]) t.match({ ...script('restore.sh', wrong), again: existsSync(join(store, 'redis/before-restore')) }, { status: 1, again: false })
  t.equal(script('restore.sh', archive).status, 0)
  t.equal(readFileSync(join(store, 'images/0-1/a/640.webp'), 'utf8'), 'a picture')
  await start(t, args, join(store, 'redis'), port)
  t.equal(await (await connect(t, port)).get('price'), '1500')
})

t.test('probes: loading and a full disk are no reason to kill it', async (t) => {
  const [folder, port] = [folderOf(t), await freePort()]
  t.not(probe(livenessProbe, port), 0, 'nobody there')
  // A snapshot whose name is a folder's cannot be written, as on a full disk.
  const failing = await start(t, ['--dir', '.', '--save', '3600', '1', '--dbfilename', 'appendonlydir', '--appendonly', 'yes'], folder, port)
  const redis = await connect(t, port)
  for (let i = 0; i < 200; i++) await redis.set(`key-${i}`, 'x'.repeat(1000))
  t.same([probe(livenessProbe, port), probe(readinessProbe, port)], [0, 0], 'well')
  await redis.bgrewriteaof()
  while (/aof_rewrite_(in_progress|scheduled):1/.test(await redis.info('persistence'))) await pause(20)
  await redis.bgsave()
  while (/rdb_bgsave_in_progress:1/.test(await redis.info('persistence'))) await pause(20)
  await t.rejects(redis.ping(), /MISCONF/)
  t.same([probe(livenessProbe, port), probe(readinessProbe, port)], [0, 0], 'it can still be read')
  redis.disconnect()
  failing.kill('SIGKILL')
  await once(failing, 'exit')

  const loading = await start(t, ['--dir', '.', '--appendonly', 'yes', '--key-load-delay', '100000', '--loading-process-events-interval-bytes', '1024'], folder, port)
  while (!spawnSync('redis-cli', ['-p', String(port), 'ping'], { encoding: 'utf8' }).stdout.startsWith('LOADING')) await pause(20)
  t.equal(probe(livenessProbe, port), 0, 'it lives')
  t.not(probe(readinessProbe, port), 0, 'and nobody is sent there')
  loading.kill('SIGKILL')
})

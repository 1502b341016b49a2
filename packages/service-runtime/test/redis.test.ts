import { once } from 'node:events'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import t from 'tap'
import type { Redis } from 'ioredis'
import { freePort, withRedis } from '@martelo/testing'
import { checkRedis, connectRedis, createLogger } from '../src/index.ts'

// They wait for time-outs, mostly.
t.jobs = 5

const at = (url: string, nodes: Array<{ host: string, port: number }> = []) => ({ REDIS_URL: url, REDIS_CLUSTER_NODES: nodes })

function open (t: { teardown: (fn: () => unknown) => void }, ...args: Parameters<typeof connectRedis>): Redis {
  const redis = connectRedis(...args)
  t.teardown(() => { redis.disconnect() })
  return redis
}

/** Errors on the way there are expected. */
async function ready (redis: Redis): Promise<void> {
  if (redis.status !== 'ready') await new Promise<void>((resolve) => { redis.once('ready', () => { resolve() }) })
}

async function took (work: Promise<unknown>): Promise<{ ms: number, failed: boolean }> {
  const from = Date.now()
  const failed = await work.then(() => false, () => true)
  return { ms: Date.now() - from, failed }
}

t.test('a server as it should be is used without a warning', { buffered: true }, async (t) => {
  const server = await withRedis(t)
  const redis = open(t, at(server.url), { name: 'api' })
  t.match(await checkRedis(redis), { version: /^\d+\.\d+/, warnings: [] })
  t.match(await redis.client('LIST'), /name=api /)
  await redis.xadd('s', '*', 'f', 'v')
  t.match(await redis.xread('STREAMS', 's', '0'), [['s', [[/-/, ['f', 'v']]]]], 'replies are pairs')

  await redis.call('CONFIG', 'SET', 'appendfsync', 'everysec')
  await redis.call('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
  t.match((await checkRedis(redis)).warnings, [/appendfsync is everysec/, /maxmemory-policy is allkeys-lru/])
  await redis.call('CONFIG', 'SET', 'appendonly', 'no')
  t.match((await checkRedis(redis)).warnings, [/appendonly is no/, /maxmemory-policy/])

  await redis.call('ACL', 'SETUSER', 'hosted', 'on', '>p@ss', '~*', '&*', '+@all', '-config')
  const hosted = open(t, at(`redis://hosted:p%40ss@127.0.0.1:${server.port}`))
  t.match((await checkRedis(hosted)).warnings, [/CONFIG GET is not allowed/])
})

t.test('an old server is refused', { buffered: true }, async (t) => {
  for (const version of ['redis_version:6.2.14\r\n', 'nothing']) {
    await t.rejects(checkRedis({ info: async () => version } as unknown as Redis), /too old/)
  }
})

t.test('a store that is away fails a command in time, waits for a blocking reader, and is reported once', { buffered: true }, async (t) => {
  const server = await withRedis(t)
  const lines: string[] = []
  const logger = createLogger({ LOG_LEVEL: 'info' }, 'test', { write: (line) => { lines.push((JSON.parse(line) as { msg: string }).msg) } })
  const redis = open(t, at(server.url), { logger })
  const reader = open(t, at(server.url), { blocking: true })
  await Promise.all([redis.ping(), reader.ping()])
  const waiting = reader.xread('BLOCK', 0, 'STREAMS', 'news', '$')

  await server.kill()
  const away = await took(redis.ping())
  t.ok(away.failed && away.ms < 3300, `failed after ${away.ms} ms`)
  await server.start()
  await Promise.all([ready(redis), ready(reader)])
  t.equal(await redis.ping(), 'PONG')
  while (!/cmd=xread/.test(String(await redis.client('LIST')))) await new Promise((resolve) => { setImmediate(resolve) })
  await redis.xadd('news', '*', 'f', 'v')
  t.match(await waiting, [['news', [[/-/, ['f', 'v']]]]], 'the reader took up where it was')
  t.same(lines, ['Redis cannot be reached; trying again until it can', 'Redis is back'], 'one line an outage, however many tries')
})

/** Passes bytes on to a server. While it is open, its connections, and those made meanwhile, swallow everything, and never recover. */
async function withHole (t: { teardown: (fn: () => unknown) => void }, port: number) {
  const hole = { open: false, port: 0 }
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    let dead = false
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(from)
      from.on('error', () => {}).on('data', (chunk) => {
        dead ||= hole.open
        if (!dead) to.write(chunk)
      }).on('close', () => { to.destroy() })
    }
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  hole.port = (proxy.address() as AddressInfo).port
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    proxy.close()
  })
  return hole
}

t.test('a connection that swallows everything fails a command in time, and the command never arrives later', { buffered: true }, async (t) => {
  const server = await withRedis(t)
  const direct = server.connect()
  const hole = await withHole(t, server.port)
  const redis = open(t, at(`redis://127.0.0.1:${hole.port}`))
  await redis.ping()
  hole.open = true
  const [one, two] = await Promise.all([took(redis.set('late', '1')), took(redis.multi().set('late', '2').exec())])
  t.ok(one.failed && two.failed && Math.max(one.ms, two.ms) < 3300, `failed after ${one.ms} and ${two.ms} ms`)
  hole.open = false
  await ready(redis)
  t.equal(await redis.ping(), 'PONG', 'it recovers by itself')
  t.equal(await direct.get('late'), null, 'who was told that it failed is not surprised later')
})

t.test('a cluster is found by its nodes, with the user and password of the address', { buffered: true }, async (t) => {
  const server = await withRedis(t, { cluster: true, args: ['--cluster-announce-ip', '127.0.0.1'] })
  await server.connect().call('ACL', 'SETUSER', 'app', 'on', '>secret', '~*', '&*', '+@all')
  const redis = open(t, at('redis://app:secret@ignored', [{ host: '127.0.0.1', port: server.port }]))
  await redis.set('a', '1')
  t.equal(await redis.get('a'), '1')
  t.match(await checkRedis(redis), { warnings: [] })
  t.equal(await redis.call('ACL', 'WHOAMI'), 'app')

  const nobody = open(t, at('redis://x', [{ host: '127.0.0.1', port: await freePort() }]))
  const away = await took(nobody.get('a'))
  t.ok(away.failed && away.ms < 3300, `failed after ${away.ms} ms`)
})

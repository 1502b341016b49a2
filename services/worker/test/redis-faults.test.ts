/** Redis fails in every way that it can, while auctions end and workers work: everybody waits and goes on, and nothing is lost or repeated. */
import { mkdir, readdir, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { reportRow, withFaultProxy, withRedis, type RedisServer } from '@martelo/testing'
import { startLoad } from './fixtures/load.ts'
import { NAMES } from './fixtures/names.ts'
import { withWorld } from './fixtures/world.ts'

const SOAK = Boolean(process.env.SOAK)
const KILLS = SOAK ? 40 : 3
const TIMEOUT_MS = SOAK ? 900_000 : 150_000
const BETWEEN_MS = 20

/** `CONFIG SET` by hand: what answers may be a server that refuses nearly everything else. */
async function configure (server: RedisServer, name: string, value: string): Promise<void> {
  await server.connect().config('SET', name, value)
}

async function largestFileKb (folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (file) => (await stat(join(folder, file))).size))
  return Math.ceil(Math.max(...sizes) / 1024)
}

t.test('Redis killed and restarted, its scripts and its group gone, memory and disk full', { timeout: TIMEOUT_MS }, async (t) => {
  const world = await withWorld(t)
  const { redis, history } = world
  const began = Date.now()
  await Promise.all([world.startWorker(), world.startWorker()])
  const load = startLoad(world)

  for (let i = 0; i < KILLS; i++) {
    await load.more(5)
    await redis.kill('SIGKILL')
    await redis.start()
    // No worker died, so nothing may be unknown for it: what was in flight is not asked.
    history.harmless('Redis: SIGKILL, restarted on its AOF')
  }
  await load.more(5)
  await redis.connect().script('FLUSH')
  history.harmless('SCRIPT FLUSH')

  await load.more(5)
  await redis.connect().xgroup('DESTROY', `${NAMES.prefix}${NAMES.stream}`, NAMES.group)
  // With the group goes what says who owns an entry: results of what is being done cannot be recorded.
  await history.fault('XGROUP DESTROY')

  await load.more(5)
  await configure(redis, 'maxmemory', '1mb')
  await pause(1000)
  await configure(redis, 'maxmemory', '0')
  history.harmless('memory full')

  await load.more(5)
  // A folder where the dump should be written: the same as a disk that takes nothing, and needs no rights.
  await mkdir(join(redis.directory, 'dump.rdb'))
  await configure(redis, 'save', '3600 1')
  await redis.connect().bgsave()
  while (!(await redis.connect().info('persistence')).includes('rdb_last_bgsave_status:err')) await pause(BETWEEN_MS)
  await pause(1000)
  await configure(redis, 'save', '')
  await rmdir(join(redis.directory, 'dump.rdb'))
  history.harmless('MISCONF: the dump cannot be written')

  await load.more(5)
  await redis.kill('SIGKILL')
  await redis.start({ fileLimitKb: await largestFileKb(join(redis.directory, 'appendonlydir')) + 64 })
  // It ends by itself when its AOF cannot grow.
  await redis.ended()
  await redis.start()
  history.harmless('disk full: the AOF cannot be written')

  await load.more(10)
  await load.stop()
  await history.settled()
  const verdict = await history.verdict()
  t.same(verdict.violations, [])
  t.comment(`${verdict.events} events, ${verdict.faults} faults, ${verdict.unknown} unknown`)
  reportRow('Redis away, empty-handed, full', verdict, began)
})

t.test('replaced by its replica: how many of the newest writes are gone, and that the rest is consistent', { timeout: TIMEOUT_MS }, async (t) => {
  const world = await withWorld(t)
  const { redis: primary, history } = world
  const began = Date.now()
  const line = await withFaultProxy(t, primary)
  const replica = await withRedis(t, { args: ['--replicaof', line.host, String(line.port)] })
  const reader = replica.connect()
  while (!(await reader.info('replication')).includes('master_link_status:up')) await pause(BETWEEN_MS)
  const workers = await Promise.all([world.startWorker(), world.startWorker()])
  const load = startLoad(world, true)
  await load.more(15)

  // The replica falls behind, and then the primary is gone for good, with what only it had acknowledged.
  line.set({ black_hole: true })
  await load.more(5)
  await primary.kill('SIGKILL')
  await line.close()
  await reader.replicaof('NO', 'ONE')
  // Without Redis nobody begins anything; what had begun has to end before it is counted.
  await Promise.all(workers.flatMap(({ smtp, discord }) => [smtp.whenIdle(), discord.whenIdle()]))
  history.moveTo(reader)
  const { accepted } = await history.fault('failover to a replica that was behind', undefined, { forgetful: true })
  world.retarget(replica)

  await load.more(10)
  await load.stop()
  await history.settled()
  const known = new Set(await history.recorded())
  const gone = history.all().filter((eventId) => !known.has(eventId))
  t.ok(gone.length > 0, 'something was lost: else nothing was tested')
  for (const eventId of history.all()) {
    const status = await reader.hget(`${NAMES.prefix}auction:${eventId.slice('evt_'.length)}`, 'status')
    t.equal(status === 'closed', known.has(eventId), 'closed together with its event, or not at all', { silent: true })
  }
  const verdict = await history.verdict(gone)
  t.same(verdict.violations, [])
  t.comment(`${verdict.events + gone.length} events, of which the last ${gone.length} are gone, and the records of ${accepted.length} effects, of which ${verdict.repeated} came again`)
  reportRow(`Redis replaced by its replica (${gone.length} events gone)`, verdict, began)
})

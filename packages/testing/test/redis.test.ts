import t from 'tap'
import { withRedis } from '../src/index.ts'

t.test('a server keeps what it acknowledged through kill -9', async (t) => {
  const server = await withRedis(t)
  await server.connect().set('key', 'value')
  await server.kill()
  await server.start()
  t.equal(await server.connect().get('key'), 'value')
})

t.test('a cluster node owns every slot', async (t) => {
  const server = await withRedis(t, { cluster: true })
  const client = server.connect()
  await client.set('{p0}:a', '1')
  await client.set('{other}:b', '2')
  t.equal(await client.get('{other}:b'), '2')
})

/** The faults do what they say: a proxy that breaks nothing would make every test behind it worthless. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { afterBytes, redisMessages, redisMoments, withFaultProxy, withRedis, withScriptedSmtp, type SmtpAction, type Teardown } from '../src/index.ts'

/** Says back what it is told. */
async function withEcho (t: Teardown): Promise<{ port: number, heard: () => string, sockets: Socket[] }> {
  let heard = ''
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {}).on('data', (chunk) => { heard += chunk.toString(); socket.write(chunk) })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, heard: () => heard, sockets }
}

interface Client {
  socket: Socket
  say: (text: string) => void
  /** Resolves when so much has been heard. */
  hears: (text: string) => Promise<void>
  heard: () => string
  ended: Promise<'in order' | 'reset'>
}

function client (t: Teardown, port: number): Client {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  let error = false
  socket.on('data', (chunk) => { heard += chunk.toString() }).on('error', () => { error = true })
  t.teardown(() => socket.destroy())
  return {
    socket,
    say: (text) => { socket.write(text) },
    async hears (text) { while (!heard.includes(text)) await once(socket, 'data') },
    heard: () => heard,
    ended: new Promise((resolve) => { socket.on('close', () => { resolve(error ? 'reset' : 'in order') }) })
  }
}

t.test('without a fault everything passes, and an end in order stays one', async (t) => {
  const echo = await withEcho(t)
  const proxy = await withFaultProxy(t, echo)
  const one = client(t, proxy.port)
  one.say('x'.repeat(1_000_000) + '!')
  await one.hears('!')
  t.equal(one.heard().length, 1_000_001)
  t.equal(proxy.connections(), 1)
  one.socket.end()
  echo.sockets[0]!.end()
  t.equal(await one.ended, 'in order')
})

t.test('latency and throttle', async (t) => {
  const echo = await withEcho(t)
  const proxy = await withFaultProxy(t, echo)
  const one = client(t, proxy.port)
  proxy.set({ latency_ms: 60 })
  const began = performance.now()
  one.say('a')
  await one.hears('a')
  t.ok(performance.now() - began >= 119, 'late both ways')
  proxy.heal()
  proxy.set({ bytes_per_second: 10_000 })
  const again = performance.now()
  one.say('b'.repeat(999) + 'c')
  await one.hears('c')
  t.ok(performance.now() - again >= 199, 'slow both ways')
})

t.test('a black hole keeps everything until it ends; a refusing one resets', async (t) => {
  const echo = await withEcho(t)
  const proxy = await withFaultProxy(t, echo)
  const one = client(t, proxy.port)
  one.say('a')
  await one.hears('a')
  proxy.set({ black_hole: true, refusing: true })
  one.say('b')
  t.equal(await client(t, proxy.port).ended, 'reset')
  t.equal(echo.heard(), 'a')
  proxy.heal()
  await one.hears('ab')
  one.socket.destroy()
})

t.test('half open: the target is gone, the client is not told', async (t) => {
  const echo = await withEcho(t)
  const proxy = await withFaultProxy(t, echo)
  const one = client(t, proxy.port)
  one.say('a')
  await one.hears('a')
  const gone = once(echo.sockets[0]!, 'close')
  proxy.halfOpen()
  await gone
  one.say('b')
  proxy.heal()
  const two = client(t, proxy.port)
  two.say('c')
  await two.hears('c')
  t.equal(echo.heard(), 'ac')
  t.notOk(one.socket.closed)
})

t.test('cut: at once, after so many bytes, on a pattern', async (t) => {
  const echo = await withEcho(t)
  const proxy = await withFaultProxy(t, echo)
  for (const [how, seen] of [['end', 'in order'], ['reset', 'reset']] as const) {
    const one = client(t, proxy.port)
    one.say('a')
    await one.hears('a')
    proxy.cut(how)
    t.equal(await one.ended, seen)
  }
  const before = echo.heard().length
  const { sprung } = proxy.trap({ ...afterBytes('client', 5), then: 'reset' })
  const one = client(t, proxy.port)
  one.say('123')
  await one.hears('123')
  one.say('456')
  t.equal((await sprung).offset, 3)
  t.equal(await one.ended, 'reset')
  t.equal(echo.heard().slice(before), '12345')

  proxy.trap({ from: 'server', fits: ({ bytes }) => bytes.includes('secret'), then: 'end' })
  const two = client(t, proxy.port)
  two.say('the secret')
  t.equal(await two.ended, 'in order')
  t.equal(two.heard(), '')
})

t.test('a trap holds its piece until it is released, or drops it', async (t) => {
  const echo = await withEcho(t)
  const proxy = await withFaultProxy(t, echo)
  const one = client(t, proxy.port)
  const trap = proxy.trap({ from: 'client', fits: ({ bytes }) => bytes.includes('now'), pass: ({ bytes }) => bytes.length / 2 })
  one.say('later')
  await one.hears('later')
  one.say('now!')
  t.equal((await trap.sprung).bytes.toString(), 'now!')
  await one.hears('laterno')
  trap.release()
  await one.hears('laternow!')
  const other = proxy.trap({ from: 'client', fits: () => true })
  one.say('lost')
  await other.sprung
  other.drop()
  t.equal(await one.ended, 'reset')
  t.notMatch(echo.heard(), 'lost')
})

t.test('moments in what is said to Redis: a script before it runs, and its answer before it is heard', async (t) => {
  const server = await withRedis(t)
  const moments = redisMoments(fileURLToPath(new URL('fixtures/lua', import.meta.url)))
  const proxy = await withFaultProxy(t, server, { split: redisMessages })
  const redis = server.connect({ port: proxy.port })
  const direct = server.connect()
  const lua = 'return redis.call(\'INCRBY\', KEYS[1], ARGV[1])\n'
  redis.defineCommand('count', { lua, numberOfKeys: 1 })
  const count = (key: string, by: number) => (redis as unknown as { count: (key: string, by: number) => Promise<number> }).count(key, by)

  const before = proxy.trap(moments.before('count', 'a', '2'))
  t.equal(await count('a', 1), 1, 'other arguments pass')
  const counting = count('a', 2)
  await before.sprung
  t.equal(await direct.get('a'), '1', 'not run')
  before.release()
  t.equal(await counting, 3)

  await direct.script('FLUSH')
  const after = proxy.trap(moments.after('count', 'a', '4'))
  // Many on their way at once: each answer finds its own command.
  const many = Promise.all([redis.get('a'), redis.hgetall('none'), count('a', 4), redis.set('b', 'x\r\n$1\r\n'), redis.get('b')])
  const { command } = await after.sprung
  t.match(command, ['eval', lua, '1', 'a', '4'])
  t.equal(await direct.get('a'), '7', 'run')
  after.release()
  t.same(await many, ['3', {}, 7, 'OK', 'x\r\n$1\r\n'])

  const subscriber = server.connect({ port: proxy.port })
  const message = once(subscriber, 'message')
  await subscriber.subscribe('channel')
  await redis.publish('channel', 'hello')
  t.same(await message, ['channel', 'hello'])
  t.throws(() => moments.before('count').fits && moments.before('none').fits({ from: 'client', bytes: Buffer.alloc(0), offset: 0, command: [] }), /there is no script none/)
})

t.test('a scripted mail server takes what it says that it took, and nothing else', async (t) => {
  const smtp = await withScriptedSmtp(t)
  const cases: Array<[action: SmtpAction, taken: number]> = [
    [{ reply: '250 taken' }, 1], [{ reply: '250 taken', then: 'drop' }, 1], [{ reply: '250 taken', after_ms: 30 }, 1], ['take-and-drop', 1], ['take-and-reset', 1],
    ['drop', 0], ['reset', 0], [{ reply: '450 later' }, 0], [{ reply: '550 never', then: 'drop' }, 0]
  ]
  for (const [action, taken] of cases) {
    const before = smtp.mails.length
    smtp.script((step, { to }) => step === 'dot' && to[0] === 'ana@example.com' ? action : undefined)
    const one = client(t, smtp.port)
    await one.hears('220')
    // All at once: a server must not need the client's patience.
    one.say('EHLO test\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<ana@example.com>\r\nDATA\r\n')
    await one.hears('354')
    one.say('Subject: oi\r\n\r\n..um\r\n.\r\n')
    if (typeof action === 'object') await one.hears(action.reply)
    if (typeof action === 'string' || action.then) t.equal(await one.ended, action === 'reset' || action === 'take-and-reset' ? 'reset' : 'in order')
    one.socket.destroy()
    t.equal(smtp.mails.length - before, taken, JSON.stringify(action))
    if (taken) t.match(smtp.mails[0], { subject: 'oi', text: /^\.um/, envelope: { from: 'a@example.com', to: ['ana@example.com'] } })
  }
})

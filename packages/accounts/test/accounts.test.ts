import { createHash } from 'node:crypto'
import t from 'tap'
import type { Redis } from 'ioredis'
import { withRedis } from '@martelo/testing'
import { cleanName, createAccounts, isEmail, normalizeEmail, type Accounts } from '../src/index.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')
const DAY_MS = 24 * 3600 * 1000

/** Everything that the store holds, as one text: where a secret or a name must not be. */
async function everything (redis: Redis): Promise<string> {
  const parts = []
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key)
    parts.push(key, type === 'hash' ? await redis.hgetall(key) : type === 'list' ? await redis.lrange(key, 0, -1) : await redis.get(key))
  }
  return JSON.stringify(parts)
}

async function signIn (accounts: Accounts, email: string, name: string | null = null) {
  const code = await accounts.requestCode(email, name)
  const signed = code === null ? null : await accounts.verifyCode(email, code)
  if (signed === null) throw new Error('the sign-in failed')
  return signed
}

const wrongFor = (code: string) => code === '000000' ? '000001' : '000000'

for (const cluster of [false, true]) {
  t.test(cluster ? 'on a cluster node' : 'on a plain server', async (t) => {
    const server = await withRedis(t, { cluster })
    const redis = server.connect()
    const accounts = createAccounts(redis)
    t.beforeEach(async () => { await redis.flushall() })

    t.test('a code makes an account once, with the name of the request that it came from', async (t) => {
      const { account, token } = await signIn(accounts, ' Ana@Example.com ', 'Ana')
      t.match(account, { id: /^u_[0-9A-Z]{26}$/, name: 'Ana', email: 'ana@example.com', locale: null, blocked: false })
      t.ok(Math.abs(account.created_at - Date.now()) < 60_000)
      t.match(token, /^mt_[\w-]{43}$/, '256 bits')
      const again = await signIn(accounts, 'ANA@example.com', 'Another name')
      t.same(again.account, account, 'the name counts only when the account is made')
      t.not(again.token, token)
      t.match((await signIn(accounts, 'bia@example.com')).account.name, /^Pessoa-[A-Z2-9]{4}$/)
      t.same(await accounts.findByEmail('Ana@example.com'), account)
      t.same([...(await accounts.getMany([account.id, 'u_none', account.id])).values()], [account])
      t.equal(await accounts.findByEmail('nobody@example.com'), null)
      t.equal(await accounts.get('u_none'), null)
    })

    t.test('a code is six digits, for one address, once, for five tries, until a newer one', async (t) => {
      const code = (await accounts.requestCode('ana@example.com', null))!
      t.match(code, /^\d{6}$/)
      t.notMatch(await everything(redis), new RegExp(`"${code}"|ana@example`), 'stored hashed')
      t.equal(await accounts.verifyCode('bia@example.com', code), null)
      t.equal(await accounts.findByEmail('ana@example.com'), null, 'nobody is made before')
      const ttl = await redis.pttl((await redis.keys('{code:*}')).find((key) => key.endsWith('}'))!)
      t.ok(ttl > 590_000 && ttl <= 600_000, 'ten minutes')
      for (let i = 0; i < 4; i++) t.equal(await accounts.verifyCode('ana@example.com', wrongFor(code)), null)
      t.ok(await accounts.verifyCode('ana@example.com', code), 'the fifth try')
      t.equal(await accounts.verifyCode('ana@example.com', code), null, 'used up')

      const tried = (await accounts.requestCode('ana@example.com', null))!
      for (let i = 0; i < 5; i++) await accounts.verifyCode('ana@example.com', wrongFor(tried))
      t.equal(await accounts.verifyCode('ana@example.com', tried), null, 'the sixth is too late')

      const old = (await accounts.requestCode('ana@example.com', null))!
      const fresh = (await accounts.requestCode('ana@example.com', null))!
      if (old !== fresh) t.equal(await accounts.verifyCode('ana@example.com', old), null)
      t.ok(await accounts.verifyCode('ana@example.com', fresh))
    })

    t.test('of many who use a code at the same time one is let in; of many tries at the same time five count', async (t) => {
      const code = (await accounts.requestCode('ana@example.com', null))!
      const all = await Promise.all(Array.from({ length: 20 }, () => accounts.verifyCode('ana@example.com', code)))
      t.equal(all.filter(Boolean).length, 1)
      const other = (await accounts.requestCode('ana@example.com', null))!
      await Promise.all(Array.from({ length: 5 }, () => accounts.verifyCode('ana@example.com', wrongFor(other))))
      t.equal(await accounts.verifyCode('ana@example.com', other), null)
    })

    t.test('of many who make an account of an address at the same time all get the same', async (t) => {
      const made = await Promise.all(Array.from({ length: 20 }, (_, i) => accounts.create({ email: 'ana@example.com', name: `Ana ${i}` })))
      t.equal(new Set(made.map(({ id, name }) => `${id} ${name}`)).size, 1)
      t.equal((await redis.keys('{account:*')).length, 1)
    })

    t.test('an address is sent twelve codes a minute, forty an hour, a hundred a day; others are not touched', async (t) => {
      const key = `{code:${sha256('ana@example.com')}}:sent`
      const send = async (times: number) => (await Promise.all(Array.from({ length: times }, () => accounts.requestCode('ana@example.com', null)))).filter((code) => code !== null)
      const age = async (ms: number) => {
        const times = await redis.lrange(key, 0, -1)
        await redis.del(key)
        await redis.rpush(key, ...times.map((time) => Number(time) - ms))
      }
      const [last] = (await send(20)).slice(-1)
      t.equal(await redis.llen(key), 12)
      t.ok(await accounts.requestCode('bia@example.com', null))
      t.ok(last !== undefined && await accounts.verifyCode('ana@example.com', last), 'a refused request does not void the code that was sent')
      let sent = 12
      for (let hour = 0; hour < 3; hour++) {
        for (let minute = 0; minute < 5; minute++) {
          await age(61_000)
          sent += (await send(20)).length
        }
        t.equal(sent, Math.min(40 * (hour + 1), 100))
        await age(3_600_000)
      }
      await age(DAY_MS)
      t.equal((await send(20)).length, 12)
      t.equal((await Promise.all(Array.from({ length: 30 }, () => createAccounts(redis, { limits: false }).requestCode('ana@example.com', null)))).includes(null), false)
      t.ok(await redis.pttl(key) > 0 || await redis.del(key), 'the count goes by itself')
    })

    t.test('a session ends by itself, idle or not, and use puts only the first off', async (t) => {
      const { account, token } = await signIn(accounts, 'ana@example.com')
      const key = `{token:${sha256(token)}}`
      t.match(await accounts.authenticate(token), { account, kind: 'session', token_id: /^t_/ })
      const about = async (days: number) => Math.abs(await redis.pttl(key) - days * DAY_MS) < 60_000
      t.ok(await about(14), 'idle for 14 days')
      await redis.pexpire(key, DAY_MS)
      await accounts.authenticate(token)
      t.ok(await about(1), 'used a moment ago: nothing is written')
      await redis.hset(key, 'used_at', Date.now() - DAY_MS)
      await accounts.authenticate(token)
      t.ok(await about(14), 'put off')
      await redis.hset(key, { used_at: Date.now() - DAY_MS, expires_at: Date.now() + 2 * DAY_MS })
      await accounts.authenticate(token)
      t.ok(await about(2), 'never past its end')
      await redis.pexpire(key, 0)
      t.equal(await accounts.authenticate(token), null)
      for (const other of ['', 'x', 'mt_', key]) t.equal(await accounts.authenticate(other), null)
    })

    t.test('API tokens are listed without their secret, expire, and are dead at once when revoked', async (t) => {
      const { account, token: session } = await signIn(accounts, 'ana@example.com')
      const bia = await accounts.create({ email: 'bia@example.com', name: 'Bia' })
      const ever = await accounts.createToken(account.id, { label: 'script' })
      const week = await accounts.createToken(account.id, { label: 'ci', expires_in_days: 7 })
      t.match(ever, { label: 'script', kind: 'api', expires_at: null })
      t.equal(week.expires_at, week.created_at + 7 * DAY_MS)
      t.ok(await redis.pttl(`{token:${sha256(week.token)}}`) <= 7 * DAY_MS && await redis.pttl(`{token:${sha256(ever.token)}}`) === -1)
      t.match(await accounts.authenticate(ever.token), { account: { id: account.id }, kind: 'api', token_id: ever.id })
      t.same((await accounts.listTokens(account.id)).map(({ id, label }) => ({ id, label })), [{ id: ever.id, label: 'script' }, { id: week.id, label: 'ci' }], 'sessions are not listed')
      const stored = await everything(redis)
      for (const { token } of [ever, week, { token: session }]) t.notOk(stored.includes(token), 'only hashes are stored')

      t.equal(await accounts.revokeToken(bia.id, ever.id), false, "another's")
      t.equal(await accounts.revokeToken(account.id, ever.id), true)
      t.equal(await accounts.revokeToken(account.id, ever.id), false)
      t.equal(await accounts.authenticate(ever.token), null)
      await accounts.endSession(week.token)
      t.ok(await accounts.authenticate(week.token), 'an API token is not a session')
      await accounts.endSession(session)
      await accounts.endSession(session)
      t.equal(await accounts.authenticate(session), null)
      await t.rejects(accounts.createToken('u_none', { label: 'x' }), /no such account/)
    })

    t.test('a given token works again and again, and belongs to one', async (t) => {
      const [ana, bia] = [await accounts.create({ email: 'ana@example.com', name: 'Ana' }), await accounts.create({ email: 'bia@example.com', name: 'Bia' })]
      for (let start = 0; start < 2; start++) await accounts.putToken(ana.id, { token: 'demo-token', label: 'demo' })
      t.match(await accounts.authenticate('demo-token'), { account: { id: ana.id } })
      t.equal((await accounts.listTokens(ana.id)).length, 1)
      await accounts.putToken(bia.id, { token: 'demo-token', label: 'demo' })
      t.match(await accounts.authenticate('demo-token'), { account: { id: bia.id } })
      t.same([await accounts.listTokens(ana.id), (await accounts.listTokens(bia.id)).length], [[], 1])
    })

    t.test('an account is changed and blocked only while it exists', async (t) => {
      const { id } = await accounts.create({ email: 'ana@example.com', name: 'Ana' })
      t.match(await accounts.update(id, { name: 'Ana Maria', locale: 'en' }), { name: 'Ana Maria', locale: 'en' })
      t.match(await accounts.update(id, { locale: null }), { name: 'Ana Maria', locale: null })
      t.match(await accounts.update(id, {}), { id })
      t.equal(await accounts.setBlocked(id, true, 'spam', 'u_admin'), true)
      t.equal((await accounts.get(id))!.blocked, true)
      t.match((await accounts.exportOf(id)).account, { blocked_reason: 'spam', blocked_by: 'u_admin', blocked_at: /^\d{13}$/ })
      await accounts.setBlocked(id, false, '', 'u_admin')
      t.equal((await accounts.get(id))!.blocked, false)
      t.equal(await accounts.update('u_none', { name: 'X' }), null)
      t.equal(await accounts.setBlocked('u_none', true, '', ''), false)
      t.equal(await redis.exists('{account:u_none}'), 0)
    })

    t.test('removing leaves nothing of the person but an id that is never used again', async (t) => {
      const { account: ana, token } = await signIn(accounts, 'ana@example.com', 'Ana Secreta')
      const api = await accounts.createToken(ana.id, { label: 'Ana script' })
      await accounts.requestCode('ana@example.com', 'Ana Secreta')
      t.match(await accounts.exportOf(ana.id), { account: { email: 'ana@example.com', name: 'Ana Secreta' }, tokens: [{ kind: 'session' }, { kind: 'api', label: 'Ana script' }] })
      await accounts.remove(ana.id)
      await accounts.remove(ana.id)
      t.same(await redis.keys('*'), [`{account:${ana.id}}`])
      t.match(await redis.hkeys(`{account:${ana.id}}`), ['erased_at'])
      t.same([await accounts.authenticate(token), await accounts.authenticate(api.token), await accounts.get(ana.id), await accounts.update(ana.id, { name: 'Ana Secreta' })], [null, null, null, null])
      await t.rejects(accounts.putToken(ana.id, { token: 'x', label: '' }))
      const again = await signIn(accounts, 'ana@example.com')
      t.not(again.account.id, ana.id, 'who comes back is somebody else')
    })

    t.test('whoever signs in while being removed ends as nobody or as somebody whole', async (t) => {
      for (let round = 0; round < 20; round++) {
        const email = `p${round}@example.com`
        const { id } = await accounts.create({ email, name: 'P' })
        await Promise.all([accounts.remove(id), accounts.create({ email, name: 'Q' }), signIn(accounts, email).catch(() => null), accounts.update(id, { name: 'R' })])
        t.same(Object.keys((await accounts.exportOf(id)).account), ['erased_at'], 'gone', { silent: true })
        const now = await accounts.findByEmail(email)
        t.ok(now === null || now.id !== id, 'never half', { silent: true })
      }
      for (const key of await redis.keys('{email:*')) {
        const account = await accounts.get((await redis.get(key))!)
        t.equal(key, `{email:${sha256(account?.email ?? '')}}`, 'every address leads to its account')
      }
    })

    t.test('a removal that met another process half-way harms nobody else', async (t) => {
      const { account: ana } = await signIn(accounts, 'ana@example.com')
      const email = `{email:${sha256('ana@example.com')}}`
      await accounts.remove(ana.id)
      await redis.set(email, ana.id)
      const heir = await accounts.create({ email: 'ana@example.com', name: 'Ana' })
      t.not(heir.id, ana.id, 'an address that leads to somebody erased is given anew')
      const { account: bia } = await signIn(accounts, 'bia@example.com')
      await redis.hset(`{account:${bia.id}}`, 'email', 'ana@example.com')
      await accounts.remove(bia.id)
      t.equal(await redis.get(email), heir.id, 'an address that has a new owner is not released')
    })

    t.test('tokens made during a removal go with it', async (t) => {
      for (let round = 0; round < 20; round++) {
        const { id } = await accounts.create({ email: 'ana@example.com', name: 'Ana' })
        const made = Array.from({ length: 5 }, () => accounts.createToken(id, { label: 'x' }).catch(() => null))
        await Promise.all([accounts.remove(id), ...made])
      }
      t.same(await redis.keys('{token:*'), [])
      t.same(await redis.keys('*:tokens'), [])
    })

    t.test('ended sessions do not pile up', async (t) => {
      const free = createAccounts(redis, { limits: false })
      const { account } = await signIn(free, 'ana@example.com')
      const list = `{account:${account.id}}:tokens`
      // Sixty that ended long ago: their ids tell when they were made.
      for (let i = 0; i < 60; i++) await redis.hset(list, `t_01ARZ3NDEKTSV4RRFFQ69G5F${String(i).padStart(2, '0')}`, sha256(String(i)))
      await signIn(free, 'ana@example.com')
      t.equal(await redis.hlen(list), 2)
    })

    t.test('a prefix keeps stores apart', async (t) => {
      const other = createAccounts(redis, { prefix: 'other:' })
      await signIn(other, 'ana@example.com')
      t.equal(await accounts.findByEmail('ana@example.com'), null)
      t.ok((await redis.keys('*')).every((key) => key.startsWith('other:{')))
    })
  })
}

t.test('addresses', (t) => {
  for (const good of ['ana@example.com', "o'brien+x@sub.example.co", 'ana@localhost', 'joão@exemplo.com.br', 'a@b-c.d']) t.ok(isEmail(good), good)
  for (const bad of ['', 'ana', '@x', 'ana@', 'a@b@c', 'a b@c.d', 'a@b..c', 'a@.b', 'a@b.', 'a@-b.c', 'a@b\r\nBcc: x@y', 'a\0@b.c', '<a@b.c>', 'a@b.c,d@e.f', '"a"@b.c', 'a\u202e@b.c', `${'a'.repeat(65)}@b.c`, `a@${'b'.repeat(64)}.c`, `a@${'b.'.repeat(130)}c`]) {
    t.notOk(isEmail(bad), JSON.stringify(bad))
  }
  t.equal(normalizeEmail(' ANA@Example.COM\t'), 'ana@example.com')
  t.end()
})

t.test('display names', (t) => {
  const cases: Array<[given: string, stored: string | null]> = [
    ['  Ana  ', 'Ana'], ['José', 'José'], ['Jose\u0301', 'José'], ['😀'.repeat(80), '😀'.repeat(80)], ['😀'.repeat(81), null], ['', null], [' \t\n', null],
    ['\u200b\u2060\ufeff', null], ['\u3164', null], ['A\u202enigol\u202c', 'Anigol'], ['A\u0000\r\nB', 'AB'], ['\ud800', null], [`${'a'.repeat(80)}\u200b`, 'a'.repeat(80)], ['Ana Maria', 'Ana Maria'], ['李', '李']
  ]
  for (const [given, stored] of cases) t.equal(cleanName(given), stored, JSON.stringify(given))
  t.end()
})

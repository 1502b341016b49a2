/** Who deletes the account is gone: from every key, and from what Redis writes to disk. */
import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { createAccounts } from '@martelo/accounts'
import { freePort, withDiscord, withInbox, withRedis, withService, type RedisServer } from '@martelo/testing'

const built = (service: string) => fileURLToPath(new URL(`../../${service}/dist/main.js`, import.meta.url))
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Names and values of all keys, whatever their types. */
async function everyKey (redis: ReturnType<RedisServer['connect']>): Promise<string> {
  const read: Record<string, (key: string) => Promise<unknown>> = {
    string: (key) => redis.get(key),
    hash: (key) => redis.hgetall(key),
    list: (key) => redis.lrange(key, 0, -1),
    set: (key) => redis.smembers(key),
    zset: (key) => redis.zrange(key, '0', '-1'),
    stream: (key) => redis.xrange(key, '-', '+')
  }
  const found = await Promise.all((await redis.keys('*')).map(async (key) => [key, await read[await redis.type(key)]?.(key)]))
  return JSON.stringify(found)
}

/** The append-only files after they were rewritten: what a backup holds. */
async function rewrittenLog (redis: ReturnType<RedisServer['connect']>): Promise<string> {
  await redis.bgrewriteaof()
  while (/aof_rewrite_(in_progress|scheduled):1/.test(await redis.info('persistence'))) await new Promise((resolve) => { setTimeout(resolve, 20) })
  const [, directory] = await redis.config('GET', 'dir') as [string, string]
  const folder = join(directory, 'appendonlydir')
  return (await Promise.all((await readdir(folder)).map(async (name) => await readFile(join(folder, name), 'utf8')))).join('\n')
}

t.test('a deleted account is in no key and in no byte of the rewritten log', async (t) => {
  // Written as commands, whose text can be searched.
  const server = await withRedis(t, { args: ['--aof-use-rdb-preamble', 'no'] })
  const [inbox, discord, port] = [await withInbox(t), await withDiscord(t), await freePort()]
  const env = { REDIS_URL: server.url, API_PORT: String(port), METRICS_PORT: '0', SMTP_HOST: inbox.smtp.host, SMTP_PORT: String(inbox.smtp.port), DISCORD_WEBHOOK_URL: discord.webhook, ADMIN_EMAILS: 'ficante@example.com', RATE_LIMIT: 'off', LOG_LEVEL: 'warn' }
  await Promise.all([withService(t, built('api'), env), withService(t, built('worker'), env)])
  const redis = server.connect()
  const accounts = createAccounts(redis)

  const send = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/api${path}`, { method, headers: { ...(body && { 'content-type': 'application/json' }), ...headers }, ...(body && { body: JSON.stringify(body) }) })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return { body: text === '' ? null : JSON.parse(text), cookie: response.headers.get('set-cookie')?.split(';')[0] }
  }
  /** Signs in by code and fills in everything that an account can hold. */
  async function person (name: string, pix: object) {
    const email = `${name.toLowerCase()}@canary.example`
    await send('POST', '/sign-in', { email, name })
    const mail = await inbox.waitFor(({ to }) => to.includes(email))
    const { cookie, body: { user } } = await send('POST', '/sign-in/verify', { email, code: /\d{6}/.exec(mail.text)![0] })
    const session = { cookie: cookie!, 'sec-fetch-site': 'same-origin' }
    await send('PATCH', '/me', pix, session)
    const { body: { token } } = await send('POST', '/me/tokens', { label: `${name}-label` }, session)
    await send('POST', '/sign-in', { email })
    const as = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => (await send(method, path, body, { authorization: `Bearer ${token}`, ...headers })).body
    return { id: user.id as string, as, traces: [name, email, sha256(email), token, sha256(token), cookie!.split('=')[1]!, sha256(cookie!.split('=')[1]!), ...Object.values(pix)] as string[] }
  }
  const seller = await person('Canaria', { pix_key: '529.982.247-25', pix_city: 'Xiquexique', locale: 'en' })
  const winner = await person('Pintassilgo', { pix_key: 'pintassilgo@canary.example', pix_city: 'Quixeramobim' })
  const rest = await accounts.create({ name: 'Ficante', email: 'ficante@example.com' })
  const operator = { authorization: `Bearer ${(await accounts.createToken(rest.id, { label: 'test' })).token}` }
  const traces = [...seller.traces, ...winner.traces, '52998224725'].filter((trace) => trace !== 'en')

  const { id } = await seller.as('POST', '/auctions', { title: 'Relógio', starting_price: '10.00', duration_seconds: 3600 }, { 'idempotency-key': 'sell' })
  await send('POST', `/auctions/${id}/bids`, { amount: '10.00' }, operator)
  await winner.as('POST', `/auctions/${id}/bids`, { max_amount: '99.00' }, { 'idempotency-key': 'bid' })
  await winner.as('PUT', `/auctions/${id}/watch`)
  await seller.as('POST', `/auctions/${id}/close`)
  while ((await seller.as('GET', `/auctions/${id}/delivery`)).state !== 'done') await new Promise((resolve) => { setTimeout(resolve, 50) })
  await winner.as('PUT', `/auctions/${id}/settlement`, { paid: true })
  for (const who of [seller, winner]) for (const path of [`/auctions/${id}/contact`, `/auctions/${id}/report?format=json`, '/me/export']) await who.as('GET', path)
  t.match(inbox.messages[0], { to: ['pintassilgo@canary.example'] }, 'the worker knew the winner')

  const before = `${await everyKey(redis)}\n${await rewrittenLog(redis)}`
  for (const name of ['Canaria', 'Pintassilgo', 'Xiquexique', 'Quixeramobim', '52998224725', 'Canaria-label']) t.ok(before.split(name).length > 2, `${name} is found while it is there, in keys and in the log`)

  for (const who of [seller, winner]) await who.as('DELETE', '/me')
  const keys = await everyKey(redis)
  const log = await rewrittenLog(redis)
  t.ok(keys.includes(id) && log.includes(id) && log.includes('Ficante'), 'everything else is still there')
  for (const trace of traces) {
    for (const form of new Set([trace, trace.toLowerCase(), encodeURIComponent(trace)])) t.notOk(keys.includes(form), `${form} in a key`)
    t.notOk(log.toLowerCase().includes(trace.toLowerCase()), `${trace} in the rewritten log`)
  }
  const { body: bids } = await send('GET', `/auctions/${id}/bids`)
  t.match(bids.items.map(({ bidder }: { bidder: { name: string } }) => bidder.name), ['Conta removida', 'Ficante'], 'what was sold stays')
  const report = JSON.stringify((await send('GET', `/auctions/${id}/report?format=json`, undefined, operator)).body)
  for (const trace of traces) t.notOk(report.includes(trace), `${trace} in the report`)
})

import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { SETTINGS, SettingsError, givenSettings, loadSettings, type Settings } from '../src/index.ts'

const nowhere = '/nonexistent'

function mistakes (environment: Record<string, string>, directory = nowhere): string[] {
  try {
    loadSettings(environment, directory)
    return []
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return error.message.split('\n')
  }
}

t.test('nothing given: every setting has its default or is null', (t) => {
  const settings = loadSettings({}, nowhere)
  t.same(Object.keys(settings).sort(), SETTINGS.map(({ name }) => name).sort())
  t.match(settings, {
    REDIS_URL: 'redis://127.0.0.1:6379', API_HOST: '127.0.0.1', API_PORT: 3000, METRICS_PORT: 9464, PUBLIC_URL: 'http://localhost:3000',
    TIME_ZONE: 'America/Sao_Paulo', LOCALE: 'pt-BR', CURRENCY: 'BRL', LLM_PROVIDER: 'template', LLM_API_KEY: null, SMTP_HOST: null, SMTP_SECURE: false,
    DISCORD_WEBHOOK_URL: null, DISCORD_EVENTS: ['closed'], WORKERS: 2, DEMO: true, WORKER_CONCURRENCY: 32, WORKER_LEASE_MS: 60_000, EFFECT_TIMEOUT_MS: 45_000, STREAM_MAX_AGE: 30 * 86_400_000,
    ON_UNKNOWN_EMAIL: 'hold', ON_UNKNOWN_DISCORD: 'hold', RATE_LIMIT: true, TRUST_PROXY: [], ADMIN_EMAILS: [], LOG_LEVEL: 'info', DRAIN_MS: 0, LLM_PRICE: null
  })
  for (const { name, description } of SETTINGS) t.not(description, '', `${name} is described`, { silent: true })
  t.end()
})

t.test('values become what the code works with', (t) => {
  const { REDIS_CLUSTER_NODES, ADMIN_EMAILS, DISCORD_EVENTS, TRUST_PROXY, SMTP_SECURE, API_PORT, PUBLIC_URL, DEMO } = loadSettings({
    REDIS_CLUSTER_NODES: 'a:7000, [::1]:7001', ADMIN_EMAILS: ' Ana@Example.com ,bia@example.com', DISCORD_EVENTS: 'opened,closed',
    TRUST_PROXY: '10.0.0.0/8,loopback,::1', SMTP_SECURE: 'true', API_PORT: ' 8080 ', PUBLIC_URL: 'https://leiloes.example//', DEMO: '0'
  }, nowhere)
  t.same(REDIS_CLUSTER_NODES, [{ host: 'a', port: 7000 }, { host: '::1', port: 7001 }])
  t.same(ADMIN_EMAILS, ['ana@example.com', 'bia@example.com'])
  t.same(DISCORD_EVENTS, ['opened', 'closed'])
  t.same(TRUST_PROXY, ['10.0.0.0/8', 'loopback', '::1'])
  t.same({ SMTP_SECURE, API_PORT, PUBLIC_URL, DEMO }, { SMTP_SECURE: true, API_PORT: 8080, PUBLIC_URL: 'https://leiloes.example', DEMO: false })
  t.end()
})

t.test('every mistake is one line with its name, what was given and what is allowed', (t) => {
  const wrong: Array<[environment: Record<string, string>, line: string]> = [
    [{ API_PORT: 'x' }, 'API_PORT: "x" is not allowed; allowed is a whole number from 0 to 65535'],
    [{ API_PORT: '70000' }, 'API_PORT: "70000" is not allowed; allowed is a whole number from 0 to 65535'],
    [{ SMTP_PORT: '25.5' }, 'SMTP_PORT: "25.5" is not allowed; allowed is a whole number from 1 to 65535'],
    [{ STREAM_MAX_AGE: '-1d' }, 'STREAM_MAX_AGE: "-1d" is not allowed; allowed is a number of days, or a number with ms, s, m, h or d, such as 12h'],
    [{ WORKER_LEASE_MS: '999' }, 'WORKER_LEASE_MS: "999" is not allowed; allowed is a whole number from 1000 to 86400000'],
    [{ CURRENCY: 'GBP' }, 'CURRENCY: "GBP" is not allowed; allowed is BRL, USD, EUR'],
    [{ LLM_PROVIDER: 'x' }, 'LLM_PROVIDER: "x" is not allowed; allowed is anthropic, template'],
    [{ DISCORD_EVENTS: 'closed,all' }, 'DISCORD_EVENTS: "all" is not allowed; allowed is a list of opened, ending_soon, closed'],
    [{ REDIS_CLUSTER_NODES: 'a:1,b' }, 'REDIS_CLUSTER_NODES: "b" is not allowed; allowed is host:port,…'],
    [{ TIME_ZONE: 'Mars/Base' }, 'TIME_ZONE: "Mars/Base" is not allowed; allowed is a name such as America/Sao_Paulo'],
    [{ PUBLIC_URL: 'example.com' }, 'PUBLIC_URL: "example.com" is not allowed; allowed is an address that starts with http:// or https://'],
    [{ ADMIN_EMAILS: 'ana' }, 'ADMIN_EMAILS: "ana" is not allowed; allowed is addresses, separated by commas'],
    [{ EMAIL_FROM: 'Martelo' }, 'EMAIL_FROM: "Martelo" is not allowed; allowed is an address, or a name and an <address>'],
    [{ NODE_ENV: 'production', RATE_LIMIT: 'off' }, 'RATE_LIMIT: "off" is not allowed; allowed is on, off-in-production, with NODE_ENV=production'],
    [{ LLM_PRICE: '1' }, 'LLM_PRICE: "1" is not allowed; allowed is input/output in US dollars for a million tokens, such as 0.10/0.50'],
    [{ LLM_DAILY_BUDGET: '-1' }, 'LLM_DAILY_BUDGET: "-1" is not allowed; allowed is US dollars, or none'],
    [{ EMAIL_REPLY_TO: 'Ana <a@b>' }, 'EMAIL_REPLY_TO: "Ana <a@b>" is not allowed; allowed is an address'],
    [{ DKIM_SELECTOR: 'm1' }, 'DKIM_PRIVATE_KEY: nothing was given; DKIM_SELECTOR and DKIM_PRIVATE_KEY need each other'],
    [{ DKIM_SELECTOR: 'm1', DKIM_PRIVATE_KEY: 'no key' }, 'DKIM_PRIVATE_KEY: the given value is not allowed; allowed is an RSA private key in PEM'],
    [{ LLM_PROVIDER: 'anthropic' }, 'LLM_API_KEY: nothing was given; LLM_PROVIDER=anthropic needs a key']
  ]
  for (const [environment, line] of wrong) t.same(mistakes(environment), [line])
  const all = Object.assign({}, ...wrong.map(([environment]) => environment)) as Record<string, string>
  t.same(mistakes(all).map((line) => line.split(':')[0]).sort(), [...new Set(wrong.map(([, line]) => line.split(':')[0]))].filter((name) => name !== 'LLM_PROVIDER').sort(), 'all at once')
  t.end()
})

t.test('no mistake shows a secret', (t) => {
  const environment = { REDIS_URL: 'http://u:hunter2@x', DISCORD_WEBHOOK_URL: 'hunter2' }
  t.same(mistakes(environment), ['REDIS_URL: the given value is not allowed; allowed is redis://… or rediss://…', 'DISCORD_WEBHOOK_URL: the given value is not allowed; allowed is an address that starts with http:// or https://'])
  t.notMatch(mistakes({ NODE_ENV: 'production', DISCORD_WEBHOOK_URL: 'http://hunter2/' }).join(), 'hunter2')
  t.same(mistakes({ DISCORD_WEBHOOK_URL: 'http://127.0.0.1:1/' }), [], 'http is for development')
  t.end()
})

t.test('production refuses what is missing or was never filled in, and shows no value', (t) => {
  const production = { NODE_ENV: 'production', REDIS_URL: 'redis://redis:6379' }
  const lines = (environment: Record<string, string>, complete = true) => {
    try {
      loadSettings(environment, nowhere, { complete })
      return []
    } catch (error) {
      return (error as Error).message.split('\n')
    }
  }
  t.same(lines({ NODE_ENV: 'production' }), ['REDIS_URL: nothing was given; NODE_ENV=production needs it'])
  t.same(lines({ NODE_ENV: 'production' }, false), [], 'a launcher finds a Redis by itself')
  t.same(lines({ NODE_ENV: 'production', REDIS_CLUSTER_NODES: 'a:7000' }), [])
  t.same(lines({ ...production, SMTP_USER: 'martelo' }), ['SMTP_PASSWORD: nothing was given; SMTP_USER needs one'])
  for (const value of ['changeme', 'CHANGE-ME-please', '<password>', 'replace-me', 'your-api-key', '$' + '{SMTP_PASSWORD}', 'xxxxxxxx', 'example', 'senha', 'sk-ant-...', 'troque-isto', '0000']) {
    t.same(lines({ ...production, SMTP_PASSWORD: value }), ['SMTP_PASSWORD: a placeholder was given; NODE_ENV=production needs the real value'], value)
    t.same(lines({ SMTP_PASSWORD: value }), [], 'development may', { silent: true })
  }
  t.same(lines({ ...production, REDIS_URL: 'redis://:changeme@redis:6379' }), ['REDIS_URL: a placeholder was given; NODE_ENV=production needs the real value'])
  t.same(lines({ ...production, DISCORD_WEBHOOK_URL: 'https://discord.com/api/webhooks/<id>/<token>' }), ['DISCORD_WEBHOOK_URL: a placeholder was given; NODE_ENV=production needs the real value'])
  t.same(lines({ ...production, ADMIN_EMAILS: 'ana@clube.org,admin@example.com' }), ['ADMIN_EMAILS: "admin@example.com" is a placeholder; NODE_ENV=production needs a real address'])
  const real = { REDIS_URL: 'redis://app:pa<7>ss@redis.example.com', SMTP_USER: 'a', SMTP_PASSWORD: 'x9<Q2>!w', LLM_API_KEY: 'sk-ant-api03-Zt_8Q', DISCORD_WEBHOOK_URL: 'https://discord.com/api/webhooks/12345/aB-c_d', ADMIN_EMAILS: 'admin@martelo.example, a@b.org' }
  t.same(lines({ ...production, ...real }), [], 'what looks like nothing else')
  t.end()
})

t.test('.env is read, the environment wins, and empty is not set', (t) => {
  const directory = t.testdir({ '.env': '# a comment\nAPI_PORT=4000\nexport LOCALE="en"\nLLM_MODEL=from-file\nSMTP_USER=' })
  const settings = loadSettings({ API_PORT: '5000', LLM_MODEL: '', SMTP_HOST: '' }, directory)
  t.match(settings, { API_PORT: 5000, LOCALE: 'en', LLM_MODEL: 'from-file', SMTP_HOST: null, SMTP_USER: null })
  t.same([...givenSettings({ API_PORT: '5000', SMTP_HOST: '' }, directory)].sort(), ['API_PORT', 'LLM_MODEL', 'LOCALE'])
  t.end()
})

t.test('a secret may stand in a file', (t) => {
  const directory = t.testdir({ key: 'sk-1\n', empty: '\n' })
  const read = (name: keyof Settings, file: string) => loadSettings({ [`${name}_FILE`]: join(directory, file) }, nowhere)[name]
  for (const { name, secret } of SETTINGS) if (secret && !name.endsWith('_URL') && name !== 'DKIM_PRIVATE_KEY') t.equal(read(name, 'key'), 'sk-1', name)
  writeFileSync(join(directory, 'url'), 'rediss://user:pass@example:6380\n')
  t.equal(read('REDIS_URL', 'url'), 'rediss://user:pass@example:6380')
  t.equal(loadSettings({ SMTP_USER_FILE: join(directory, 'key') }, nowhere).SMTP_USER, null, 'only secrets')
  t.match(mistakes({ LLM_API_KEY_FILE: join(directory, 'gone') })[0], /^LLM_API_KEY_FILE: ".*gone" cannot be read \(ENOENT\)/)
  t.match(mistakes({ LLM_API_KEY_FILE: join(directory, 'empty') })[0], /is empty/)
  mkdirSync(join(directory, '.env'))
  t.match(mistakes({}, directory)[0], /^\.env: cannot be read \(EISDIR\)/)
  t.end()
})

t.test('rules across settings', (t) => {
  t.same(['7', '12h', '90s', '250ms'].map((STREAM_MAX_AGE) => loadSettings({ STREAM_MAX_AGE }, nowhere).STREAM_MAX_AGE), [7 * 86_400_000, 12 * 3600_000, 90_000, 250])
  t.equal(loadSettings({ WORKER_LEASE_MS: '1000' }, nowhere).EFFECT_TIMEOUT_MS, 750, 'an attempt ends before the lease')
  t.equal(loadSettings({ EFFECT_TIMEOUT_MS: '200' }, nowhere).EFFECT_TIMEOUT_MS, 200)
  t.match(loadSettings({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: 'http://x', ANTHROPIC_MODEL: 'm' }, nowhere), { LLM_PROVIDER: 'anthropic', LLM_API_KEY: 'k', LLM_BASE_URL: 'http://x', LLM_MODEL: 'm' }, "the SDK's names")
  t.match(loadSettings({ LLM_API_KEY: 'mine', ANTHROPIC_API_KEY: 'k', LLM_PROVIDER: 'template' }, nowhere), { LLM_PROVIDER: 'template', LLM_API_KEY: 'mine' })
  t.equal(loadSettings({ RATE_LIMIT: 'off' }, nowhere).RATE_LIMIT, false)
  t.equal(loadSettings({ NODE_ENV: 'production', RATE_LIMIT: 'off-in-production' }, nowhere).RATE_LIMIT, false)
  t.equal(loadSettings({}, nowhere).LLM_DAILY_BUDGET, 5)
  t.equal(loadSettings({ LLM_DAILY_BUDGET: '0.5' }, nowhere).LLM_DAILY_BUDGET, 0.5)
  t.equal(loadSettings({ LLM_DAILY_BUDGET: 'none' }, nowhere).LLM_DAILY_BUDGET, null)
  const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  t.equal(loadSettings({ DKIM_SELECTOR: 'm1', DKIM_PRIVATE_KEY: pem.replaceAll('\n', '\\n') }, nowhere).DKIM_PRIVATE_KEY, pem, 'line ends may be written out')
  t.equal(loadSettings({ API_PORT: '0' }, nowhere).PUBLIC_URL, null, 'the port is not known yet')
  t.equal(loadSettings({ API_HOST: '0.0.0.0', API_PORT: '80' }, nowhere).PUBLIC_URL, 'http://localhost:80')
  t.equal(loadSettings({ API_HOST: '2001:db8::1' }, nowhere).PUBLIC_URL, 'http://[2001:db8::1]:3000')
  t.end()
})

/**
 * Settings: the environment and `.env`, checked against one schema. A wrong value stops the process at once, with one line per mistake
 * that says the name, what was given and what is allowed; never the value of a secret.
 */
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { envSchema } from 'env-schema'
import { isPlaceholder, isPlaceholderAddress } from './placeholders.ts'
import { ALIASES, SETTINGS, SettingsSchema, type RawSettings, type SettingName } from './settings-schema.ts'

export type DiscordEvent = 'opened' | 'ending_soon' | 'closed'
const DISCORD_EVENTS: readonly string[] = ['opened', 'ending_soon', 'closed'] satisfies DiscordEvent[]

type Refined = 'REDIS_CLUSTER_NODES' | 'ADMIN_EMAILS' | 'LLM_PROVIDER' | 'LLM_DAILY_BUDGET' | 'SMTP_SECURE' | 'DISCORD_EVENTS' | 'STREAM_MAX_AGE' | 'DEMO' | 'RATE_LIMIT' | 'TRUST_PROXY'

/** What was not given and has no default is null. EFFECT_TIMEOUT_MS is below WORKER_LEASE_MS. */
export interface Settings extends Omit<RawSettings, Refined> {
  REDIS_CLUSTER_NODES: Array<{ host: string, port: number }>
  /** Without a slash at the end; null: to be made from the port that the API got (API_PORT=0). */
  PUBLIC_URL: string | null
  /** Lower case. */
  ADMIN_EMAILS: string[]
  LLM_PROVIDER: 'anthropic' | 'template'
  /** US dollars; null: no limit. */
  LLM_DAILY_BUDGET: number | null
  SMTP_SECURE: boolean
  DISCORD_EVENTS: DiscordEvent[]
  /** Milliseconds. */
  STREAM_MAX_AGE: number
  DEMO: boolean
  /** Are there limits? */
  RATE_LIMIT: boolean
  TRUST_PROXY: string[]
}

/** Settings that cannot be used. The message has one line per mistake. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

export type Environment = Record<string, string | undefined>
type Given = Partial<Record<SettingName, string>>

/**
 * @param environment what stands there wins over `.env`; an empty value counts as not set, in both.
 * @param directory where `.env` is looked for.
 * @param options.complete for a service, which finds nothing by itself as a launcher does: with NODE_ENV=production what it needs must be given.
 * @throws SettingsError
 */
export function loadSettings (environment: Environment = process.env, directory = process.cwd(), { complete = false }: { complete?: boolean } = {}): Settings {
  const mistakes: string[] = []
  const given = gather(environment, directory, mistakes)
  const settings = refine(check(given, mistakes), mistakes)
  if (settings.NODE_ENV === 'production') mistakes.push(...unfitForProduction(given, settings, complete))
  if (mistakes.length > 0) throw new SettingsError(mistakes.join('\n'))
  return settings
}

/** Which settings somebody has set, as opposed to left at their defaults: a launcher may choose those. */
export function givenSettings (environment: Environment = process.env, directory = process.cwd()): ReadonlySet<SettingName> {
  return new Set(Object.keys(gather(environment, directory, [])) as SettingName[])
}

/** What is given, with secrets read from their files. */
function gather (environment: Environment, directory: string, mistakes: string[]): Given {
  const file = dotenv(directory)
  const read = (name: string) => environment[name]?.trim() || file[name]?.trim() || undefined
  const given: Given = {}
  for (const { name, secret } of SETTINGS) {
    const alias = ALIASES[name]
    const value = read(name) ?? (secret ? fromFile(name, read(`${name}_FILE`), mistakes) : undefined) ?? (alias && read(alias))
    if (value) given[name] = value
  }
  return given
}

function dotenv (directory: string): Environment {
  try {
    return parseEnv(readFileSync(join(directory, '.env'), 'utf8')) as Environment
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new SettingsError(`.env: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'not a text file'})`)
  }
}

function fromFile (name: string, path: string | undefined, mistakes: string[]): string | undefined {
  if (path === undefined) return undefined
  try {
    const value = readFileSync(path, 'utf8').trim()
    if (value === '') mistakes.push(`${name}_FILE: ${JSON.stringify(path)} is empty; allowed is a file that holds the value`)
    return value
  } catch (error) {
    mistakes.push(`${name}_FILE: ${JSON.stringify(path)} cannot be read (${(error as NodeJS.ErrnoException).code}); allowed is a file that holds the value`)
    return undefined
  }
}

const INFO = new Map(SETTINGS.map((setting) => [setting.name, setting]))

function mistake (name: SettingName, given: unknown, allowed = INFO.get(name)!.allowed): string {
  return `${name}: ${INFO.get(name)!.secret ? 'the given value' : JSON.stringify(given)} is not allowed; allowed is ${allowed}`
}

/** Checks against the schema and fills in defaults, for wrong values too, so that the rules across settings can be checked as well. */
function check (given: Given, mistakes: string[]): RawSettings {
  const ajv = { customOptions: (each: { addVocabulary: (words: string[]) => unknown }) => each.addVocabulary(['secret', 'needed', 'allowed']) as never }
  try {
    const none = Object.fromEntries(SETTINGS.map(({ name }) => [name, null]))
    return { ...none, ...envSchema<RawSettings>({ schema: SettingsSchema, data: given, env: false, ajv }) }
  } catch (error) {
    const { errors = [] } = error as { errors?: Array<{ instancePath: string }> }
    const wrong = new Set(errors.map(({ instancePath }) => instancePath.slice(1) as SettingName))
    // Nothing that has a name is wrong: then it is not a setting that is, and leaving settings out would go on for ever.
    if (![...wrong].some((name) => name in given)) throw error
    for (const name of wrong) mistakes.push(mistake(name, given[name]))
    return check(Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name as SettingName))), mistakes)
  }
}

/** What is missing, or was copied from an example and never filled in. The pod's log, not the first failed mail, should say so. */
function unfitForProduction (given: Given, { ADMIN_EMAILS, REDIS_CLUSTER_NODES, SMTP_USER }: Settings, complete: boolean): string[] {
  const missing = SETTINGS.filter(({ name, needed }) => complete && needed && given[name] === undefined && !(name === 'REDIS_URL' && REDIS_CLUSTER_NODES.length > 0))
  return [
    ...missing.map(({ name }) => `${name}: nothing was given; NODE_ENV=production needs it`),
    ...(SMTP_USER !== null && given.SMTP_PASSWORD === undefined ? ['SMTP_PASSWORD: nothing was given; SMTP_USER needs one'] : []),
    ...SETTINGS.filter(({ name, secret }) => secret && isPlaceholder(secretPart(name, given[name] ?? ''))).map(({ name }) => `${name}: a placeholder was given; NODE_ENV=production needs the real value`),
    ...ADMIN_EMAILS.filter(isPlaceholderAddress).map((email) => `ADMIN_EMAILS: ${JSON.stringify(email)} is a placeholder; NODE_ENV=production needs a real address`)
  ]
}

/** Of an address that holds a password the password: its host may be called as it likes. */
function secretPart (name: SettingName, value: string): string {
  if (name !== 'REDIS_URL' || !URL.canParse(value)) return value
  return new URL(value).password.replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))
}

const list = (value: string) => value.split(',').map((each) => each.trim()).filter(Boolean)

/** The rules across settings, and the forms that the code works with. */
function refine (raw: RawSettings, mistakes: string[]): Settings {
  const refuse = (name: SettingName, given: unknown, allowed?: string) => { mistakes.push(mistake(name, given, allowed)) }
  const production = raw.NODE_ENV === 'production'
  const only = 'with NODE_ENV=production'

  const nodes = list(raw.REDIS_CLUSTER_NODES).map((node) => {
    const [, host = '', port = ''] = /^(?:\[(?=.*\]))?([^[\]]+?)\]?:(\d{1,5})$/.exec(node) ?? []
    if (host === '' || Number(port) > 65535) refuse('REDIS_CLUSTER_NODES', node)
    return { host, port: Number(port) }
  })
  const admins = list(raw.ADMIN_EMAILS).map((email) => email.toLowerCase())
  for (const email of admins) if (!/^[^\s@]+@[^\s@]+$/.test(email)) refuse('ADMIN_EMAILS', email)
  const events = list(raw.DISCORD_EVENTS)
  for (const event of events) if (!DISCORD_EVENTS.includes(event)) refuse('DISCORD_EVENTS', event)
  const proxies = list(raw.TRUST_PROXY)
  for (const proxy of proxies) if (!isProxy(proxy)) refuse('TRUST_PROXY', proxy)
  if (!isTimeZone(raw.TIME_ZONE)) refuse('TIME_ZONE', raw.TIME_ZONE, 'a name such as America/Sao_Paulo')
  for (const name of ['REDIS_URL', 'PUBLIC_URL', 'LLM_BASE_URL', 'DISCORD_WEBHOOK_URL', 'IMAGES_S3_ENDPOINT'] as const) {
    if (raw[name] !== null && !URL.canParse(raw[name])) refuse(name, raw[name])
  }
  if (production && raw.DISCORD_WEBHOOK_URL?.startsWith('http:')) refuse('DISCORD_WEBHOOK_URL', null, `https://…, ${only}`)
  if (production && raw.RATE_LIMIT === 'off') refuse('RATE_LIMIT', 'off', `on, off-in-production, ${only}`)
  if (raw.LLM_PROVIDER === 'anthropic' && raw.LLM_API_KEY === null) mistakes.push('LLM_API_KEY: nothing was given; LLM_PROVIDER=anthropic needs a key')

  if ((raw.DKIM_SELECTOR === null) !== (raw.DKIM_PRIVATE_KEY === null)) mistakes.push(`${raw.DKIM_SELECTOR === null ? 'DKIM_SELECTOR' : 'DKIM_PRIVATE_KEY'}: nothing was given; DKIM_SELECTOR and DKIM_PRIVATE_KEY need each other`)
  if (raw.DKIM_PRIVATE_KEY !== null && !isPrivateKey(raw.DKIM_PRIVATE_KEY.replaceAll('\\n', '\n'))) refuse('DKIM_PRIVATE_KEY', null, 'an RSA private key in PEM')

  return {
    ...raw,
    REDIS_CLUSTER_NODES: nodes,
    PUBLIC_URL: publicUrl(raw),
    ADMIN_EMAILS: admins,
    LLM_PROVIDER: raw.LLM_PROVIDER ?? (raw.LLM_API_KEY === null ? 'template' : 'anthropic'),
    LLM_DAILY_BUDGET: raw.LLM_DAILY_BUDGET === 'none' ? null : Number(raw.LLM_DAILY_BUDGET),
    SMTP_SECURE: raw.SMTP_SECURE === 'true',
    // In one line of an environment, line ends are often written out.
    DKIM_PRIVATE_KEY: raw.DKIM_PRIVATE_KEY?.replaceAll('\\n', '\n') ?? null,
    DISCORD_EVENTS: events as DiscordEvent[],
    STREAM_MAX_AGE: durationOf(raw.STREAM_MAX_AGE),
    DEMO: raw.DEMO === '1',
    // An attempt that outlives the lease would run beside its successor's.
    EFFECT_TIMEOUT_MS: Math.min(raw.EFFECT_TIMEOUT_MS, Math.floor(raw.WORKER_LEASE_MS * 0.75)),
    RATE_LIMIT: raw.RATE_LIMIT === 'on',
    TRUST_PROXY: proxies
  }
}

function publicUrl ({ PUBLIC_URL, API_HOST, API_PORT }: RawSettings): string | null {
  if (PUBLIC_URL !== null) return PUBLIC_URL.replace(/\/+$/, '')
  if (API_PORT === 0) return null
  // Nobody can open the address that means all addresses.
  const host = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(API_HOST) ? 'localhost' : isIP(API_HOST) === 6 ? `[${API_HOST}]` : API_HOST
  return `http://${host}:${API_PORT}`
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3600_000, d: 86_400_000 }

/** Milliseconds, of a text such as `12h`; a bare number is days. */
function durationOf (text: string): number {
  const [, count, unit = 'd'] = /^(\d+)(\D*)$/.exec(text) ?? []
  return Number(count) * UNITS[unit || 'd']!
}

function isProxy (text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  return family !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
}

function isPrivateKey (pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

function isTimeZone (name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

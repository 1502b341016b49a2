/**
 * Settings: the environment and `.env`, checked against one schema. A wrong value stops the process at once, with one line per mistake
 * that says the name, what was given and what is allowed; never the value of a secret.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { envSchema, type EnvSchemaOpt } from 'env-schema'
import { Type, type TSchema, type TStringOptions } from 'typebox'

interface Setting { schema: TSchema, secret?: boolean, description: string }

const text = (options: TStringOptions = {}) => Type.Optional(Type.String(options))
const port = (initial?: number) => Type.Optional(Type.Integer({ minimum: 0, maximum: 65535, ...(initial !== undefined && { default: initial }) }))
const word = (words: string[], initial?: string) => Type.Optional(Type.Union(words.map((each) => Type.Literal(each)), initial === undefined ? {} : { default: initial }))

/** Every setting, by name. READMEs are checked against this list. */
const DEFINITIONS = {
  NODE_ENV: { schema: text(), description: '`production` turns on what only a real deployment needs' },
  REDIS_URL: { schema: text({ pattern: '^(redis|rediss|unix):', default: 'redis://127.0.0.1:6379' }), secret: true, description: 'redis:// or rediss://' },
  REDIS_CLUSTER_NODES: { schema: text(), description: 'host:port,… of a Redis Cluster, instead of REDIS_URL' },
  API_HOST: { schema: text({ default: '127.0.0.1' }), description: 'address the API listens on' },
  API_PORT: { schema: port(3000), description: '0 takes a free one and logs it' },
  METRICS_PORT: { schema: port(9464), description: 'Prometheus at /metrics; the next free one when it is taken; 0 takes any' },
  PUBLIC_URL: { schema: text({ pattern: '^https?://[^/]' }), description: 'where people reach the page; https switches the cookie to __Host-' },
  ADMIN_EMAILS: { schema: text({ default: '' }), description: 'these accounts are administrators' },
  TIME_ZONE: { schema: text({ default: 'America/Sao_Paulo' }), description: 'for times in texts' },
  LOCALE: { schema: word(['pt-BR', 'en'], 'pt-BR'), description: 'language of new auctions' },
  CURRENCY: { schema: word(['BRL', 'USD', 'EUR'], 'BRL'), description: 'currency of new auctions' },
  LLM_PROVIDER: { schema: word(['anthropic', 'template']), description: '`anthropic` when a key is set, else `template`' },
  LLM_API_KEY: { schema: text(), secret: true, description: 'key of the model' },
  LLM_BASE_URL: { schema: text({ pattern: '^https?://' }), description: 'any endpoint that speaks the Messages API' },
  LLM_MODEL: { schema: text({ default: 'claude-haiku-5-5' }), description: 'name of the model' },
  SMTP_HOST: { schema: text(), description: 'mail server; without one e-mails fail' },
  SMTP_PORT: { schema: port(587), description: '' },
  SMTP_SECURE: { schema: word(['true', 'false'], 'false'), description: '`true` is TLS from the start, `false` STARTTLS when offered, else plain' },
  SMTP_USER: { schema: text(), description: '' },
  SMTP_PASSWORD: { schema: text(), secret: true, description: '' },
  EMAIL_FROM: { schema: text({ default: 'Martelo <martelo@localhost>' }), description: 'sender of every mail' },
  DISCORD_WEBHOOK_URL: { schema: text({ pattern: '^https?://' }), secret: true, description: 'without one posts are skipped' },
  DISCORD_EVENTS: { schema: text({ default: 'closed' }), description: 'a list of opened, ending_soon, closed' },
  WORKER_CONCURRENCY: { schema: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 32 })), description: 'events in flight in one worker' },
  WORKER_LEASE_MS: { schema: Type.Optional(Type.Integer({ minimum: 1000, maximum: 3_600_000, default: 60_000 })), description: 'after so long without a heartbeat an entry is reclaimed' },
  EFFECT_TIMEOUT_MS: { schema: Type.Optional(Type.Integer({ minimum: 100, maximum: 3_600_000, default: 45_000 })), description: 'total time of one attempt, capped below the lease' },
  ON_UNKNOWN_EMAIL: { schema: word(['hold', 'resend'], 'hold'), description: '' },
  ON_UNKNOWN_DISCORD: { schema: word(['hold', 'resend'], 'hold'), description: '' },
  RATE_LIMIT: { schema: word(['on', 'off', 'off-in-production'], 'on'), description: '`off` lifts every limit, for load tests' },
  TRUST_PROXY: { schema: text({ default: '' }), description: 'addresses of proxies' },
  LOG_LEVEL: { schema: word(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'), description: '' },
  WORKERS: { schema: Type.Optional(Type.Integer({ minimum: 0, maximum: 64, default: 2 })), description: 'of npm start only' },
  DEMO: { schema: word(['0', '1'], '1'), description: 'of npm start only: demo people and auctions in an empty store' }
} satisfies Record<string, Setting>

export type SettingName = keyof typeof DEFINITIONS

export const SETTINGS: ReadonlyArray<{ name: SettingName, default: unknown, secret: boolean, description: string }> =
  (Object.entries(DEFINITIONS) as Array<[SettingName, Setting]>).map(([name, { schema, secret = false, description }]) => ({
    name, secret, description, default: (schema as { default?: unknown }).default ?? null
  }))

export interface Settings {
  NODE_ENV: string | null
  REDIS_URL: string
  REDIS_CLUSTER_NODES: Array<{ host: string, port: number }>
  API_HOST: string
  API_PORT: number
  METRICS_PORT: number
  /** Without a slash at the end; null: derived from the port that the API listens on. */
  PUBLIC_URL: string | null
  /** Lower case. */
  ADMIN_EMAILS: string[]
  TIME_ZONE: string
  LOCALE: 'pt-BR' | 'en'
  CURRENCY: 'BRL' | 'USD' | 'EUR'
  LLM_PROVIDER: 'anthropic' | 'template'
  LLM_API_KEY: string | null
  LLM_BASE_URL: string | null
  LLM_MODEL: string
  SMTP_HOST: string | null
  SMTP_PORT: number
  SMTP_SECURE: boolean
  SMTP_USER: string | null
  SMTP_PASSWORD: string | null
  EMAIL_FROM: string
  DISCORD_WEBHOOK_URL: string | null
  DISCORD_EVENTS: string[]
  WORKER_CONCURRENCY: number
  WORKER_LEASE_MS: number
  /** Below WORKER_LEASE_MS. */
  EFFECT_TIMEOUT_MS: number
  ON_UNKNOWN_EMAIL: 'hold' | 'resend'
  ON_UNKNOWN_DISCORD: 'hold' | 'resend'
  RATE_LIMIT: boolean
  TRUST_PROXY: string[]
  LOG_LEVEL: string
  WORKERS: number
  DEMO: boolean
}

/** Settings that cannot be used. The message has one line per mistake. */
export class SettingsError extends Error {}

type Environment = Record<string, string | undefined>
type Raw = Partial<Record<SettingName, string | number>>

/** The SDK's own names, for people who have them set already. */
const ALIASES: Partial<Record<SettingName, string>> = { LLM_API_KEY: 'ANTHROPIC_API_KEY', LLM_BASE_URL: 'ANTHROPIC_BASE_URL', LLM_MODEL: 'ANTHROPIC_MODEL' }

/**
 * @param environment what stands there wins over `.env`.
 * @param directory where `.env` is looked for.
 * @throws SettingsError
 */
export function loadSettings (environment: Environment = process.env, directory = process.cwd()): Settings {
  const mistakes: string[] = []
  const given = gather({ ...dotenv(directory), ...environment }, mistakes)
  const schema = { type: 'object', properties: Object.fromEntries(Object.entries(DEFINITIONS).map(([name, { schema }]) => [name, schema])) }
  const raw: Raw = { ...given }
  // One setting at a time, so that every mistake is told at once.
  for (const [name, value] of [...Object.entries(given), ...SETTINGS.filter((each) => !(each.name in given)).map((each) => [each.name, undefined] as const)]) {
    try {
      const options = { schema: { ...schema, properties: { [name]: schema.properties[name] } }, data: value === undefined ? {} : { [name]: value }, dotenv: false, env: false }
      Object.assign(raw, envSchema(options as EnvSchemaOpt))
    } catch {
      mistakes.push(mistake(name as SettingName, value))
    }
  }
  const settings = refine(raw, mistakes)
  if (mistakes.length > 0) throw new SettingsError(mistakes.join('\n'))
  return settings
}

function dotenv (directory: string): Environment {
  const file = join(directory, '.env')
  if (!existsSync(file)) return {}
  return Object.fromEntries(readFileSync(file, 'utf8').split(/\r?\n/).flatMap((line) => {
    const found = /^\s*(?:export\s+)?([A-Z0-9_]+)\s*=\s*(.*?)\s*$/.exec(line)
    return found ? [[found[1]!, found[2]!.replace(/^(["'])(.*)\1$/, '$2')]] : []
  }))
}

/** What is given, with secrets read from files; an empty text counts as nothing. */
function gather (environment: Environment, mistakes: string[]): Partial<Record<SettingName, string>> {
  const given: Partial<Record<SettingName, string>> = {}
  for (const { name, secret } of SETTINGS) {
    const alias = ALIASES[name]
    let value = environment[name] || (alias && environment[alias]) || undefined
    const file = environment[`${name}_FILE`]
    if (secret && value === undefined && file) {
      try {
        value = readFileSync(file, 'utf8').trim()
      } catch (error) {
        mistakes.push(`${name}_FILE: cannot read ${file} (${(error as NodeJS.ErrnoException).code})`)
      }
    }
    if (value !== undefined && value !== '') given[name] = value
  }
  return given
}

function mistake (name: SettingName, value: unknown): string {
  const { schema, secret } = DEFINITIONS[name] as Setting
  const { pattern, minimum, maximum, anyOf } = schema as { pattern?: string, minimum?: number, maximum?: number, anyOf?: Array<{ const: string }> }
  const allowed = anyOf ? anyOf.map((each) => each.const).join(', ') : minimum !== undefined ? `a whole number from ${minimum} to ${maximum}` : pattern ? `a text that matches ${pattern}` : 'a text'
  return `${name}: ${secret ? 'the given value' : JSON.stringify(value)} is not allowed; allowed is ${allowed}`
}

const list = (value: string | number | undefined) => String(value ?? '').split(',').map((each) => each.trim()).filter(Boolean)
const optional = (value: string | number | undefined) => value === undefined ? null : String(value)

/** Rules across settings, and the forms that the code works with. */
function refine (raw: Raw, mistakes: string[]): Settings {
  const production = raw.NODE_ENV === 'production'
  const lease = Number(raw.WORKER_LEASE_MS)
  const refuse = (name: SettingName, given: unknown, allowed: string) => { mistakes.push(`${name}: ${JSON.stringify(given)} is not allowed; allowed is ${allowed}`) }

  const events = list(raw.DISCORD_EVENTS)
  for (const event of events) if (!['opened', 'ending_soon', 'closed'].includes(event)) refuse('DISCORD_EVENTS', event, 'a list of opened, ending_soon, closed')
  const nodes = list(raw.REDIS_CLUSTER_NODES).map((node) => {
    const [host = '', port] = node.split(':')
    if (host === '' || !/^\d+$/.test(port ?? '')) refuse('REDIS_CLUSTER_NODES', node, 'host:port,…')
    return { host, port: Number(port) }
  })
  if (raw.RATE_LIMIT === 'off' && production) refuse('RATE_LIMIT', 'off', 'off-in-production, with NODE_ENV=production')
  const webhook = optional(raw.DISCORD_WEBHOOK_URL)
  if (webhook?.startsWith('http:') && production) mistakes.push('DISCORD_WEBHOOK_URL: the given value is not allowed; allowed is https, with NODE_ENV=production')
  try {
    Intl.DateTimeFormat('en', { timeZone: String(raw.TIME_ZONE) })
  } catch {
    refuse('TIME_ZONE', raw.TIME_ZONE, 'a name such as America/Sao_Paulo')
  }
  const key = optional(raw.LLM_API_KEY)
  if (raw.LLM_PROVIDER === 'anthropic' && key === null) mistakes.push('LLM_API_KEY: nothing was given; LLM_PROVIDER=anthropic needs a key')

  return {
    NODE_ENV: optional(raw.NODE_ENV),
    REDIS_URL: String(raw.REDIS_URL),
    REDIS_CLUSTER_NODES: nodes,
    API_HOST: String(raw.API_HOST),
    API_PORT: Number(raw.API_PORT),
    METRICS_PORT: Number(raw.METRICS_PORT),
    PUBLIC_URL: optional(raw.PUBLIC_URL)?.replace(/\/+$/, '') ?? null,
    ADMIN_EMAILS: list(raw.ADMIN_EMAILS).map((email) => email.toLowerCase()),
    TIME_ZONE: String(raw.TIME_ZONE),
    LOCALE: raw.LOCALE as Settings['LOCALE'],
    CURRENCY: raw.CURRENCY as Settings['CURRENCY'],
    LLM_PROVIDER: (raw.LLM_PROVIDER as Settings['LLM_PROVIDER'] | undefined) ?? (key === null ? 'template' : 'anthropic'),
    LLM_API_KEY: key,
    LLM_BASE_URL: optional(raw.LLM_BASE_URL),
    LLM_MODEL: String(raw.LLM_MODEL),
    SMTP_HOST: optional(raw.SMTP_HOST),
    SMTP_PORT: Number(raw.SMTP_PORT),
    SMTP_SECURE: raw.SMTP_SECURE === 'true',
    SMTP_USER: optional(raw.SMTP_USER),
    SMTP_PASSWORD: optional(raw.SMTP_PASSWORD),
    EMAIL_FROM: String(raw.EMAIL_FROM),
    DISCORD_WEBHOOK_URL: webhook,
    DISCORD_EVENTS: events,
    WORKER_CONCURRENCY: Number(raw.WORKER_CONCURRENCY),
    WORKER_LEASE_MS: lease,
    EFFECT_TIMEOUT_MS: Math.min(Number(raw.EFFECT_TIMEOUT_MS), Math.floor(lease * 0.75)),
    ON_UNKNOWN_EMAIL: raw.ON_UNKNOWN_EMAIL as 'hold' | 'resend',
    ON_UNKNOWN_DISCORD: raw.ON_UNKNOWN_DISCORD as 'hold' | 'resend',
    RATE_LIMIT: raw.RATE_LIMIT === 'on',
    TRUST_PROXY: list(raw.TRUST_PROXY),
    LOG_LEVEL: String(raw.LOG_LEVEL),
    WORKERS: Number(raw.WORKERS),
    DEMO: raw.DEMO === '1'
  }
}

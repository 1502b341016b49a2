/** Every setting of every process: its form, its default and what it is for. The only place that lists them; READMEs are checked against it. */
import { Type, type TSchemaOptions, type Static } from 'typebox'

/**
 * Beside typebox's own members: `secret` values are never shown and may come from a file; `needed` ones must be given to a service with
 * NODE_ENV=production; `allowed` says the form in words.
 */
interface Notes extends TSchemaOptions {
  description: string
  needed?: true
  secret?: true
  allowed?: string
  pattern?: string
}

const text = (initial: string, notes: Notes) => Type.String({ ...notes, default: initial })
const maybe = (notes: Notes) => Type.Optional(Type.String({ ...notes }))
const whole = (initial: number, minimum: number, maximum: number, description: string) => Type.Integer({ minimum, maximum, default: initial, description })
const word = <const Words extends readonly string[]>(words: Words, initial: Words[number], description: string) => Type.Unsafe<Words[number]>({ type: 'string', enum: [...words], default: initial, description })

const HTTP = { pattern: '^https?://[^\\s/]', allowed: 'an address that starts with http:// or https://' }

export const SettingsSchema = Type.Object({
  NODE_ENV: maybe({ description: '`production` refuses what only development may do, and placeholders' }),
  REDIS_URL: text('redis://127.0.0.1:6379', { secret: true, needed: true, pattern: '^(rediss?://|unix:)', allowed: 'redis://… or rediss://…', description: 'the store; user, password and rediss:// count for a cluster too' }),
  REDIS_CLUSTER_NODES: text('', { allowed: 'host:port,…', description: 'nodes of a Redis Cluster, instead of the host of REDIS_URL' }),
  API_HOST: text('127.0.0.1', { description: 'the address that the API and the metrics listen on' }),
  API_PORT: whole(3000, 0, 65535, '0 takes a free one and logs it'),
  METRICS_PORT: whole(9464, 0, 65535, 'Prometheus at /metrics; the next free one when it is taken; 0 takes any'),
  PUBLIC_URL: maybe({ ...HTTP, description: 'links in e-mails and posts; from host and port when not set; https switches the cookie to __Host-' }),
  ADMIN_EMAILS: text('', { allowed: 'addresses, separated by commas', description: 'these accounts are administrators, and are told of a new `unknown`' }),
  TIME_ZONE: text('America/Sao_Paulo', { description: 'for texts' }),
  LOCALE: word(['pt-BR', 'en'], 'pt-BR', 'for texts and new auctions'),
  CURRENCY: word(['BRL', 'USD', 'EUR'], 'BRL', 'for new auctions'),
  LLM_PROVIDER: Type.Optional(Type.Unsafe<'anthropic' | 'template'>(Type.Enum(['anthropic', 'template'], { description: '`anthropic` when a key is set, else `template`' }))),
  LLM_API_KEY: maybe({ secret: true, description: 'key of the model; ANTHROPIC_API_KEY works too' }),
  LLM_BASE_URL: maybe({ ...HTTP, description: 'any endpoint that speaks the Messages API; ANTHROPIC_BASE_URL works too' }),
  LLM_MODEL: text('claude-haiku-5-5', { description: 'ANTHROPIC_MODEL works too' }),
  LLM_PRICE: maybe({ pattern: '^\\d+(\\.\\d+)?/\\d+(\\.\\d+)?$', allowed: 'input/output in US dollars for a million tokens, such as 0.10/0.50', description: 'what the model costs, for the report and the budget; Anthropic’s list price when not set; `0/0` for a model of your own' }),
  LLM_DAILY_BUDGET: text('5', { pattern: '^(\\d{1,6}(\\.\\d{1,6})?|none)$', allowed: 'US dollars, or none', description: 'what models may cost in a day of TIME_ZONE, for all workers together; after that templates write; `none` lifts it' }),
  CATEGORIES_FILE: maybe({ description: 'a JSON list of categories instead of the built-in ones: `[{"id", "name": {"pt-BR", "en"}}]`' }),
  IMAGES_DIR: maybe({ description: 'folder of the pictures; `.data/images` of the checkout when not set. API processes on several machines need one that they share, or a bucket' }),
  IMAGES_S3_BUCKET: maybe({ description: 'bucket of the pictures, instead of a folder' }),
  IMAGES_S3_ENDPOINT: maybe({ ...HTTP, description: 'storage that speaks S3; Amazon’s own when not set' }),
  IMAGES_S3_REGION: text('us-east-1', { description: 'its region' }),
  IMAGES_S3_ACCESS_KEY_ID: maybe({ secret: true, description: 'its key; the machine’s own role or AWS_* when not set' }),
  IMAGES_S3_SECRET_ACCESS_KEY: maybe({ secret: true, description: 'the key’s secret' }),
  PAYMENT_TEXT_PT_BR: maybe({ description: 'what the winner is told about paying, on the page and in the e-mail, for auctions in Portuguese' }),
  PAYMENT_TEXT_EN: maybe({ description: 'the same for auctions in English' }),
  SMTP_HOST: maybe({ description: 'mail server; the development inbox under `npm start`' }),
  SMTP_PORT: whole(587, 1, 65535, 'port of the mail server'),
  SMTP_SECURE: word(['true', 'false'], 'false', '`true` is TLS from the start, `false` is STARTTLS when offered, else plain'),
  SMTP_USER: maybe({ description: 'account at the mail server' }),
  SMTP_PASSWORD: maybe({ secret: true, description: 'its password' }),
  EMAIL_FROM: text('Martelo <martelo@localhost>', { pattern: '^([^<>@]*<[^<>\\s@]+@[^<>\\s@]+>|[^<>\\s@]+@[^<>\\s@]+)$', allowed: 'an address, or a name and an <address>', description: 'sender of every e-mail' }),
  EMAIL_REPLY_TO: maybe({ pattern: '^[^<>@\\s]+@[^<>@\\s]+$', allowed: 'an address', description: 'where answers to e-mails go; the sender when not set' }),
  DKIM_SELECTOR: maybe({ pattern: '^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$', allowed: 'the name before ._domainkey', description: 'with DKIM_PRIVATE_KEY: every e-mail is signed' }),
  DKIM_DOMAIN: maybe({ pattern: '^[A-Za-z0-9.-]+\\.[A-Za-z0-9-]+$', allowed: 'a domain', description: 'who signs; the domain of EMAIL_FROM when not set' }),
  DKIM_PRIVATE_KEY: maybe({ secret: true, description: 'RSA, in PEM; usually as DKIM_PRIVATE_KEY_FILE' }),
  DISCORD_WEBHOOK_URL: maybe({ ...HTTP, secret: true, description: 'without one the post is `skipped`; http only without NODE_ENV=production' }),
  DISCORD_EVENTS: text('closed', { allowed: 'a list of opened, ending_soon, closed', description: 'what is posted' }),
  WORKERS: whole(2, 0, 64, 'of `npm start` only: how many workers'),
  DEMO: word(['0', '1'], '1', 'of `npm start` only: demo data in an empty store'),
  WORKER_CONCURRENCY: whole(32, 1, 10_000, 'events in flight in one worker'),
  WORKER_LEASE_MS: whole(60_000, 1000, 86_400_000, 'after so long without a heartbeat an entry is reclaimed'),
  EFFECT_TIMEOUT_MS: whole(45_000, 100, 86_400_000, 'total time of one attempt, capped below the lease'),
  STREAM_MAX_AGE: text('30d', { pattern: '^[1-9]\\d{0,8}(ms|s|m|h|d)?$', allowed: 'a number of days, or a number with ms, s, m, h or d, such as 12h', description: 'how long settled events are remembered, and other groups on the stream are waited for' }),
  ON_UNKNOWN_EMAIL: word(['hold', 'resend'], 'hold', 'what to do with an e-mail of which nobody knows whether it was delivered'),
  ON_UNKNOWN_DISCORD: word(['hold', 'resend'], 'hold', 'the same for a post'),
  RATE_LIMIT: word(['on', 'off', 'off-in-production'], 'on', '`off` lifts every limit, for load tests; with NODE_ENV=production only the longer word does'),
  TRUST_PROXY: text('', { allowed: 'addresses or networks such as 10.0.0.0/8, loopback, linklocal, uniquelocal', description: 'proxies whose X-Forwarded-For is believed' }),
  DRAIN_MS: whole(0, 0, 600_000, 'how long the API goes on serving after it was told to end, with /readyz at 503: time for a load balancer to look away'),
  LOG_LEVEL: word(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info', 'one JSON object a line; pretty on a terminal')
})

type Checked = Static<typeof SettingsSchema>
/** Values in the forms of the schema: lists are still text, what was not given is its default or null. */
export type RawSettings = { [Name in keyof Checked]-?: undefined extends Checked[Name] ? Exclude<Checked[Name], undefined> | null : Checked[Name] }
export type SettingName = keyof RawSettings

/** The SDK's own names, for people who have them set already. */
export const ALIASES: Partial<Record<SettingName, string>> = { LLM_API_KEY: 'ANTHROPIC_API_KEY', LLM_BASE_URL: 'ANTHROPIC_BASE_URL', LLM_MODEL: 'ANTHROPIC_MODEL' }

export interface SettingInfo {
  name: SettingName
  /** null: none, or made from other settings. */
  default: string | number | null
  secret: boolean
  /** Must be given to a service with NODE_ENV=production. */
  needed: boolean
  description: string
  /** In words. */
  allowed: string
}

interface Form { default?: string | number, description: string, secret?: true, needed?: true, allowed?: string, enum?: string[], minimum?: number, maximum?: number }

export const SETTINGS: readonly SettingInfo[] = (Object.entries(SettingsSchema.properties) as unknown as Array<[SettingName, Form]>).map(([name, form]) => ({
  name,
  default: form.default ?? null,
  secret: form.secret === true,
  needed: form.needed === true,
  description: form.description,
  allowed: form.allowed ?? form.enum?.join(', ') ?? (form.minimum === undefined ? 'a text' : `a whole number from ${form.minimum} to ${form.maximum}`)
}))

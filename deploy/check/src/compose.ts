/** compose.yaml: the same promises as in a cluster, on one server. */
import { SETTINGS, SettingsError, loadSettings } from '@martelo/service-runtime'
import { parse } from 'yaml'
import type { Project } from './project.ts'
import { durability, flagsOf } from './rules/redis.ts'

interface Service {
  image: string
  build?: { target: string }
  environment?: Record<string, string | number>
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  ports?: string[]
  command?: string[]
  mem_limit?: string
  volumes?: string[]
  networks?: string[]
  stop_grace_period?: string
  healthcheck?: unknown
}
interface Compose { services: Record<string, Service>, networks: Record<string, { internal?: boolean } | null>, volumes: Record<string, unknown> }

export interface ComposeFiles { compose: string, example: string, caddyfile: string }

/** What somebody could fill in. */
const SAMPLES: Record<string, string> = { DOMAIN: 'auction.martelo.test', ADMIN_EMAILS: 'ana@martelo.test', SMTP_HOST: 'smtp.martelo.test', SMTP_USER: 'ana', SMTP_PASSWORD: '0123456789', EMAIL_FROM: 'ana@martelo.test' }
const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g

export function composeMistakes ({ compose: text, example, caddyfile }: ComposeFiles, { targets }: Project): string[] {
  const { services, networks, volumes } = parse(text, { merge: true }) as Compose
  const offered = [...example.matchAll(/^(\w+)=/gm)].map(([, name]) => name!)
  const used = [...text.matchAll(VARIABLE)].map(([, name, kind]) => ({ name: name!, required: kind === '?' }))
  const known = new Set<string>(SETTINGS.map(({ name }) => name))
  const all = Object.entries(services)
  return [
    ...used.filter(({ name, required }) => required && !offered.includes(name)).map(({ name }) => `${name} is required, and .env.example does not offer it`),
    ...offered.filter((name) => !used.some((each) => each.name === name)).map((name) => `.env.example offers ${name}, which nothing uses`),
    ...all.flatMap(([name, service]) => service.build === undefined ? [] : settingsMistakes(service, known).map((what) => `${name}: ${what}`)),
    ...all.flatMap(([name, { image, build }]) => {
      if (build === undefined) return /:[^/@]+@sha256:[0-9a-f]{64}$/.test(image) ? [] : [`${name}: ${image} has no tag or no digest`]
      return targets[image.replace(/:.*/, '')] === build.target ? [] : [`${name}: the Dockerfile's target ${build.target} is not ${image}`]
    }),
    ...all.flatMap(([name, { read_only: readOnly, cap_drop: dropped, security_opt: options }]) => readOnly === true && dropped?.includes('ALL') && options?.includes('no-new-privileges:true') ? [] : [`${name} is not restricted (read_only, cap_drop, no-new-privileges)`]),
    ...all.filter(([name, { ports }]) => name !== 'caddy' && ports !== undefined).map(([name]) => `${name} opens a port to the world; only Caddy may`),
    ...all.filter(([, { healthcheck, build }]) => build !== undefined && healthcheck === undefined).map(([name]) => `${name} has no health check`),
    ...durability(flagsOf(services.redis?.command ?? []), services.redis?.mem_limit).map((what) => `redis: ${what}`),
    ...(services.redis?.volumes?.some((volume) => volume === 'redis-data:/data') && 'redis-data' in volumes ? [] : ['redis has no volume']),
    ...(services.api?.volumes?.includes(`images:${services.api.environment?.IMAGES_DIR}`) && 'images' in volumes ? [] : ['api keeps its pictures in no volume']),
    ...(services.redis?.networks?.every((name) => networks[name]?.internal) ? [] : ['redis is in a network that leads out']),
    ...([['api', 30], ['worker', 55]] as const).filter(([name, least]) => !(Number.parseInt(services[name]?.stop_grace_period ?? '10') > least)).map(([name, least]) => `${name}: stop_grace_period must be above ${least} s, so that what has begun may end`),
    ...(caddyfile.includes(`reverse_proxy api:${services.api?.environment?.API_PORT}`) ? [] : ["the Caddyfile does not lead to the API's port"])
  ]
}

function settingsMistakes ({ environment = {} }: Service, known: Set<string>): string[] {
  const given = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value).replaceAll(VARIABLE, (_, variable: string, kind: string, rest: string) => SAMPLES[variable] ?? (kind === '-' ? rest : ''))]))
  const unknown = Object.keys(given).filter((name) => !known.has(name)).map((name) => `${name} is no setting`)
  try {
    // What the image sets.
    loadSettings({ NODE_ENV: 'production', API_HOST: '0.0.0.0', ...given }, '/nonexistent')
    return unknown
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return [...unknown, ...error.message.split('\n')]
  }
}

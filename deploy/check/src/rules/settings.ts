/** Settings and secrets: what the pods are given is what the services know and need. */
import { SETTINGS, SettingsError, loadSettings } from '@martelo/service-runtime'
import { NAMESPACE, environmentOf, find, imageName, ofKind, secretKeys, workloads, type Container, type PodSpec, type Rendering } from '../kubernetes.ts'
import type { Project } from '../project.ts'
import type { Rule } from './rule.ts'

/** Without these a pod would start and serve nobody: on the loopback address, with links that lead nowhere, with mail that is not sent. */
const NEEDED = ['NODE_ENV', 'REDIS_URL', 'API_HOST', 'METRICS_PORT', 'PUBLIC_URL', 'SMTP_HOST', 'EMAIL_FROM']
const NEEDED_BY: Record<string, string[]> = { 'auction-api': ['API_PORT'], 'auction-ai-worker': ['WORKER_CONCURRENCY', 'WORKER_LEASE_MS', 'EFFECT_TIMEOUT_MS'] }

const KNOWN = new Map(SETTINGS.map((setting) => [setting.name as string, setting]))
/** Fit for their form, and no placeholders: what the real ones are is nobody's business here. */
const SAMPLES: Record<string, string> = { REDIS_URL: 'redis://redis:6379', DISCORD_WEBHOOK_URL: 'https://discord.com/api/webhooks/1/a', LLM_API_KEY: 'sk-0123456789', SMTP_PASSWORD: '0123456789' }

interface Service { name: string, image: string, container: Container, pod: PodSpec, environment: Record<string, string | null> }

/** The containers that run our services; a load test has other settings. */
export function services (rendering: Rendering): Service[] {
  return workloads(rendering).flatMap(({ name, pod }) => pod.containers.map((container) => ({
    name, image: imageName(container.image ?? ''), container, pod, environment: environmentOf(rendering, container)
  }))).filter(({ image }) => image in NEEDED_BY)
}

/** CATEGORIES_FILE is a setting of its own. */
const isFile = (name: string) => name.endsWith('_FILE') && !KNOWN.has(name)

/** Settings that are given by a file, and where it is. */
function files ({ environment }: Service): Array<[name: string, path: string | null]> {
  return Object.entries(environment).filter(([name, value]) => value !== '' && isFile(name)).map(([name, path]) => [name.slice(0, -5), path])
}

function where (container: Container, pod: PodSpec, path: string | null): { secret: string, key: string } | undefined {
  for (const { name, mountPath } of container.volumeMounts ?? []) {
    const volume = pod.volumes?.find((each) => each.name === name)
    if (volume?.secret?.secretName === undefined || !path?.startsWith(`${mountPath}/`)) continue
    const file = path.slice(mountPath.length + 1)
    const key = volume.secret.items === undefined ? file : volume.secret.items.find((item) => item.path === file)?.key
    if (key !== undefined) return { secret: volume.secret.secretName, key }
  }
  return undefined
}

function keysOf (rendering: Rendering, project: Project, secret: string): string[] {
  return secretKeys(rendering, secret) ?? (secret === 'worker-secrets' ? project.exampleSecretKeys : [])
}

function refusals (service: Service): string[] {
  const given = Object.entries(service.environment).filter(([name]) => KNOWN.has(name)).map(([name, value]) => [name, value ?? SAMPLES[name] ?? '0'])
  const environment = Object.fromEntries([...given, ...files(service).map(([name]) => [name, SAMPLES[name] ?? '0'])]) as Record<string, string>
  try {
    // Addresses of examples are for the release check; here they stand for those that will be filled in.
    loadSettings(Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value.replaceAll(/\bexample\.(com|org|net)\b/g, 'martelo.test')])), '/nonexistent')
    return []
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return error.message.split('\n')
  }
}

export const settingsRules: Rule[] = [
  {
    name: 'every setting exists',
    check: (rendering) => services(rendering).flatMap(({ name, environment }) => Object.keys(environment)
      .filter((key) => !KNOWN.has(key) && !(isFile(key) && KNOWN.get(key.slice(0, -5))?.secret))
      .map((key) => `${name}: ${key} is no setting`))
  },
  {
    name: 'every needed setting is given',
    check: (rendering) => services(rendering).flatMap((service) => [...NEEDED, ...NEEDED_BY[service.image]!]
      .filter((key) => service.environment[key] === undefined && !files(service).some(([name]) => name === key))
      .map((key) => `${service.name}: ${key} is not given`))
  },
  {
    name: 'the services accept their settings',
    check: (rendering) => services(rendering).flatMap((service) => refusals(service).map((line) => `${service.name}: ${line}`))
  },
  {
    name: 'every secret is the key of a Secret that is mounted',
    check: (rendering, project) => services(rendering).flatMap((service) => files(service).flatMap(([name, path]) => {
      const place = where(service.container, service.pod, path)
      if (place === undefined) return [`${service.name}: ${name}_FILE=${path} is in no Secret that is mounted`]
      return keysOf(rendering, project, place.secret).includes(place.key) ? [] : [`${service.name}: the Secret ${place.secret} has no key ${place.key}`]
    }))
  },
  {
    name: 'secrets are files',
    check: (rendering) => services(rendering).flatMap(({ name, environment }) => Object.entries(environment)
      .filter(([key, value]) => KNOWN.get(key)?.secret && (value === null || value.includes('@') || key !== 'REDIS_URL') && value !== '')
      .map(([key]) => `${name}: ${key} is a secret and stands in the environment; use ${key}_FILE`))
  },
  {
    name: 'no Secret with placeholders',
    check: (rendering) => ofKind(rendering, 'Secret').flatMap(({ metadata, data = {}, stringData = {} }) => Object.entries({ ...stringData as Record<string, string>, ...decoded(data) })
      .filter(([key, value]) => value.trim() === '' || placeholder(key, value))
      .map(([key, value]) => `Secret/${metadata.name}: ${key} is ${value.trim() === '' ? 'empty' : 'a placeholder'}`))
  },
  {
    name: 'hosts of this cluster exist',
    check: (rendering) => services(rendering).flatMap(({ name, environment }) => [
      ['REDIS_URL', ...hostAndPort(environment.REDIS_URL)],
      ['SMTP_HOST', environment.SMTP_HOST ?? '', environment.SMTP_PORT ?? '587']
    ].flatMap(([key, host, port]) => {
      // A name without dots can only be a Service.
      if (host === '' || host!.includes('.')) return []
      const service = find(rendering, 'Service', host)
      if (service === undefined) return [`${name}: ${key} names ${host}, and there is no such Service in ${NAMESPACE}`]
      return service.spec.ports.some((each: { port: number }) => String(each.port) === port) ? [] : [`${name}: ${key} names ${host}:${port}, and that Service has no such port`]
    }))
  }
]

function hostAndPort (url: string | null | undefined): [string, string] {
  if (!url || !URL.canParse(url)) return ['', '']
  const { hostname, port } = new URL(url)
  return [hostname, port === '' ? '6379' : port]
}

const decoded = (data: Record<string, string>) => Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]))

/** Our own examples' word, and whatever else the services themselves would refuse. */
function placeholder (key: string, value: string): boolean {
  if (/change-me/i.test(value)) return true
  try {
    loadSettings(KNOWN.get(key)?.secret ? { NODE_ENV: 'production', [key]: value } : {}, '/nonexistent')
    return false
  } catch {
    return true
  }
}

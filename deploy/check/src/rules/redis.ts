/** Redis is set as the promises need it. */
import { find, imageName, ofKind, workloads, type Rendering } from '../kubernetes.ts'
import type { Rule } from './rule.ts'

/** `--name value …` as pairs, without the dashes. */
export function flagsOf (args: readonly string[]): Record<string, string> {
  const flags: Record<string, string> = {}
  for (let i = 0; i < args.length; i++) if (args[i]!.startsWith('--')) flags[args[i]!.slice(2)] = args[i + 1] ?? ''
  return flags
}

const UNITS: Record<string, number> = { '': 1, k: 1e3, kb: 1024, ki: 1024, m: 1e6, mb: 1024 ** 2, mi: 1024 ** 2, g: 1e9, gb: 1024 ** 3, gi: 1024 ** 3 }

/** `320mb` as Redis means it, `512Mi` as Kubernetes does. */
export function bytesOf (text: string): number {
  const [, number = '0', unit = ''] = /^(\d+)([a-z]*)$/i.exec(text) ?? []
  return Number(number) * (UNITS[unit.toLowerCase()] ?? 0)
}

/** What acknowledged bids need. */
export function durability (flags: Record<string, string>, memoryLimit: string | undefined): string[] {
  return [
    ...(flags.appendonly === 'yes' ? [] : ['appendonly is not yes: a restart loses everything']),
    ...(flags.appendfsync === 'always' ? [] : ['appendfsync is not always: a crash may lose acknowledged bids']),
    ...(flags['maxmemory-policy'] === 'noeviction' ? [] : ['maxmemory-policy is not noeviction: auctions may be thrown away']),
    ...(bytesOf(flags.maxmemory ?? '') > 0 && bytesOf(flags.maxmemory!) <= 0.75 * bytesOf(memoryLimit ?? '') ? [] : [`maxmemory ${flags.maxmemory ?? '(none)'} is not below three quarters of the limit ${memoryLimit ?? '(none)'}: it would be killed instead of refusing writes`])
  ]
}

const servers = (rendering: Rendering) => workloads(rendering).filter(({ pod }) => pod.containers.some(({ image = '' }) => imageName(image) === 'redis'))

export const redisRules: Rule[] = [
  {
    name: 'Redis loses nothing',
    check: (rendering) => servers(rendering).flatMap(({ name, pod, resource }) => {
      const { args = [], resources } = pod.containers.find(({ image = '' }) => imageName(image) === 'redis')!
      const kept = resource.spec.persistentVolumeClaimRetentionPolicy
      return [
        ...durability(flagsOf(args), resources?.limits?.memory as string | undefined).map((what) => `${name}: ${what}`),
        ...(resource.kind === 'StatefulSet' && resource.spec.volumeClaimTemplates?.length > 0 && kept?.whenDeleted === 'Retain' && kept.whenScaled === 'Retain' ? [] : [`${name} has no volume that is kept`]),
        ...(resource.spec.replicas === 1 ? [] : [`${name}: there is one primary; ${resource.spec.replicas} pods would be as many stores`])
      ]
    })
  },
  {
    name: 'Redis is not killed while it loads or its disk is full',
    check: (rendering) => servers(rendering).flatMap(({ name, pod }) => pod.containers.flatMap(({ livenessProbe }) => livenessProbe?.exec?.command?.join(' ') === 'redis-cli ping' ? [] : [`${name}: liveness must take any reply, as redis-cli ping does`]))
  },
  {
    name: 'there is one Redis',
    check: (rendering) => servers(rendering).length === 1 && find(rendering, 'Service', 'redis') !== undefined && ofKind(rendering, 'StatefulSet').length === 1 ? [] : ['there is not exactly one Redis']
  }
]

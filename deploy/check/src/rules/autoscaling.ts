/** Autoscalers: one for each that needs one, which sees what the workers see; and leaving, which lets end what has begun. */
import { environmentOf, find, imageName, ofKind, titleOf, workloads, type Rendering } from '../kubernetes.ts'
import type { Rule } from './rule.ts'

interface Autoscaler { title: string, target: string, least: number }
interface Trigger { type: string, name: string, metadata: Record<string, string> }

function autoscalers (rendering: Rendering): Autoscaler[] {
  return [
    ...ofKind(rendering, 'HorizontalPodAutoscaler').map((each) => ({ title: titleOf(each), target: `${each.spec.scaleTargetRef.kind}/${each.spec.scaleTargetRef.name}`, least: each.spec.minReplicas ?? 1 })),
    ...ofKind(rendering, 'ScaledObject').map((each) => ({ title: titleOf(each), target: `${each.spec.scaleTargetRef.kind ?? 'Deployment'}/${each.spec.scaleTargetRef.name}`, least: each.spec.minReplicaCount ?? 0 }))
  ]
}

const triggers = (rendering: Rendering) => ofKind(rendering, 'ScaledObject').flatMap(({ spec }) => spec.triggers as Trigger[])
const worker = (rendering: Rendering) => workloads(rendering).flatMap(({ pod }) => pod.containers).find(({ image = '' }) => imageName(image) === 'auction-ai-worker')

export const autoscalingRules: Rule[] = [
  {
    name: 'one autoscaler for each Deployment of ours',
    check: (rendering, { targets }) => workloads(rendering)
      .filter(({ resource, pod }) => resource.kind === 'Deployment' && pod.containers.some(({ image = '' }) => imageName(image) in targets))
      .flatMap(({ name }) => {
        const own = autoscalers(rendering).filter(({ target }) => target === name).map(({ title }) => title)
        return own.length === 1 ? [] : [`${name} has ${own.length === 0 ? 'no autoscaler' : `${own.length} autoscalers: ${own.join(', ')}`}`]
      })
  },
  {
    name: 'autoscalers scale something that is there, and at least one replica',
    check: (rendering) => autoscalers(rendering).flatMap(({ title, target, least }) => [
      ...(workloads(rendering).some(({ name }) => name === target) ? [] : [`${title} scales ${target}, which is not there`]),
      ...(least >= 1 ? [] : [`${title} may go to no replica at all`])
    ])
  },
  {
    name: 'no replicas where an autoscaler owns them',
    check: (rendering) => workloads(rendering)
      .filter(({ name, resource }) => autoscalers(rendering).some(({ target }) => target === name) && resource.spec.replicas !== undefined)
      .map(({ name }) => `${name} sets replicas, and every apply would undo its autoscaler`)
  },
  {
    name: 'triggers watch the streams that workers read',
    check: (rendering, { streams, group }) => {
      const all = triggers(rendering)
      if (all.length === 0) return []
      return [
        ...all.flatMap(({ name, metadata }) => [
          ...(streams.includes(metadata.stream ?? '') ? [] : [`trigger ${name}: nobody reads ${metadata.stream}`]),
          ...(metadata.consumerGroup === group ? [] : [`trigger ${name}: the group is called ${group}, not ${metadata.consumerGroup}`]),
          ...(addressExists(rendering, metadata.address ?? '') ? [] : [`trigger ${name}: ${metadata.address} is no Service`])
        ]),
        ...streams.flatMap((stream) => ['lagCount', 'pendingEntriesCount'].filter((count) => !all.some(({ metadata }) => metadata.stream === stream && count in metadata)).map((count) => `no trigger watches ${stream} by ${count}`))
      ]
    }
  },
  {
    name: 'busy workers keep each other and do not multiply',
    check (rendering) {
      const container = worker(rendering)
      const concurrency = container && environmentOf(rendering, container).WORKER_CONCURRENCY
      return triggers(rendering).filter(({ metadata: { pendingEntriesCount } }) => pendingEntriesCount !== undefined && pendingEntriesCount !== concurrency)
        .map(({ name, metadata }) => `trigger ${name}: pendingEntriesCount is ${metadata.pendingEntriesCount}, WORKER_CONCURRENCY ${concurrency}`)
    }
  },
  {
    name: 'nodes can be drained',
    check: (rendering) => ofKind(rendering, 'PodDisruptionBudget').filter(({ spec }) => !(Number.parseInt(spec.maxUnavailable) >= 1)).map((budget) => `${titleOf(budget)} may forbid every eviction: it has no maxUnavailable of at least 1`)
  },
  {
    name: 'every pod that serves has a budget',
    check: (rendering) => workloads(rendering)
      .filter(({ name, resource }) => resource.kind === 'StatefulSet' || autoscalers(rendering).some(({ target }) => target === name))
      .filter(({ resource }) => find(rendering, 'PodDisruptionBudget', resource.metadata.name) === undefined)
      .map(({ name }) => `${name} has no PodDisruptionBudget`)
  },
  {
    name: 'what has begun may end',
    check: (rendering) => workloads(rendering).flatMap(({ name, pod }) => pod.containers.flatMap((container) => {
      const sleep = Number(container.lifecycle?.preStop?.sleep?.seconds ?? 0)
      const longest = LONGEST_MS[imageName(container.image ?? '')]?.(environmentOf(rendering, container))
      if (longest === undefined) return []
      const least = sleep + longest / 1000
      const grace = pod.terminationGracePeriodSeconds ?? 30
      return grace > least ? [] : [`${name}: terminationGracePeriodSeconds is ${grace}; a stop may take ${least} s`]
    }))
  }
]

/** How long a stop may take, ms: the API's bound for its last requests; the worker's longest attempt, and what it then records. */
const LONGEST_MS: Record<string, (environment: Record<string, string | null>) => number> = {
  'auction-api': () => 30_000,
  'auction-ai-worker': ({ EFFECT_TIMEOUT_MS, WORKER_LEASE_MS }) => Math.min(Number(EFFECT_TIMEOUT_MS), Number(WORKER_LEASE_MS) * 0.75) + 10_000
}

function addressExists (rendering: Rendering, address: string): boolean {
  const [host = '', port] = address.split(':')
  const [name, namespace] = host.split('.')
  const service = find(rendering, 'Service', name)
  // KEDA lives elsewhere: a name without its namespace would be looked for there.
  return namespace === service?.metadata.namespace && service?.spec.ports.some((each: { port: number }) => String(each.port) === port) === true
}

/** What one `kubectl apply -k` would send, and how its parts are found. */
import type { IContainer, IPod } from 'kubernetes-models/v1'

export type PodSpec = NonNullable<IPod['spec']>
export type Container = IContainer

export interface Resource {
  apiVersion: string
  kind: string
  metadata: { name: string, namespace?: string, labels?: Record<string, string>, annotations?: Record<string, string> }
  [member: string]: any
}

/** Something that makes pods. */
export interface Workload {
  resource: Resource
  /** `Deployment/api` */
  name: string
  labels: Record<string, string>
  pod: PodSpec
}

export interface Rendering {
  /** Which overlay and components: `overlays/kind + keda`. */
  name: string
  resources: Resource[]
}

/** The namespace that everything of ours lives in. */
export const NAMESPACE = 'auction'
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'Pod']

export const titleOf = ({ kind, metadata }: Resource) => `${kind}/${metadata.name}`

export function ofKind (rendering: Rendering, ...kinds: string[]): Resource[] {
  return rendering.resources.filter(({ kind }) => kinds.includes(kind))
}

export function find (rendering: Rendering, kind: string, name: string | undefined): Resource | undefined {
  return rendering.resources.find((resource) => resource.kind === kind && resource.metadata.name === name && resource.metadata.namespace === NAMESPACE)
}

/** In our namespace: what components put elsewhere follows its own project's rules. */
export function workloads (rendering: Rendering): Workload[] {
  return ofKind(rendering, ...WORKLOADS).filter(({ metadata }) => metadata.namespace === NAMESPACE).map((resource) => ({
    resource,
    name: titleOf(resource),
    labels: (resource.kind === 'Pod' ? resource : resource.spec?.template)?.metadata?.labels ?? {},
    pod: (resource.kind === 'Pod' ? resource : resource.spec?.template)?.spec ?? { containers: [] }
  }))
}

/** `registry/auction-api:1@sha256:…` → auction-api */
export function imageName (image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/]*$/, '').split('/').at(-1) ?? ''
}

interface Expression { key: string, operator: string, values?: string[] }
export interface Selector { matchLabels?: Record<string, string>, matchExpressions?: Expression[] }

export function selects ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Record<string, string>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every(({ key, operator, values = [] }) => {
    const value = labels[key]
    switch (operator) {
      case 'In': return value !== undefined && values.includes(value)
      case 'NotIn': return value === undefined || !values.includes(value)
      case 'Exists': return value !== undefined
      default: return value === undefined
    }
  })
}

/** A container's environment as it will find it. Of a value from elsewhere (a Secret's key, a field) only the name is known: null. */
export function environmentOf (rendering: Rendering, container: Container): Record<string, string | null> {
  const found: Record<string, string | null> = {}
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    Object.assign(found, find(rendering, 'ConfigMap', configMapRef?.name)?.data)
    for (const key of secretKeys(rendering, secretRef?.name) ?? []) found[key] = null
  }
  for (const { name, value, valueFrom } of container.env ?? []) found[name] = valueFrom === undefined ? value ?? '' : null
  return found
}

/** The keys that a Secret has, or will have once an operator has made it; undefined: nobody here makes it. */
export function secretKeys (rendering: Rendering, name: string | undefined): string[] | undefined {
  const secret = find(rendering, 'Secret', name)
  if (secret !== undefined) return Object.keys({ ...secret.data, ...secret.stringData })
  const made = ofKind(rendering, 'ExternalSecret').find(({ spec }) => spec?.target?.name === name)
  return made?.spec.data?.map(({ secretKey }: { secretKey: string }) => secretKey)
}

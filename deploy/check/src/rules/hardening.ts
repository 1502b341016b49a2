/** Pods that can do no more than they must, and probes that mean what they say. */
import { NAMESPACE, find, imageName, ofKind, workloads, type Container } from '../kubernetes.ts'
import type { Rule } from './rule.ts'

function exposures ({ securityContext: own, resources }: Container, user: number | undefined): string[] {
  return [
    ...(own?.allowPrivilegeEscalation === false ? [] : ['may gain privileges (allowPrivilegeEscalation)']),
    ...(own?.readOnlyRootFilesystem === true ? [] : ['may write to its root file system']),
    ...(own?.capabilities?.drop?.includes('ALL') && own.capabilities.add === undefined ? [] : ['keeps capabilities']),
    ...(own?.privileged ? ['is privileged'] : []),
    ...((own?.runAsUser ?? user ?? 0) > 0 ? [] : ['names no user but root']),
    ...(['requests', 'limits'] as const).flatMap((kind) => ['cpu', 'memory'].filter((of) => resources?.[kind]?.[of] === undefined).map((of) => `has no ${kind} of ${of}`))
  ]
}

export const hardeningRules: Rule[] = [
  {
    name: 'the namespace admits only restricted pods',
    check: (rendering) => ofKind(rendering, 'Namespace').filter(({ metadata }) => metadata.name === NAMESPACE && metadata.labels?.['pod-security.kubernetes.io/enforce'] !== 'restricted').map(() => `Namespace/${NAMESPACE} does not enforce restricted`)
  },
  {
    name: 'pods are restricted',
    check: (rendering) => workloads(rendering).flatMap(({ name, pod }) => [
      ...(pod.securityContext?.runAsNonRoot === true ? [] : [`${name} may run as root`]),
      ...(pod.securityContext?.seccompProfile?.type === 'RuntimeDefault' ? [] : [`${name} has no seccomp profile`]),
      ...(pod.hostNetwork || pod.hostPID || pod.hostIPC || pod.volumes?.some(({ hostPath }) => hostPath) ? [`${name} reaches into its node`] : []),
      ...[...pod.initContainers ?? [], ...pod.containers].flatMap((container) => exposures(container, pod.securityContext?.runAsUser).map((what) => `${name}: ${container.name} ${what}`))
    ])
  },
  {
    name: 'pods hold no token of Kubernetes',
    check: (rendering) => workloads(rendering).filter(({ pod }) => pod.automountServiceAccountToken !== false || pod.serviceAccountName === undefined || find(rendering, 'ServiceAccount', pod.serviceAccountName)?.automountServiceAccountToken !== false)
      .map(({ name }) => `${name} gets a token of its ServiceAccount`)
  },
  {
    name: 'Services set no variables',
    check: (rendering) => workloads(rendering).filter(({ pod }) => pod.enableServiceLinks !== false).map(({ name }) => `${name}: enableServiceLinks would set API_PORT to an address`)
  },
  {
    name: 'liveness asks the process, readiness asks Redis',
    check: (rendering, { targets }) => workloads(rendering).filter(({ resource }) => resource.kind !== 'Job' && resource.kind !== 'Pod').flatMap(({ name, pod }) => pod.containers.flatMap(({ image = '', livenessProbe, readinessProbe }) => {
      if (livenessProbe === undefined || readinessProbe === undefined) return [`${name} has no ${livenessProbe === undefined ? 'liveness' : 'readiness'} probe`]
      if (!(imageName(image) in targets)) return []
      return [
        ...(livenessProbe.httpGet?.path === '/livez' ? [] : [`${name}: liveness asks ${livenessProbe.httpGet?.path}, which is not /livez`]),
        ...(readinessProbe.httpGet?.path === '/readyz' ? [] : [`${name}: readiness asks ${readinessProbe.httpGet?.path}, which is not /readyz`])
      ]
    }))
  },
  {
    name: 'replicas are spread',
    check: (rendering) => workloads(rendering).filter(({ resource, pod }) => resource.kind === 'Deployment' && resource.spec.replicas === undefined && !pod.topologySpreadConstraints?.some(({ topologyKey }) => topologyKey === 'kubernetes.io/hostname'))
      .map(({ name }) => `${name} may have all its replicas on one node`)
  }
]

/** Whatever names something else names something that is there. */
import { NAMESPACE, environmentOf, find, imageName, ofKind, selects, titleOf, workloads, type Rendering, type Resource, type Workload } from '../kubernetes.ts'
import type { Rule } from './rule.ts'

/** The ports of the pods that a selector finds, by name and by number. */
function portsOf (found: Workload[]): Set<string> {
  return new Set(found.flatMap(({ pod }) => pod.containers).flatMap(({ ports = [] }) => ports.flatMap(({ name, containerPort }) => [String(containerPort), ...(name === undefined ? [] : [name])])))
}

const inNamespace = (rendering: Rendering, kind: string) => ofKind(rendering, kind).filter(({ metadata }) => metadata.namespace === NAMESPACE)
const found = (rendering: Rendering, matchLabels: Record<string, string>) => workloads(rendering).filter(({ labels }) => selects({ matchLabels }, labels))

function referencesOf ({ pod, resource }: Workload): Array<[kind: string, name: string | undefined]> {
  const containers = [...pod.initContainers ?? [], ...pod.containers]
  return [
    ['ServiceAccount', pod.serviceAccountName ?? '(none)'],
    ...containers.flatMap(({ envFrom = [] }) => envFrom.flatMap(({ configMapRef }): Array<[string, string | undefined]> => configMapRef ? [['ConfigMap', configMapRef.name]] : [])),
    ...(pod.volumes ?? []).flatMap(({ configMap }): Array<[string, string | undefined]> => configMap ? [['ConfigMap', configMap.name]] : []),
    ...(pod.volumes ?? []).flatMap(({ persistentVolumeClaim }): Array<[string, string | undefined]> => persistentVolumeClaim ? [['PersistentVolumeClaim', persistentVolumeClaim.claimName]] : []),
    ...(resource.kind === 'StatefulSet' ? [['Service', resource.spec.serviceName] as [string, string]] : [])
  ]
}

function mountsOf ({ pod, resource }: Workload): string[] {
  const volumes = [...(pod.volumes ?? []).map(({ name }) => name), ...((resource.spec.volumeClaimTemplates ?? []) as Resource[]).map(({ metadata }) => metadata.name)]
  return pod.containers.flatMap(({ volumeMounts = [] }) => volumeMounts).map(({ name }) => name).filter((name) => !volumes.includes(name))
}

export const referenceRules: Rule[] = [
  {
    name: 'everything of ours is in its namespace',
    check: (rendering) => rendering.resources
      .filter(({ metadata, apiVersion, kind }) => metadata.namespace === undefined && !(kind === 'Namespace' || kind.startsWith('Cluster') || apiVersion.startsWith('apiregistration')))
      .map((resource) => `${titleOf(resource)} has no namespace`)
  },
  {
    name: 'what pods refer to exists',
    check: (rendering) => workloads(rendering).flatMap((workload) => [
      ...referencesOf(workload).filter(([kind, name]) => find(rendering, kind, name) === undefined).map(([kind, name]) => `${workload.name}: there is no ${kind} ${name}`),
      ...mountsOf(workload).map((name) => `${workload.name}: a mount names the volume ${name}, which it does not have`)
    ])
  },
  {
    name: 'every API pod sees the same pictures',
    check: (rendering) => workloads(rendering).filter(({ pod }) => pod.containers.some(({ image = '' }) => imageName(image) === 'auction-api')).flatMap(({ name, pod }) => pod.containers.flatMap((container) => {
      const { IMAGES_DIR, IMAGES_S3_BUCKET } = environmentOf(rendering, container)
      if (IMAGES_S3_BUCKET) return []
      const mount = container.volumeMounts?.find(({ mountPath }) => mountPath === IMAGES_DIR)
      return pod.volumes?.find((each) => each.name === mount?.name)?.persistentVolumeClaim ? [] : [`${name}: pictures are in no bucket, and IMAGES_DIR=${IMAGES_DIR ?? ''} is no volume that is kept`]
    }))
  },
  {
    name: 'workloads select their own pods',
    check: (rendering) => workloads(rendering).filter(({ resource }) => resource.kind !== 'Job').flatMap(({ name, resource, labels, pod }) => [
      ...(selects(resource.spec.selector, labels) ? [] : [`${name} does not select its own pods`]),
      ...(pod.topologySpreadConstraints ?? []).filter(({ labelSelector }) => !selects(labelSelector ?? {}, labels)).map(({ topologyKey }) => `${name}: the spread over ${topologyKey} counts other pods`)
    ])
  },
  {
    name: 'Services find pods and their ports',
    check: (rendering) => inNamespace(rendering, 'Service').flatMap((service) => {
      const pods = found(rendering, service.spec.selector)
      if (pods.length === 0) return [`${titleOf(service)} selects no pod`]
      return (service.spec.ports as Array<{ port: number, targetPort?: string | number }>).map(({ port, targetPort = port }) => String(targetPort))
        .filter((port) => !portsOf(pods).has(port)).map((port) => `${titleOf(service)}: its pods have no port ${port}`)
    })
  },
  {
    name: 'budgets and policies select pods',
    check: (rendering) => [
      ...inNamespace(rendering, 'PodDisruptionBudget').map((resource) => [resource, resource.spec.selector] as const),
      ...inNamespace(rendering, 'NetworkPolicy').map((resource) => [resource, resource.spec.podSelector] as const)
    ].filter(([, selector]) => !workloads(rendering).some(({ labels }) => selects(selector, labels))).map(([resource]) => `${titleOf(resource)} selects no pod`)
  },
  {
    name: 'probes ask ports that are open',
    check: (rendering) => workloads(rendering).flatMap(({ name, pod }) => pod.containers.flatMap((container) => [container.startupProbe, container.livenessProbe, container.readinessProbe]
      .flatMap((probe) => probe?.httpGet === undefined ? [] : [String(probe.httpGet.port)])
      .filter((port) => !(container.ports ?? []).some(({ name, containerPort }) => name === port || String(containerPort) === port))
      .map((port) => `${name}: a probe asks port ${port}, which the container does not have`)))
  },
  {
    name: 'the port of a container is the port of its setting',
    check: (rendering) => workloads(rendering).flatMap(({ name, pod }) => pod.containers.flatMap(({ ports = [], envFrom = [] }) => {
      const settings = Object.assign({}, ...envFrom.map(({ configMapRef }) => find(rendering, 'ConfigMap', configMapRef?.name)?.data)) as Record<string, string>
      return ([['http', 'API_PORT'], ['metrics', 'METRICS_PORT']] as const).flatMap(([port, setting]) => {
        const open = ports.find((each) => each.name === port)?.containerPort
        return open === undefined || settings[setting] === undefined || String(open) === settings[setting] ? [] : [`${name}: ${setting} is ${settings[setting]}, the container's port ${open}`]
      })
    }))
  },
  {
    name: 'an Ingress leads to a Service, with TLS and the public address',
    check: (rendering) => inNamespace(rendering, 'Ingress').flatMap((ingress) => (ingress.spec.rules as Array<{ host: string, http: { paths: Array<{ backend: { service: { name: string, port: { name?: string, number?: number } } } }> } }>).flatMap(({ host, http }) => [
      ...http.paths.flatMap(({ backend: { service: { name, port } } }) => {
        const ports = (find(rendering, 'Service', name)?.spec.ports ?? []) as Array<{ name: string, port: number }>
        return ports.some((each) => each.name === port.name || each.port === port.number) ? [] : [`${titleOf(ingress)}: there is no Service ${name} with port ${port.name ?? port.number}`]
      }),
      ...((ingress.spec.tls ?? []) as Array<{ hosts: string[] }>).some(({ hosts }) => hosts.includes(host)) ? [] : [`${titleOf(ingress)}: ${host} has no TLS`],
      ...find(rendering, 'ConfigMap', 'auction-settings')?.data?.PUBLIC_URL === `https://${host}` ? [] : [`${titleOf(ingress)}: PUBLIC_URL is not https://${host}`]
    ]))
  },
  {
    name: 'node ports agree with kind-config and the public address',
    check: (rendering, { kindPorts }) => inNamespace(rendering, 'Service').filter(({ spec }) => spec.type === 'NodePort').flatMap((service) => [
      ...(service.spec.ports as Array<{ nodePort?: number }>).filter(({ nodePort }) => nodePort !== undefined && !kindPorts.some(({ containerPort }) => containerPort === nodePort)).map(({ nodePort }) => `${titleOf(service)}: kind-config.yaml does not map ${nodePort}`),
      ...service.metadata.name !== 'api' ? [] : publicPort(rendering, kindPorts.find(({ containerPort }) => service.spec.ports.some(({ nodePort }: { nodePort?: number }) => nodePort === containerPort))?.hostPort)
    ])
  }
]

function publicPort (rendering: Rendering, hostPort: number | undefined): string[] {
  const url = find(rendering, 'ConfigMap', 'auction-settings')?.data?.PUBLIC_URL as string | undefined
  return url === `http://localhost:${hostPort}` ? [] : [`PUBLIC_URL is ${url}; kind-config.yaml opens http://localhost:${hostPort}`]
}

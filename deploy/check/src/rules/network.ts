/** NetworkPolicies: nothing is allowed but what is needed, and that is. */
import { NAMESPACE, environmentOf, ofKind, selects, workloads, type Rendering, type Selector, type Workload } from '../kubernetes.ts'
import type { Rule } from './rule.ts'

interface Peer { podSelector?: Selector, namespaceSelector?: Selector, ipBlock?: { cidr: string } }
interface Allowance { from?: Peer[], to?: Peer[], ports?: Array<{ port: string | number }> }

function allowances (rendering: Rendering, { labels }: Workload, way: 'ingress' | 'egress'): Allowance[] {
  return ofKind(rendering, 'NetworkPolicy').filter(({ metadata, spec }) => metadata.namespace === NAMESPACE && selects(spec.podSelector, labels)).flatMap(({ spec }) => (spec[way] ?? []) as Allowance[])
}

function names (peers: Peer[] | undefined, { labels }: Workload): boolean {
  return peers === undefined || peers.some(({ podSelector, namespaceSelector }) => podSelector !== undefined && namespaceSelector === undefined && selects(podSelector, labels))
}

/** A named port in an egress rule means the other pod's; numbers are plainer, and both are understood here. */
function opens (ports: Allowance['ports'], to: Workload, port: number): boolean {
  const open = to.pod.containers.flatMap(({ ports = [] }) => ports).find(({ containerPort }) => containerPort === port)
  return ports === undefined || ports.some((each) => each.port === port || each.port === open?.name)
}

export const networkRules: Rule[] = [
  {
    name: 'nothing is allowed by default',
    check: (rendering) => ofKind(rendering, 'NetworkPolicy').some(({ metadata, spec }) => metadata.namespace === NAMESPACE && Object.keys(spec.podSelector).length === 0 && spec.policyTypes.length === 2 && spec.ingress === undefined && spec.egress === undefined)
      ? []
      : ['there is no NetworkPolicy that denies everything']
  },
  {
    name: 'services may reach what they need',
    check: (rendering) => needs(rendering).flatMap(([from, to, port]) => [
      ...(allowances(rendering, from, 'egress').some((each) => names(each.to, to) && opens(each.ports, to, port)) ? [] : [`${from.name} may not reach ${to.name} at ${port}`]),
      ...(allowances(rendering, to, 'ingress').some((each) => names(each.from, from) && opens(each.ports, to, port)) ? [] : [`${to.name} may not be reached by ${from.name} at ${port}`])
    ])
  },
  {
    name: 'KEDA may ask Redis',
    check: (rendering) => ofKind(rendering, 'ScaledObject').length === 0 || workloads(rendering).filter(({ name }) => name === 'StatefulSet/redis')
      .some((redis) => allowances(rendering, redis, 'ingress').some(({ from = [] }) => from.some(({ namespaceSelector }) => namespaceSelector !== undefined && selects(namespaceSelector, { 'kubernetes.io/metadata.name': 'keda' }))))
      ? []
      : ['no NetworkPolicy lets KEDA ask Redis']
  }
]

/** Who talks to whom in the cluster: by the addresses in their settings. */
function needs (rendering: Rendering): Array<[from: Workload, to: Workload, port: number]> {
  const all = workloads(rendering)
  const services = ofKind(rendering, 'Service').filter(({ metadata }) => metadata.namespace === NAMESPACE)
  return all.flatMap((from) => from.pod.containers.flatMap((container) => {
    const environment = environmentOf(rendering, container)
    const urls = ['REDIS_URL', 'LOAD_API', 'LOAD_INBOX'].map((name) => environment[name] ?? '').filter((url) => URL.canParse(url)).map((url) => new URL(url))
    const addresses = [
      ...urls.map(({ hostname, port, protocol }) => [hostname, port === '' ? protocol === 'http:' ? '80' : '6379' : port]),
      [environment.SMTP_HOST ?? '', environment.SMTP_PORT ?? '587']
    ]
    return addresses.flatMap(([host, port]) => {
      const service = services.find(({ metadata }) => metadata.name === host)
      const target = service?.spec.ports.find((each: { port: number }) => String(each.port) === port)?.targetPort as string | number | undefined
      const to = service && all.find(({ labels }) => selects({ matchLabels: service.spec.selector }, labels))
      const number = to?.pod.containers.flatMap(({ ports = [] }) => ports).find(({ name, containerPort }) => name === target || containerPort === target)?.containerPort
      return to === undefined || number === undefined ? [] : [[from, to, number] as [Workload, Workload, number]]
    })
  }))
}

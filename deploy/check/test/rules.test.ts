/** Every rule holds for what is there, and refuses what it is for: one broken rendering for each. */
import t from 'tap'
import { find, type Rendering, type Resource } from '../src/kubernetes.ts'
import { kubectl } from '../src/kubectl.ts'
import { loadProject } from '../src/project.ts'
import { examplesLeft } from '../src/release.ts'
import { render } from '../src/render.ts'
import { RULES } from '../src/rules/index.ts'
import { schemaMistakes } from '../src/schemas.ts'

const project = loadProject()
const command = kubectl()
const [kind, load, production] = await Promise.all(['overlays/kind', 'overlays/kind-load-test', 'overlays/production'].map((overlay) => render(command, { overlay, components: [] })))
const whole = { kind: kind!, load: load!, production: production! }

interface Broken {
  rule: string
  in?: keyof typeof whole
  /** What somebody did. */
  how: string
  does: (get: (kind: string, name: string) => any, rendering: Rendering) => unknown
  says: RegExp
}

const container = (resource: any) => resource.spec.template.spec.containers[0]
const pod = (resource: any) => resource.spec.template.spec
const copy = (resource: Resource, name: string): Resource => ({ ...structuredClone(resource), metadata: { ...resource.metadata, name } })
const without = (rendering: Rendering, kind: string, name: string) => { rendering.resources = rendering.resources.filter((each) => each.kind !== kind || each.metadata.name !== name) }
const secret = (stringData: Record<string, string>): Resource => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'worker-secrets', namespace: 'auction' }, stringData })

const BROKEN: Broken[] = [
  { rule: 'every setting exists', how: 'a slip of the pen', does: (get) => { get('ConfigMap', 'worker-settings').data.WORKER_CONCURENCY = '4' }, says: /Deployment\/worker: WORKER_CONCURENCY is no setting/ },
  { rule: 'every setting exists', how: 'a file for what is no secret', does: (get) => { get('ConfigMap', 'api-settings').data.TRUST_PROXY_FILE = '/x' }, says: /Deployment\/api: TRUST_PROXY_FILE is no setting/ },
  { rule: 'every needed setting is given', how: 'nobody to send mail', does: (get) => { delete get('ConfigMap', 'auction-settings').data.SMTP_HOST }, says: /SMTP_HOST is not given/ },
  { rule: 'the services accept their settings', how: 'a word of development', does: (get) => { get('ConfigMap', 'api-settings').data.RATE_LIMIT = 'off' }, says: /Deployment\/api: RATE_LIMIT: "off" is not allowed/ },
  { rule: 'every secret is the key of a Secret that is mounted', how: 'a file in no Secret', does: (get) => { get('ConfigMap', 'worker-settings').data.LLM_API_KEY_FILE = '/run/secrets/LLM_API_KEY' }, says: /is in no Secret that is mounted/ },
  { rule: 'every secret is the key of a Secret that is mounted', in: 'production', how: 'a key that nobody makes', does: (get) => { get('ExternalSecret', 'worker-secrets').spec.data.pop() }, says: /worker-secrets has no key DISCORD_WEBHOOK_URL/ },
  { rule: 'every secret is the key of a Secret that is mounted', in: 'production', how: 'a key that the API is not given', does: (get) => { get('ConfigMap', 'api-settings').data.LLM_API_KEY_FILE = '/run/secrets/auction/LLM_API_KEY' }, says: /Deployment\/api: LLM_API_KEY_FILE=.* is in no Secret/ },
  { rule: 'secrets are files', how: 'a password in a ConfigMap', does: (get) => { get('ConfigMap', 'auction-settings').data.SMTP_PASSWORD = 'a' }, says: /SMTP_PASSWORD is a secret and stands in the environment/ },
  { rule: 'no Secret with placeholders', how: 'the example, applied as it is', does: (_, { resources }) => resources.push(secret({ SMTP_PASSWORD: 'change-me' })), says: /SMTP_PASSWORD is a placeholder/ },
  { rule: 'no Secret with placeholders', how: 'nothing', does: (_, { resources }) => resources.push(secret({ SMTP_PASSWORD: ' ' })), says: /SMTP_PASSWORD is empty/ },
  { rule: 'hosts of this cluster exist', how: 'a wrong Redis address', does: (get) => { get('ConfigMap', 'auction-settings').data.REDIS_URL = 'redis://reddis:6379' }, says: /REDIS_URL names reddis, and there is no such Service/ },
  { rule: 'hosts of this cluster exist', how: 'a wrong port', does: (get) => { get('ConfigMap', 'auction-settings').data.SMTP_PORT = '25' }, says: /mailpit:25, and that Service has no such port/ },

  { rule: 'images agree with the Dockerfile', how: 'the old name', does: (get) => { container(get('Deployment', 'worker')).image = 'auction-worker:latest' }, says: /the Dockerfile makes no auction-worker; it makes auction-api, auction-ai-worker/ },
  { rule: 'other images are pinned by digest', how: 'a tag that moves', does: (get) => { container(get('StatefulSet', 'redis')).image = 'redis:7.2-alpine' }, says: /redis:7.2-alpine has no tag or no digest/ },
  { rule: 'images that are loaded into the cluster are not pulled', how: ':latest is always pulled', does: (get) => { delete container(get('Deployment', 'api')).imagePullPolicy }, says: /imagePullPolicy is Always/ },
  { rule: 'production runs digests', in: 'production', how: 'a tag', does: (get) => { container(get('Deployment', 'api')).image = 'registry.example.com/auction-api:1.0' }, says: /is not a digest/ },

  { rule: 'everything of ours is in its namespace', how: 'no namespace', does: (get) => { delete get('Service', 'api').metadata.namespace }, says: /Service\/api has no namespace/ },
  { rule: 'what pods refer to exists', how: 'a ConfigMap that was renamed', does: (_, rendering) => { without(rendering, 'ConfigMap', 'worker-settings') }, says: /Deployment\/worker: there is no ConfigMap worker-settings/ },
  { rule: 'what pods refer to exists', how: 'a mount of nothing', does: (get) => { pod(get('Deployment', 'api')).volumes = [] }, says: /names the volume secrets, which it does not have/ },
  { rule: 'every API pod sees the same pictures', how: 'a folder that goes with its pod', does: (get) => { pod(get('Deployment', 'api')).volumes.find(({ name }: { name: string }) => name === 'images').persistentVolumeClaim = undefined }, says: /IMAGES_DIR=\/data\/images is no volume that is kept/ },
  { rule: 'workloads select their own pods', how: 'labels that moved', does: (get) => { get('Deployment', 'api').spec.selector.matchLabels = { app: 'api' } }, says: /Deployment\/api does not select its own pods/ },
  { rule: 'Services find pods and their ports', how: 'a selector of the prototype', does: (get) => { get('Service', 'api').spec.selector = { app: 'flask' } }, says: /Service\/api selects no pod/ },
  { rule: 'Services find pods and their ports', how: 'a port of the prototype', does: (get) => { get('Service', 'api').spec.ports[0].targetPort = 5000 }, says: /its pods have no port 5000/ },
  { rule: 'budgets and policies select pods', how: 'a selector of nobody', does: (get) => { get('PodDisruptionBudget', 'api').spec.selector.matchLabels = { app: 'api' } }, says: /PodDisruptionBudget\/api selects no pod/ },
  { rule: 'probes ask ports that are open', how: 'a name that is no port', does: (get) => { container(get('Deployment', 'worker')).livenessProbe.httpGet.port = 'http' }, says: /a probe asks port http/ },
  { rule: 'the port of a container is the port of its setting', how: 'one of two was changed', does: (get) => { get('ConfigMap', 'auction-settings').data.API_PORT = '8080' }, says: /API_PORT is 8080, the container's port 3000/ },
  { rule: 'an Ingress leads to a Service, with TLS and the public address', in: 'production', how: 'no TLS', does: (get) => { delete get('Ingress', 'api').spec.tls }, says: /has no TLS/ },
  { rule: 'an Ingress leads to a Service, with TLS and the public address', in: 'production', how: 'links that lead elsewhere', does: (get) => { get('ConfigMap', 'auction-settings').data.PUBLIC_URL = 'http://localhost:30080' }, says: /PUBLIC_URL is not https/ },
  { rule: 'node ports agree with kind-config and the public address', how: 'another port', does: (get) => { get('Service', 'api').spec.ports[0].nodePort = 30081 }, says: /kind-config.yaml does not map 30081/ },
  { rule: 'node ports agree with kind-config and the public address', how: 'links to another port', does: (get) => { get('ConfigMap', 'auction-settings').data.PUBLIC_URL = 'http://localhost:3000' }, says: /PUBLIC_URL is http:\/\/localhost:3000; kind-config.yaml opens http:\/\/localhost:30080/ },

  { rule: 'one autoscaler for each Deployment of ours', in: 'load', how: 'two', does: (get, { resources }) => { const hpa = copy(get('HorizontalPodAutoscaler', 'api'), 'worker'); hpa.spec.scaleTargetRef.name = 'worker'; resources.push(hpa) }, says: /Deployment\/worker has 2 autoscalers: .*ScaledObject\/worker/ },
  { rule: 'one autoscaler for each Deployment of ours', how: 'none', does: (_, rendering) => { without(rendering, 'HorizontalPodAutoscaler', 'worker') }, says: /Deployment\/worker has no autoscaler/ },
  { rule: 'autoscalers scale something that is there, and at least one replica', in: 'load', how: 'nobody is left to read', does: (get) => { get('ScaledObject', 'worker').spec.minReplicaCount = 0 }, says: /ScaledObject\/worker may go to no replica/ },
  { rule: 'autoscalers scale something that is there, and at least one replica', how: 'the old name', does: (get) => { get('HorizontalPodAutoscaler', 'api').spec.scaleTargetRef.name = 'auction-flask' }, says: /scales Deployment\/auction-flask, which is not there/ },
  { rule: 'no replicas where an autoscaler owns them', how: 'a number', does: (get) => { get('Deployment', 'worker').spec.replicas = 2 }, says: /Deployment\/worker sets replicas/ },
  { rule: 'triggers watch the streams that workers read', in: 'load', how: 'the old channel', does: (get) => { get('ScaledObject', 'worker').spec.triggers[0].metadata.stream = 'leiloes_finalizados' }, says: /nobody reads leiloes_finalizados/ },
  { rule: 'triggers watch the streams that workers read', in: 'load', how: 'another group', does: (get) => { get('ScaledObject', 'worker').spec.triggers[1].metadata.consumerGroup = 'worker' }, says: /the group is called workers, not worker/ },
  { rule: 'triggers watch the streams that workers read', in: 'load', how: 'an address that only works in our namespace', does: (get) => { get('ScaledObject', 'worker').spec.triggers[0].metadata.address = 'redis:6379' }, says: /redis:6379 is no Service/ },
  { rule: 'triggers watch the streams that workers read', in: 'load', how: 'returning events are not seen', does: (get) => { get('ScaledObject', 'worker').spec.triggers.length = 2 }, says: /no trigger watches \{p0\}:retries by lagCount/ },
  { rule: 'busy workers keep each other and do not multiply', in: 'load', how: 'one of two was changed', does: (get) => { get('ConfigMap', 'worker-settings').data.WORKER_CONCURRENCY = '8' }, says: /pendingEntriesCount is 1, WORKER_CONCURRENCY 8/ },
  { rule: 'nodes can be drained', how: 'one replica, and one must stay', does: (get) => { get('PodDisruptionBudget', 'redis').spec = { minAvailable: 1, selector: get('PodDisruptionBudget', 'redis').spec.selector } }, says: /PodDisruptionBudget\/redis may forbid every eviction/ },
  { rule: 'every pod that serves has a budget', how: 'none', does: (_, rendering) => { without(rendering, 'PodDisruptionBudget', 'worker') }, says: /Deployment\/worker has no PodDisruptionBudget/ },
  { rule: 'what has begun may end', how: 'the default', does: (get) => { delete pod(get('Deployment', 'worker')).terminationGracePeriodSeconds }, says: /Deployment\/worker: terminationGracePeriodSeconds is 30; a stop may take 55 s/ },
  { rule: 'what has begun may end', how: 'longer attempts', does: (get) => { Object.assign(get('ConfigMap', 'worker-settings').data, { EFFECT_TIMEOUT_MS: '90000', WORKER_LEASE_MS: '180000' }) }, says: /a stop may take 100 s/ },

  { rule: 'the namespace admits only restricted pods', how: 'baseline', does: (_, { resources }) => { resources.find(({ kind }) => kind === 'Namespace')!.metadata.labels!['pod-security.kubernetes.io/enforce'] = 'baseline' }, says: /does not enforce restricted/ },
  { rule: 'pods are restricted', how: 'root', does: (get) => { pod(get('Deployment', 'api')).securityContext = {} }, says: /Deployment\/api may run as root/ },
  { rule: 'pods are restricted', how: 'a root file system that can be written', does: (get) => { delete container(get('Deployment', 'mailpit')).securityContext.readOnlyRootFilesystem }, says: /mailpit may write to its root file system/ },
  { rule: 'pods are restricted', how: 'no limits', does: (get) => { delete container(get('StatefulSet', 'redis')).resources.limits.memory }, says: /redis has no limits of memory/ },
  { rule: 'pods hold no token of Kubernetes', how: 'the default', does: (get) => { delete pod(get('Deployment', 'worker')).automountServiceAccountToken }, says: /Deployment\/worker gets a token/ },
  { rule: 'Services set no variables', how: 'the default', does: (get) => { delete pod(get('Deployment', 'api')).enableServiceLinks }, says: /enableServiceLinks would set API_PORT/ },
  { rule: 'liveness asks the process, readiness asks Redis', how: 'killed when Redis is away', does: (get) => { container(get('Deployment', 'api')).livenessProbe.httpGet.path = '/readyz' }, says: /liveness asks \/readyz/ },
  { rule: 'liveness asks the process, readiness asks Redis', how: 'none', does: (get) => { delete container(get('Deployment', 'worker')).readinessProbe }, says: /Deployment\/worker has no readiness probe/ },
  { rule: 'replicas are spread', how: 'no constraint', does: (get) => { delete pod(get('Deployment', 'api')).topologySpreadConstraints }, says: /all its replicas on one node/ },

  { rule: 'nothing is allowed by default', how: 'no such policy', does: (_, rendering) => { without(rendering, 'NetworkPolicy', 'default-deny') }, says: /no NetworkPolicy that denies everything/ },
  { rule: 'services may reach what they need', how: 'the inbox is forgotten', does: (_, rendering) => { without(rendering, 'NetworkPolicy', 'to-mailpit') }, says: /Deployment\/worker may not reach Deployment\/mailpit at 1025/ },
  { rule: 'services may reach what they need', how: 'Redis lets only the API in', does: (get) => { get('NetworkPolicy', 'redis').spec.ingress[0].from[0].podSelector.matchExpressions[0].values = ['api'] }, says: /StatefulSet\/redis may not be reached by Deployment\/worker at 6379/ },
  { rule: 'services may reach what they need', in: 'load', how: 'the load test may not leave', does: (_, rendering) => { without(rendering, 'NetworkPolicy', 'load-test') }, says: /Job\/load-test may not reach Deployment\/api at 3000/ },
  { rule: 'KEDA may ask Redis', in: 'load', how: 'no policy', does: (_, rendering) => { without(rendering, 'NetworkPolicy', 'redis-from-keda') }, says: /lets KEDA ask Redis/ },

  { rule: 'Redis loses nothing', how: 'without AOF', does: (get) => { const { args } = container(get('StatefulSet', 'redis')); args[args.indexOf('--appendonly') + 1] = 'no' }, says: /a restart loses everything/ },
  { rule: 'Redis loses nothing', how: 'once a second', does: (get) => { const { args } = container(get('StatefulSet', 'redis')); args[args.indexOf('--appendfsync') + 1] = 'everysec' }, says: /a crash may lose acknowledged bids/ },
  { rule: 'Redis loses nothing', how: 'all the memory', does: (get) => { const { args } = container(get('StatefulSet', 'redis')); args[args.indexOf('--maxmemory') + 1] = '512mb' }, says: /maxmemory 512mb is not below/ },
  { rule: 'Redis loses nothing', how: 'a volume that goes', does: (get) => { delete get('StatefulSet', 'redis').spec.persistentVolumeClaimRetentionPolicy }, says: /has no volume that is kept/ },
  { rule: 'Redis is not killed while it loads or its disk is full', how: 'PONG or death', does: (get) => { container(get('StatefulSet', 'redis')).livenessProbe.exec.command = ['sh', '-c', 'redis-cli ping | grep PONG'] }, says: /liveness must take any reply/ },
  { rule: 'there is one Redis', how: 'a second', does: (get, { resources }) => resources.push(copy(get('StatefulSet', 'redis'), 'redis-2')), says: /not exactly one Redis/ }
]

t.test('what is there is right', async (t) => {
  for (const [name, rendering] of Object.entries(whole)) {
    t.same(RULES.flatMap((rule) => rule.check(rendering, project)), [], name)
    t.same((await Promise.all(rendering.resources.map(schemaMistakes))).flat(), [], `${name}: schemas`)
  }
})

t.test('each rule has its broken rendering', async (t) => {
  t.same(RULES.map(({ name }) => name).filter((name) => !BROKEN.some(({ rule }) => rule === name)), [])
  for (const { rule: name, in: where = 'kind', how, does, says } of BROKEN) {
    const rendering = structuredClone(whole[where])
    does((kind, name) => {
      const found = find(rendering, kind, name)
      if (found === undefined) throw new Error(`there is no ${kind} ${name}`)
      return found
    }, rendering)
    t.match(RULES.find((rule) => rule.name === name)!.check(rendering, project).join('\n'), says, `${name}: ${how}`)
  }
})

t.test('schemas refuse what Kubernetes would', async (t) => {
  const cases: Array<[how: string, kind: string, name: string, does: (resource: any) => unknown, says: RegExp]> = [
    ['an unknown member', 'Deployment', 'api', (resource) => { resource.spec.replica = 2 }, /Deployment\/api: spec\.replica is unknown/],
    ['an unknown member deep inside', 'Deployment', 'api', (resource) => { container(resource).livenessProbe.httpget = {} }, /spec\.template\.spec\.containers\[0\]\.livenessProbe\.httpget is unknown/],
    ['a wrong type', 'Deployment', 'worker', (resource) => { container(resource).ports[0].containerPort = '9464' }, /Deployment\/worker: .*containerPort/],
    ['a value that is no text', 'ConfigMap', 'api-settings', (resource) => { resource.data.RATE_LIMIT = true }, /ConfigMap\/api-settings: .*RATE_LIMIT/],
    ['a missing member', 'HorizontalPodAutoscaler', 'api', (resource) => { delete resource.spec.maxReplicas }, /maxReplicas/],
    ['a kind that does not exist', 'Service', 'api', (resource) => { resource.kind = 'Servise' }, /there is no Servise in v1/],
    ['a version that is gone', 'PodDisruptionBudget', 'api', (resource) => { resource.apiVersion = 'policy/v2' }, /there is no PodDisruptionBudget in policy\/v2/],
    ['an unknown member for KEDA', 'ScaledObject', 'worker', (resource) => { resource.spec.minReplicas = 1 }, /ScaledObject\/worker: spec\.minReplicas is unknown/],
    ['an unknown member of ours', 'ExternalSecret', 'worker-secrets', (resource) => { resource.spec.targets = {} }, /ExternalSecret\/worker-secrets: .*additional/]
  ]
  for (const [how, kind, name, does, says] of cases) {
    const resource = structuredClone(find(whole.production, kind, name)!)
    does(resource)
    t.match((await schemaMistakes(resource)).join('\n'), says, how)
  }
})

t.test('before a release the examples must be gone', async (t) => {
  const left = examplesLeft(whole.production).join('\n')
  for (const what of [/auction-api is not your image yet/, /auction-ai-worker is not/, /PUBLIC_URL is still/, /SMTP_HOST is still/, /ADMIN_EMAILS is still/, /Ingress\/api still/]) t.match(left, what)
  t.same(examplesLeft(whole.kind), [])
})

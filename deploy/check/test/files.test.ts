/** compose.yaml, the base's files and the guides: right as they are, and each mistake is seen. */
import t from 'tap'
import { composeMistakes, type ComposeFiles } from '../src/compose.ts'
import { baseMistakes, fileChecks } from '../src/files.ts'
import { guideMistakes } from '../src/guide.ts'
import { loadProject, read, targetsOf } from '../src/project.ts'

const project = loadProject()

t.test('the files are right', async (t) => {
  for (const { name, mistakes } of fileChecks(project)) t.same(await mistakes(), [], name)
})

t.test('the Dockerfile names its images', async (t) => {
  t.match(project.targets, { 'auction-api': 'api', 'auction-ai-worker': 'worker', 'auction-load-test': 'load-test' })
  t.same(targetsOf('FROM x AS build\nRUN y\nFROM build AS a\nLABEL org.opencontainers.image.title="auction-a"'), { 'auction-a': 'a' })
  t.match(read('deploy/docker/Dockerfile'), /^ARG NODE_IMAGE=\S+:24\.\d+\.\d+-\S+\nARG NODE_DIGEST=sha256:[0-9a-f]{64}$/m, 'Node 24, by tag and digest')
})

t.test('compose.yaml', async (t) => {
  const files: ComposeFiles = { compose: read('deploy/docker/compose.yaml'), example: read('deploy/docker/.env.example'), caddyfile: read('deploy/docker/Caddyfile') }
  const cases: Array<[how: string, file: keyof ComposeFiles, from: string, to: string, says: RegExp]> = [
    ['a setting that is none', 'compose', 'LOG_LEVEL: $', 'LOGLEVEL: $', /api: LOGLEVEL is no setting/],
    ['a value that is refused', 'compose', 'TRUST_PROXY: uniquelocal', 'TRUST_PROXY: caddy', /api: TRUST_PROXY: "caddy" is not allowed/],
    ['a required name that the example forgot', 'example', 'DOMAIN=\n', '\n', /DOMAIN is required/],
    ['a name in the example that nothing uses', 'example', 'DOMAIN=\n', 'DOMAIN=\nHOST=\n', /offers HOST, which nothing uses/],
    ['another target', 'compose', 'target: worker', 'target: api', /worker: the Dockerfile's target api is not auction-ai-worker/],
    ['an image that moves', 'compose', 'caddy:2.10.2-alpine@sha256', 'caddy:latest # ', /caddy: caddy:latest has no tag or no digest/],
    ['a file system that can be written', 'compose', '  read_only: true\n  cap_drop: [ALL]\n  security', '  cap_drop: [ALL]\n  security', /api is not restricted/],
    ['Redis for everybody', 'compose', '    mem_limit: 1g\n', '    mem_limit: 1g\n    ports: ["6379:6379"]\n', /redis opens a port to the world/],
    ['Redis in a network that leads out', 'compose', '    networks: [store]', '    networks: [front]', /redis is in a network that leads out/],
    ['without AOF', 'compose', '--appendonly, "yes"', '--appendonly, "no"', /redis: appendonly is not yes/],
    ['more memory than there is', 'compose', '--maxmemory, 512mb', '--maxmemory, 1gb', /redis: maxmemory 1gb is not below/],
    ['no volume', 'compose', '      - redis-data:/data\n', '      - data:/data\n', /redis has no volume/],
    ['pictures that go with their container', 'compose', 'IMAGES_DIR: /data/images', 'IMAGES_DIR: /tmp', /api keeps its pictures in no volume/],
    ['no time to end', 'compose', '    stop_grace_period: 75s', '    stop_grace_period: 10s', /worker: stop_grace_period must be above 55 s/],
    ['another port', 'caddyfile', 'api:3000', 'api:5000', /Caddyfile does not lead to the API's port/]
  ]
  for (const [how, file, from, to, says] of cases) {
    t.ok(files[file].includes(from), `${how}: can be made`)
    t.match(composeMistakes({ ...files, [file]: files[file].replace(from, to) }, project).join('\n'), says, how)
  }
})

t.test('the base, file by file', async (t) => {
  const service = read('deploy/kubernetes/base/api-service.yaml')
  t.match(await baseMistakes('resources: []', { 'a.yaml': service }), [/a\.yaml is not in the base's kustomization/])
  t.match(await baseMistakes('resources: [a.yaml]', { 'a.yaml': service.replace('  namespace: auction\n', '') }), [/a\.yaml: Service has no namespace of its own/])
  t.match(await baseMistakes('resources: [a.yaml]', { 'a.yaml': service.replace('selector:', 'selektor:') }), [/a\.yaml: Service\/api: spec\.selektor is unknown/])
})

t.test('the guides', async (t) => {
  const [english, portuguese] = [read('deploy/README.md'), read('deploy/README.pt-BR.md')]
  const said = (first: string, second = first) => guideMistakes([['one', first], ['two', second]], project).join('\n')
  t.match(said(english.replaceAll('overlays/kind-keda', 'overlays/kind-kedda')), /one: deploy\/kubernetes\/overlays\/kind-kedda does not exist/)
  t.match(said(english.replace('--target worker -t auction-ai-worker', '--target worker -t auction-worker')), /target worker is not auction-worker/)
  t.match(said(english.replaceAll('auction-api:latest', 'auction-flask:latest')), /there is no image auction-flask[^]*nobody is told to build auction-api/)
  t.match(said(english, portuguese.replace('kind delete cluster --name auction', 'kind delete cluster')), /two differs from one: "kind delete cluster" instead of "kind delete cluster --name auction"/)
  t.match(said(english, `${portuguese}\n\`\`\`sh\nls\n\`\`\`\n`), /two has more commands than one/)
})

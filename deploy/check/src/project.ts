/** The project's own files, and what they say that the manifests must agree with. */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { partitionKeys } from '@martelo/auction-store'
import { retriesKey, streamKey } from '@martelo/event-stream'
import { parse } from 'yaml'

/** From src/ as from dist/. */
export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))

export const read = (path: string) => readFileSync(join(root, path), 'utf8')

export interface PortMapping { containerPort: number, hostPort: number }

export interface Project {
  /** Stages of the Dockerfile that become images, by the image's name. */
  targets: Record<string, string>
  /** Where a worker finds events, and the group that it reads in. */
  streams: string[]
  group: string
  kindPorts: PortMapping[]
  /** The keys that the example says people should give. */
  exampleSecretKeys: string[]
}

export function loadProject (): Project {
  return {
    targets: targetsOf(read('deploy/docker/Dockerfile')),
    ...streamsOf(read('services/worker/src/stream-names.ts'), read('services/api/src/service.ts')),
    kindPorts: (parse(read('deploy/kubernetes/kind-config.yaml')) as { nodes: Array<{ extraPortMappings?: PortMapping[] }> }).nodes.flatMap(({ extraPortMappings = [] }) => extraPortMappings),
    exampleSecretKeys: Object.keys((parse(read('deploy/kubernetes/base/worker-secrets.example.yaml')) as { stringData: Record<string, string> }).stringData)
  }
}

/** A final stage names its image in a label: `FROM runtime AS api`, `LABEL org.opencontainers.image.title="auction-api"`. */
export function targetsOf (dockerfile: string): Record<string, string> {
  const stages = dockerfile.split(/^FROM .* AS /m).slice(1).map((stage) => [/org\.opencontainers\.image\.title="([^"]+)"/.exec(stage)?.[1], /^\S+/.exec(stage)![0]] as const)
  return Object.fromEntries(stages.filter(([image]) => image !== undefined))
}

/** Both services say which stream and group they mean; they must mean the same. */
function streamsOf (...sources: string[]): Pick<Project, 'streams' | 'group'> {
  const said = sources.map((source) => /prefix: partitionKeys\(0\)\.prefix, stream: '(\w+)', group: '(\w+)'/.exec(source)?.slice(1, 3))
  const [stream, group] = said[0] ?? []
  if (stream === undefined || group === undefined || said.some((each) => each?.[0] !== stream || each[1] !== group)) throw new Error('the services do not say, or do not agree, which stream and group they mean')
  const names = { prefix: partitionKeys(0).prefix, stream, group }
  return { streams: [streamKey(names), retriesKey(names)], group }
}

/** The overlays and components that there are. */
export function foldersIn (path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

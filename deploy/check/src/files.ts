/** What is in no rendering: compose.yaml and what belongs to it, the base's files one by one, the guides. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'
import { composeMistakes } from './compose.ts'
import { guideMistakes } from './guide.ts'
import type { Rendering, Resource } from './kubernetes.ts'
import { read, root, type Project } from './project.ts'
import { hardeningRules } from './rules/hardening.ts'
import { imageRules } from './rules/images.ts'
import { schemaMistakes } from './schemas.ts'

const BASE = 'deploy/kubernetes/base'
const GUIDES = ['deploy/README.md', 'deploy/README.pt-BR.md']

const parsed = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as Resource)
const documents = (path: string) => parsed(read(path))

interface FileCheck { name: string, mistakes: () => string[] | Promise<string[]> }

export function fileChecks (project: Project): FileCheck[] {
  return [
    {
      name: 'compose.yaml',
      mistakes: () => composeMistakes({ compose: read('deploy/docker/compose.yaml'), example: read('deploy/docker/.env.example'), caddyfile: read('deploy/docker/Caddyfile') }, project)
    },
    {
      name: 'each file of the base stands alone',
      mistakes: async () => await baseMistakes(read(`${BASE}/kustomization.yaml`), Object.fromEntries(readdirSync(join(root, BASE)).filter((name) => name !== 'kustomization.yaml').map((name) => [name, read(`${BASE}/${name}`)])))
    },
    {
      name: 'restore-pod.yaml',
      mistakes: async () => {
        const resources = documents('deploy/kubernetes/restore-pod.yaml')
        // Held to the rules of every other pod, beside the ServiceAccount that it uses.
        const rendering: Rendering = { name: 'restore-pod.yaml', resources: [...resources, ...documents(`${BASE}/redis.yaml`).filter(({ kind }) => kind === 'ServiceAccount')] }
        const rules = [...hardeningRules, ...imageRules].flatMap(({ check }) => check(rendering, project))
        return [...rules, ...(await Promise.all(resources.map(schemaMistakes))).flat()]
      }
    },
    { name: 'the guides', mistakes: () => guideMistakes(GUIDES.map((path) => [path, read(path)] as const), project) }
  ]
}

/** @param files by name */
export async function baseMistakes (kustomization: string, files: Record<string, string>): Promise<string[]> {
  const listed = (parse(kustomization) as { resources: string[] }).resources
  const lost = Object.keys(files).filter((name) => !listed.includes(name) && !name.includes('secrets')).map((name) => `${name} is not in the base's kustomization`)
  const wrong = await Promise.all(Object.entries(files).flatMap(([name, text]) => parsed(text).map(async (resource) => [
    ...(resource.kind === 'Namespace' || resource.metadata.namespace !== undefined ? [] : [`${resource.kind} has no namespace of its own`]), ...await schemaMistakes(resource)
  ].map((what) => `${name}: ${what}`))))
  return [...lost, ...wrong.flat()]
}

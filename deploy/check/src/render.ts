/** Every way in which the manifests can be put together. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'
import type { Rendering, Resource } from './kubernetes.ts'
import { foldersIn, read, root } from './project.ts'

const KUBERNETES = 'deploy/kubernetes'

interface Kustomization { resources?: string[], components?: string[] }
const kustomization = (folder: string) => parse(read(`${folder}/kustomization.yaml`)) as Kustomization

/** The components that a folder has already, its bases' included. */
function componentsOf (folder: string): string[] {
  const { resources = [], components = [] } = kustomization(folder)
  const bases = resources.filter((path) => !path.endsWith('.yaml')).map((path) => join(folder, path))
  return [...components.map((path) => path.split('/').at(-1)!), ...bases.flatMap(componentsOf)]
}

export interface Variant { overlay: string, components: string[] }

/** The base and each overlay, with every choice of the components that it does not have yet. */
export function variants (): Variant[] {
  const overlays = ['base', ...foldersIn(`${KUBERNETES}/overlays`).map((name) => `overlays/${name}`)]
  return overlays.flatMap((overlay) => {
    const has = componentsOf(`${KUBERNETES}/${overlay}`)
    return subsets(foldersIn(`${KUBERNETES}/components`).filter((name) => !has.includes(name))).map((components) => ({ overlay, components }))
  })
}

function subsets (items: string[]): string[][] {
  return items.reduce<string[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])
}

export async function renderAll (kubectl: string, all: Variant[]): Promise<Rendering[]> {
  const renderings: Rendering[] = []
  const waiting = [...all.entries()]
  await Promise.all(Array.from({ length: availableParallelism() }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) renderings[next[0]] = await render(kubectl, next[1])
  }))
  return renderings
}

/** @throws with kustomize's words when it refuses */
export async function render (kubectl: string, { overlay, components }: Variant): Promise<Rendering> {
  const name = [overlay, ...components].join(' + ')
  // A component can only be put on top from a kustomization; kustomize wants relative paths.
  const folder = mkdtempSync(join(root, KUBERNETES, '.render-'))
  try {
    const to = (path: string) => relative(folder, join(root, KUBERNETES, path))
    writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify({ resources: [to(overlay)], components: components.map((each) => to(`components/${each}`)) }))
    const child = spawn(kubectl, ['kustomize', folder], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [output, errors] = ['', '']
    child.stdout.on('data', (chunk) => { output += chunk })
    child.stderr.on('data', (chunk) => { errors += chunk })
    const [code] = await once(child, 'close')
    // A deprecated field is a warning on standard error with status 0.
    if (code !== 0 || errors !== '') throw new Error(`${name} cannot be rendered: ${errors.trim()}`)
    return { name, resources: parseAllDocuments(output).map((document) => document.toJS() as Resource) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

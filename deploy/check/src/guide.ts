/** The guides' commands name what is there, and both languages give the same ones. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, type Project } from './project.ts'

const blocks = (text: string) => [...text.matchAll(/^ *```sh\n([^]*?)^ *```/gm)].map(([, code]) => code!)
/** Without comments, which are translated. */
const commands = (text: string) => blocks(text).join('\n').split('\n').map((line) => line.replace(/(^|\s+)#.*/, '').trim()).filter((line) => line !== '')

export function guideMistakes (guides: ReadonlyArray<readonly [path: string, text: string]>, { targets }: Project): string[] {
  return [...guides.flatMap(([path, text]) => alone(text, targets).map((what) => `${path}: ${what}`)), ...differences(guides)]
}

function alone (text: string, targets: Record<string, string>): string[] {
  const all = commands(text).join('\n')
  const paths = new Set([...all.matchAll(/\bdeploy\/[\w./-]+/g)].map(([path]) => path.replace(/[.,]$/, '')))
  return [
    // Made by whoever follows the guide.
    ...[...paths].filter((path) => !path.endsWith('worker-secrets.yaml') && !path.endsWith('/.env') && !existsSync(join(root, path))).map((path) => `${path} does not exist`),
    ...[...all.matchAll(/--target (\S+)\s+-t (?:\S+\/)?([\w-]+):/g)].filter(([, target, image]) => targets[image!] !== target).map(([, target, image]) => `the Dockerfile's target ${target} is not ${image}`),
    ...[...all.matchAll(/\b(auction-[a-z-]+):latest/g)].filter(([, image]) => !(image! in targets)).map(([, image]) => `there is no image ${image}`),
    ...Object.keys(targets).filter((image) => !all.includes(`${image}:latest`)).map((image) => `nobody is told to build ${image}`)
  ]
}

function differences (guides: ReadonlyArray<readonly [path: string, text: string]>): string[] {
  const [first, ...others] = guides.map(([path, text]) => ({ path, lines: commands(text) }))
  return others.flatMap(({ path, lines }) => {
    const at = first!.lines.findIndex((line, i) => line !== lines[i])
    if (at === -1) return lines.length === first!.lines.length ? [] : [`${path} has more commands than ${first!.path}`]
    return [`${path} differs from ${first!.path}: ${JSON.stringify(lines[at] ?? '')} instead of ${JSON.stringify(first!.lines[at])}`]
  })
}

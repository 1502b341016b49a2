/**
 * `pnpm check:deploy`: renders every overlay with every choice of components, and checks what can be known without a cluster.
 * `--release` also names what was left as in the example, and must be filled in before the production overlay is applied.
 */
import { fileChecks } from './files.ts'
import { kubectl } from './kubectl.ts'
import { loadProject } from './project.ts'
import { examplesLeft } from './release.ts'
import { renderAll, variants } from './render.ts'
import { RULES } from './rules/index.ts'
import { schemaMistakes } from './schemas.ts'

const project = loadProject()
const renderings = await renderAll(kubectl(), variants())
const mistakes = new Map<string, string[]>()
const note = (what: string, where: string) => { mistakes.set(what, [...mistakes.get(what) ?? [], where]) }

for (const rendering of renderings) {
  for (const resource of rendering.resources) for (const what of await schemaMistakes(resource)) note(what, rendering.name)
  for (const { name, check } of RULES) for (const what of check(rendering, project)) note(`${what} [${name}]`, rendering.name)
}
const files = fileChecks(project)
for (const { name, mistakes } of files) for (const what of await mistakes()) note(what, name)
if (process.argv.includes('--release')) {
  for (const rendering of renderings.filter(({ name }) => name.startsWith('overlays/production'))) for (const what of examplesLeft(rendering)) note(what, rendering.name)
}

for (const [what, where] of mistakes) console.error(`${what}\n    in ${where.length > 3 ? `${where.slice(0, 3).join(', ')} and ${where.length - 3} more` : where.join(', ')}`)
const resources = renderings.reduce((sum, rendering) => sum + rendering.resources.length, 0)
console.log(`${renderings.length} renderings, ${resources} resources against their schemas, ${RULES.length} rules for each, ${files.length} for files: ${mistakes.size === 0 ? 'no mistake' : `${mistakes.size} mistakes`}`)
process.exit(mistakes.size === 0 ? 0 : 1)

/** The READMEs say what the code does: settings, error codes and commands, both ways. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { SETTINGS } from '@martelo/service-runtime'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const problems = read('services/api/src/problems.ts')
const codes = [...problems.slice(problems.indexOf('STATUS_OF = {'), problems.indexOf('} as const satisfies')).matchAll(/^ {2}(\w+): \d{3}/gm)].map(([, code]) => code!)
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

for (const file of ['README.md', 'README.pt-BR.md']) {
  t.test(file, async (t) => {
    const text = read(file)
    for (const { name } of SETTINGS) t.ok(text.includes(`\`${name}`), `names the setting ${name}`)
    const table = text.slice(text.lastIndexOf('|---|---|---|'))
    for (const [, name] of table.matchAll(/`([A-Z][A-Z_]{4,})`/g)) if (!name!.startsWith('ANTHROPIC')) t.ok(SETTINGS.some((setting) => setting.name === name), `${name} is a setting`)
    const errors = text.slice(text.indexOf('| 400 |'), text.indexOf('| 503 |') + 80)
    t.same(new Set([...errors.matchAll(/`([a-z_]+)`/g)].map(([, code]) => code)), new Set(codes), 'lists each error code, and no other')
    for (const [, command] of text.matchAll(/\b(?:npm|pnpm) (start|test|check|build|dev)\b/g)) t.ok(command! in scripts, `${command} is a command`)
  })
}

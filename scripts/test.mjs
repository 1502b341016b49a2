/**
 * `npm test`: prepares a fresh clone, gets a redis-server where nobody must be asked, runs the tests, and ends with `N passed, N failed`.
 * Arguments are test files or options of tap; without any, all tests run.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { requireRedisServer } from './debian.mjs'
import { prepare, root } from './prepare.mjs'

await prepare()
await requireRedisServer('The tests start Redis servers of their own')

const folder = mkdtempSync(join(tmpdir(), 'martelo-test-'))
const results = join(folder, 'results.tap')
const terminal = process.stdout.isTTY
const tap = spawn(process.execPath, [join(root, 'node_modules/tap/dist/esm/run.mjs'), `--reporter=${terminal ? 'terse' : 'min'}`, `--output-file=${results}`, ...process.argv.slice(2)], { cwd: root, stdio: ['ignore', terminal ? 'inherit' : 'pipe', 'inherit'] })
// Its reporters move a cursor that a log does not have.
tap.stdout?.on('data', (chunk) => { process.stdout.write(stripVTControlCharacters(String(chunk))) })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { tap.kill(signal) })
const code = await new Promise((resolve) => { tap.on('close', resolve) })

const counts = totals(results)
rmSync(folder, { recursive: true })
if (counts === null) {
  console.error('The tests were not finished.')
  process.exit(code || 1)
}
const { pass = 0, fail = 0, skip = 0, todo = 0 } = counts
console.log(`${pass} passed, ${fail} failed${skip + todo > 0 ? `, ${skip + todo} skipped` : ''}`)
// No test at all is a failure too: a wrong file name must not look like success.
process.exit(code || (pass === 0 || fail > 0 ? 1 : 0))

/** From tap's trailer `# { total: 3, pass: 3 }`. @returns null when there is none */
function totals (file) {
  try {
    const trailer = /^# \{ (.*) \}$/m.exec(readFileSync(file, 'utf8'))
    return trailer && Object.fromEntries([...trailer[1].matchAll(/(\w+): (\d+)/g)].map(([, name, count]) => [name, Number(count)]))
  } catch {
    return null
  }
}

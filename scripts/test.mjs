/**
 * `npm test`: prepares a fresh clone, gets a redis-server where nobody must be asked, runs the tests, and ends with `N passed, N failed`.
 * Arguments are test files; without any, all run.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apt, canApt, has, prepare, root } from './prepare.mjs'

await prepare()
if (!has('redis-server')) {
  if (!canApt()) {
    console.error('The tests start Redis servers of their own: install redis-server 7 or newer (Debian and Ubuntu: apt install redis-server; macOS: brew install redis).')
    process.exit(1)
  }
  await apt('redis-server')
}

const folder = mkdtempSync(join(tmpdir(), 'martelo-test-'))
const output = join(folder, 'output.tap')
const tap = spawn(process.execPath, [join(root, 'node_modules/tap/dist/esm/run.mjs'), '--reporter=terse', `--output-file=${output}`, ...process.argv.slice(2)], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { tap.kill(signal) })
const code = await new Promise((resolve) => { tap.on('close', resolve) })

const { pass = 0, fail = 0, skip = 0, todo = 0 } = totals(readFileSync(output, 'utf8'))
rmSync(folder, { recursive: true })
console.log(`${pass} passed, ${fail} failed${skip + todo > 0 ? `, ${skip + todo} skipped` : ''}`)
process.exit(code ?? 1)

/** The trailer `# { total: 3, pass: 3 }`. */
function totals (text) {
  const trailer = /^# \{ (.*) \}$/m.exec(text)?.[1] ?? ''
  return Object.fromEntries([...trailer.matchAll(/(\w+): (\d+)/g)].map(([, name, count]) => [name, Number(count)]))
}

/**
 * `pnpm test:soak`: the long form of every test that has one, one after the other. Such a test asks for the environment's SOAK, and adds
 * a line of JSON to the file that SOAK_REPORT names: `{suite, faults, events, lost, repeated, unknown, violations, seconds}`. Arguments are
 * parts of names of test files; without any, all of them run.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './prepare.mjs'

const wanted = process.argv.slice(2)
const files = ['packages', 'services'].flatMap((rooms) => readdirSync(join(root, rooms)).flatMap((room) => {
  const folder = join(rooms, room, 'test')
  return existsSync(join(root, folder)) ? readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.ts')).map((name) => join(folder, name)) : []
})).filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env.SOAK') && (wanted.length === 0 || wanted.some((part) => file.includes(part))))
if (files.length === 0) {
  console.error(`No test with a long form fits ${wanted.join(', ')}.`)
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'martelo-soak-'))
const report = join(folder, 'report')
const tests = spawn(process.execPath, [join(root, 'scripts/test.mjs'), '--jobs=1', '--timeout=14400', ...files], { cwd: root, stdio: 'inherit', env: { ...process.env, SOAK: '1', SOAK_REPORT: report } })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { tests.kill(signal) })
const code = await new Promise((resolve) => { tests.on('close', (status) => { resolve(status ?? 1) }) })

const rows = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n').map((line) => JSON.parse(line)) : []
rmSync(folder, { recursive: true })
const columns = ['suite', 'faults', 'events', 'lost', 'repeated', 'unknown', 'violations', 'seconds']
const table = [columns, ...rows.map((row) => columns.map((column) => typeof row[column] === 'number' ? row[column].toLocaleString('en') : String(row[column])))]
const widths = columns.map((_, i) => Math.max(...table.map((line) => line[i].length)))
for (const line of table) console.log(line.map((cell, i) => i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])).join('  '))
process.exit(code)

/** `pnpm bench`: runs the rows, prints a table, or JSON. A missed target fails nothing: it is there to be read. */
import { cpus, totalmem } from 'node:os'
import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { paint, table } from '../terminal.ts'
import { withTeardown } from '../teardown.ts'
import { met, type Figure, type Size } from './row.ts'
import { ROWS } from './rows.ts'

const say = (text: string): void => { process.stdout.write(`${text}\n`) }

const { positionals, values: { json, smoke } } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, smoke: { type: 'boolean', default: false } } })

function environment (): Record<string, string> {
  const version = execFileSync('redis-server', ['--version'], { encoding: 'utf8' })
  return {
    node: process.version,
    redis: /v=(\S+)/.exec(version)?.[1] ?? 'unknown',
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    platform: `${process.platform} ${process.arch}`,
    date: new Date().toISOString()
  }
}

const number = (value: number) => Math.abs(value) >= 1000 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)

function line (figure: Figure): string[] {
  const { name, value, unit, spread, target } = figure
  const aim = target === undefined ? '' : 'least' in target ? `≥ ${target.least}` : `≤ ${target.most}`
  const good = met(figure)
  return [`  ${name}`, `${number(value)} ${unit}`, spread === undefined ? '' : `${number(spread[0])}–${number(spread[1])}`, aim, good === null ? '' : good ? paint('green', 'met') : paint('yellow', 'missed')]
}

async function main (): Promise<void> {
  const size: Size = smoke ? 'smoke' : 'full'
  const unknown = positionals.filter((name) => !ROWS.some((row) => row.name === name))
  if (unknown.length > 0) throw new Error(`there is no benchmark ${unknown.join(', ')}; there are ${ROWS.map(({ name }) => name).join(', ')}`)
  const chosen = ROWS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  const about = environment()
  const results: Array<{ name: string, title: string, figures: Figure[] } | { name: string, title: string, error: string }> = []
  if (!json) say(`\n${Object.entries(about).map(([name, value]) => `  ${name.padEnd(9)} ${value}`).join('\n')}\n`)
  for (const { name, title, measure } of chosen) {
    if (!json) say(`${paint('bold', title)}${smoke ? ' (smoke: the figures mean nothing)' : ''}`)
    try {
      const figures = await withTeardown(async (t) => await measure(t, size, (text) => { if (!json) say(`  … ${text}`) }))
      results.push({ name, title, figures })
      if (!json) say(`${table([['', 'median', 'least–most', 'target', ''], ...figures.map(line)])}\n`)
    } catch (error) {
      results.push({ name, title, error: (error as Error).message })
      process.exitCode = 1
      if (!json) say(`  failed: ${(error as Error).message}\n`)
    }
  }
  if (json) say(JSON.stringify({ environment: about, size, results }, null, 2))
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(2)
})

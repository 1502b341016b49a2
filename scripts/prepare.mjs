/**
 * From a fresh clone to something that runs: installs and builds what is missing or has changed. Plain JavaScript without dependencies,
 * because it runs before there are any.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { step } from './step.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** Also named in package.json's packageManager. 11 and newer need Node 22. */
const PNPM = 'pnpm@10.34.9'
const LEAST_NODE = [20, 19]
/** What a build leaves; without one of these it was not finished, or somebody cleaned up. */
const BUILT = ['services/api/dist/main.js', 'services/worker/dist/main.js', 'deploy/local/dist/main.js', 'packages/load-test/dist/lab.js', 'packages/client/dist/index.js', 'packages/web/dist/index.html']
const NOT_SOURCES = new Set(['node_modules', 'dist', 'test', 'lua'])

function requireNode () {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return
  console.error(`Martelo needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.version}. See https://nodejs.org/en/download`)
  process.exit(1)
}

/** Installs and builds what has changed since the last time; ends the process when that fails. */
export async function prepare () {
  requireNode()
  const installed = stampOf(manifests())
  if (stamp('installed') !== installed || !existsSync(join(root, 'node_modules/typescript'))) {
    await orExit(step('Installing the dependencies', 'npx', ['-y', PNPM, 'install', '--frozen-lockfile'], root))
    stamp('installed', installed)
  }
  // Taken before the build: what changes meanwhile is built the next time.
  const sources = stampOf(sourceFiles())
  if (stamp('built') !== sources || !BUILT.every((file) => existsSync(join(root, file)))) {
    await orExit(step('Building the services', process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'tsconfig.build.json'], root))
    await orExit(step('Building the page', process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], join(root, 'packages/web')))
    stamp('built', sources)
  }
}

async function orExit (running) {
  if (!await running) process.exit(1)
}

function manifests () {
  const rooms = ['packages', 'services', 'deploy'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')))
  return ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...rooms].filter((file) => existsSync(join(root, file)))
}

function sourceFiles () {
  const files = ['tsconfig.base.json', 'tsconfig.build.json', ...manifests()]
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory() && !NOT_SOURCES.has(entry.name)) walk(path)
      else if (entry.isFile()) files.push(path)
    }
  }
  for (const folder of ['packages', 'services', 'deploy/local']) walk(folder)
  return files
}

/** By content: a fresh checkout of the same commit is the same, whatever its files' times. */
function stampOf (files) {
  const hash = createHash('sha256').update(process.version)
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** Reads what was true the last time, or writes it. It lives and dies with what was installed. */
function stamp (name, value) {
  const file = join(root, 'node_modules/.martelo', name)
  if (value === undefined) return existsSync(file) ? readFileSync(file, 'utf8') : ''
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, value)
}

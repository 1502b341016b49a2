/**
 * From a fresh clone to something that runs: installs and builds what is missing or has changed. Plain JavaScript without dependencies,
 * because it runs before there are any.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** Also named in package.json's packageManager. 11 and newer need Node 22. */
const PNPM = 'pnpm@10.34.9'
const LEAST_NODE = [20, 19]

export function requireNode () {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return
  console.error(`Martelo needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.version}.`)
  process.exit(1)
}

/** Installs and builds when something has changed since the last time. */
export async function prepare () {
  requireNode()
  const installed = stampOf(manifests())
  if (stamp('installed') !== installed || !existsSync(join(root, 'node_modules/typescript'))) {
    await step('Installing', 'npx', ['-y', PNPM, 'install', '--frozen-lockfile'])
    stamp('installed', installed)
  }
  const sources = stampOf(sourceFiles())
  if (stamp('built') !== sources || !existsSync(join(root, 'services/api/dist/main.js')) || !existsSync(join(root, 'packages/web/dist/index.html'))) {
    await Promise.all([
      step('Building the services', process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'tsconfig.build.json']),
      step('Building the page', process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], join(root, 'packages/web'))
    ])
    stamp('built', sources)
  }
}

/** Runs a step, says how long it takes, and shows its output when it fails. */
export async function step (title, command, args, cwd = root) {
  const began = Date.now()
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(0)} s`
  const line = (text, end) => process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${text}${end}` : end ? `${text}\n` : '')
  line(`${title} …`, '')
  const timer = setInterval(() => { line(`${title} … ${seconds()}`, '') }, 1000)
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, CI: '1' }, shell: process.platform === 'win32' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output += chunk })
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message
      resolve(1)
    })
    child.on('close', resolve)
  })
  clearInterval(timer)
  line(`${title}: ${code === 0 ? 'done' : 'failed'} (${seconds()})`, '\n')
  if (code !== 0) {
    console.error(output)
    process.exit(1)
  }
}

/** Is a command on the PATH? */
export function has (command) {
  return spawnSync(process.platform === 'win32' ? 'where' : 'which', [command], { stdio: 'ignore' }).status === 0
}

/** Can the system's package manager be asked without asking anybody? Debian or Ubuntu, as root. */
export function canApt () {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && has('apt-get')
}

/** Installs a Debian package without starting a service that it may bring. */
export async function apt (name) {
  await step('Reading the list of Debian packages', 'apt-get', ['update', '-qq'])
  // With runlevel 1 the package's scripts start nothing.
  await step(`Installing ${name}`, 'env', ['RUNLEVEL=1', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', name])
}

function manifests () {
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']
  for (const folder of ['packages', 'services', 'deploy']) {
    for (const name of readdirSync(join(root, folder))) {
      const file = join(folder, name, 'package.json')
      if (existsSync(join(root, file))) files.push(file)
    }
  }
  return files
}

function sourceFiles () {
  const files = ['tsconfig.base.json', 'tsconfig.build.json', ...manifests()]
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!['node_modules', 'dist', 'test', '.data'].includes(entry.name)) walk(path)
      } else if (/\.(ts|tsx|css|html|svg|json)$/.test(entry.name)) {
        files.push(path)
      }
    }
  }
  for (const folder of ['packages', 'services', 'deploy/local']) walk(folder)
  return files
}

/** By content for manifests and sources alike: a fresh checkout of the same commit is the same. */
function stampOf (files) {
  const hash = createHash('sha256').update(process.version)
  for (const file of files.sort()) if (statSync(join(root, file)).isFile()) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function stamp (name, value) {
  const folder = join(root, 'node_modules/.martelo')
  const file = join(folder, name)
  if (value === undefined) return existsSync(file) ? readFileSync(file, 'utf8') : ''
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, value)
}

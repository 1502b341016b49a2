/**
 * What goes into the images: each service with its dependencies for production, `node deploy/docker/pack.mjs <folder>` after a build.
 * The Dockerfile uses it, and so does the test that starts the services from a read-only folder.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKED = ['api', 'worker', 'load-test']
/** For people and compilers: a third of the size. */
const NOT_RUN = /\.(map|md|markdown|tsbuildinfo)$|\.d\.[cm]?ts$/

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const to = resolve(process.argv[2] ?? '')
if (process.argv[2] === undefined) {
  console.error('usage: node deploy/docker/pack.mjs <folder>')
  process.exit(1)
}

const PNPM = 'pnpm@10.34.9'
const own = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8' })
// In the image it is installed; elsewhere npx brings it. What a pnpm that called us has set would only confuse them.
const [command, ...first] = own.stdout?.trim() === PNPM.split('@')[1] ? ['pnpm'] : ['npx', '-y', PNPM]
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm|pnpm)_/i.test(name)))

for (const name of PACKED) {
  rmSync(join(to, name), { recursive: true, force: true })
  const { status } = spawnSync(command, [...first, '--filter', `@martelo/${name}`, 'deploy', '--prod', '--legacy', '--offline', join(to, name)], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) process.exit(1)
  for (const entry of readdirSync(join(to, name), { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && NOT_RUN.test(entry.name)) rmSync(join(entry.parentPath ?? entry.path, entry.name))
  }
}

/**
 * Finds a Redis, in this order: the one that is set; a server on the PATH, as a child; the system's package manager where nobody must be
 * asked; a Docker engine that answers. A server that was neither started here nor named is never touched.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
// Plain JavaScript, shared with what runs before anything is built.
import { canInstall, install, onPath } from '../../../scripts/debian.mjs'
import type { ProcessSpec } from './supervisor.ts'

export const NO_REDIS = `No Redis could be found. Choose one:
  - set REDIS_URL to a Redis 7 server, such as redis://127.0.0.1:6379
  - install one, so that redis-server or valkey-server is on the PATH (Debian and Ubuntu: apt install redis-server; macOS: brew install redis)
  - start Docker`

const LEAST_MAJOR = 7

/** @returns how to run it on the port, or null when there is none. */
export async function findRedis (data: string, port: number): Promise<ProcessSpec | null> {
  const folder = join(data, 'redis')
  mkdirSync(folder, { recursive: true })
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', '--save', '']
  const common = { name: 'redis', ready: /Ready to accept connections/ }
  const local = () => ['redis-server', 'valkey-server'].map(onPath).find((file) => file !== null && majorOf(file) >= LEAST_MAJOR) ?? null

  let server = local()
  if (server === null && canInstall() && await install('redis-server', LEAST_MAJOR)) server = local()
  if (server !== null) return { ...common, command: server, args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...durable] }

  const docker = onPath('docker')
  if (docker === null || spawnSync(docker, ['info'], { stdio: 'ignore', timeout: 10_000 }).status !== 0) return null
  const name = `martelo-redis-${port}`
  return {
    ...common,
    command: docker,
    args: ['run', '--rm', '--name', name, '--publish', `127.0.0.1:${port}:6379`, '--volume', `${folder}:/data`, 'redis:7', 'redis-server', ...durable],
    // A client that was killed leaves its container behind, and with it the port and the name.
    before: () => { spawnSync(docker, ['rm', '--force', name], { stdio: 'ignore' }) }
  }
}

function majorOf (server: string): number {
  const { stdout } = spawnSync(server, ['--version'], { encoding: 'utf8' })
  return Number(/v=(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}

/**
 * Finds a Redis, in this order: the one that is set; a server on the PATH, as a child; the system's package manager where nobody must be
 * asked; a Docker engine that answers. A server that was neither started here nor named is never touched.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
// Plain JavaScript, shared with what runs before anything is built.
import { apt, canApt, has } from '../../../scripts/prepare.mjs'
import type { ProcessSpec } from './supervisor.ts'

export const NO_REDIS = `No Redis could be found. Choose one:
  - set REDIS_URL to a Redis 7 server, such as redis://127.0.0.1:6379
  - install one, so that redis-server or valkey-server is on the PATH (Debian and Ubuntu: apt install redis-server; macOS: brew install redis)
  - start Docker`

/** @param ready matches the line that says that it can be used. */
export async function findRedis (data: string, port: number): Promise<ProcessSpec | null> {
  const folder = join(data, 'redis')
  mkdirSync(folder, { recursive: true })
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', '--save', '']
  const local = () => ['redis-server', 'valkey-server'].find((name) => has(name) && majorOf(name) >= 7)
  let server = local()
  if (server === undefined && canApt()) {
    await apt('redis-server')
    server = local()
  }
  const common = { name: 'redis', ready: /Ready to accept connections/ }
  if (server !== undefined) return { ...common, command: server, args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...durable] }
  if (has('docker') && spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status === 0) {
    return { ...common, command: 'docker', args: ['run', '--rm', '--name', `martelo-redis-${port}`, '-p', `127.0.0.1:${port}:6379`, '-v', `${folder}:/data`, 'redis:7', 'redis-server', ...durable] }
  }
  return null
}

function majorOf (server: string): number {
  const { stdout } = spawnSync(server, ['--version'], { encoding: 'utf8' })
  return Number(/v=(\d+)/.exec(stdout)?.[1] ?? 0)
}

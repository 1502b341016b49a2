/**
 * Redis servers for tests: a real one each, on a free port, with its data in a folder that goes with it.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis, type RedisOptions } from 'ioredis'
import { endWithUs } from './children.ts'

/** What a test gives us of itself: a way to run something when it ends. tap's `t` is one. */
export interface Teardown {
  teardown: (fn: () => unknown) => void
}

/** Of what a server says, this much of the end is kept, to be shown when it does not start. */
const LONGEST_OUTPUT = 10_000

export interface RedisServerOptions {
  /** One node that owns every slot, with `cluster-enabled yes`: scripts that touch an undeclared slot fail there. */
  cluster?: boolean
  /** More lines of configuration, as arguments: `['--maxmemory', '20mb']`. */
  args?: string[]
}

export class RedisServer {
  readonly port: number
  readonly url: string
  /** Where its data is. */
  readonly directory: string
  readonly #options: RedisServerOptions
  readonly #clients = new Set<Redis>()
  #child: ChildProcess | null = null

  constructor (port: number, directory: string, options: RedisServerOptions) {
    this.port = port
    this.url = `redis://127.0.0.1:${port}`
    this.directory = directory
    this.#options = options
  }

  /**
   * Starts the server, or starts it again on the same data. Resolves when it answers.
   * @param fileLimitKb no file may grow beyond it: as on a full disk, the server ends when it cannot write its AOF.
   */
  async start ({ fileLimitKb }: { fileLimitKb?: number } = {}): Promise<void> {
    const [command, ...before] = fileLimitKb === undefined ? ['redis-server'] : ['sh', '-c', 'ulimit -f "$1" && shift && exec redis-server "$@"', 'redis-server', String(fileLimitKb * 2)]
    const child = spawn(command!, [
      ...before, '--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.directory,
      '--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', '--save', '',
      ...(this.#options.cluster ? ['--cluster-enabled', 'yes', '--cluster-node-timeout', '1000'] : []),
      ...(this.#options.args ?? [])
      // Not inherited: a runner that waits for the end of the test's output would wait for the server's.
    ], { stdio: ['ignore', 'pipe', 'pipe'] })
    endWithUs(child)
    this.#child = child
    await new Promise<void>((resolve, reject) => {
      let output = ''
      child.on('error', reject)
      child.on('exit', (code) => { reject(new Error(`redis-server exited with ${code}: ${output}`)) })
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          output = (output + chunk.toString()).slice(-LONGEST_OUTPUT)
          if (output.includes('Ready to accept connections')) resolve()
        })
      }
    })
    if (this.#options.cluster) await this.#ownEverySlot()
  }

  /** A client of this server with the options that the services use. It is closed with the server. */
  connect (options: RedisOptions = {}): Redis {
    const client = new Redis({ port: this.port, host: '127.0.0.1', replyMapping: 'legacy', ...options } as RedisOptions & { replyMapping: 'legacy' })
    // A test that kills the server on purpose would otherwise drown in unhandled 'error' events.
    client.on('error', () => {})
    this.#clients.add(client)
    return client
  }

  /** Resolves when the process is gone, as it is when it cannot write. */
  async ended (): Promise<void> {
    const child = this.#child
    if (child !== null && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }

  /** Ends the process with a signal and waits until it is gone. The data stays. */
  async kill (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  /** Stops the process without ending it, as a machine that hangs does; `SIGCONT` wakes it. */
  signal (signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal)
  }

  async stop (): Promise<void> {
    for (const client of this.#clients) client.disconnect()
    this.#child?.kill('SIGCONT')
    await this.kill()
    await rm(this.directory, { recursive: true, force: true })
  }

  async #ownEverySlot (): Promise<void> {
    const client = new Redis(this.port, '127.0.0.1')
    await client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383').catch((error: Error) => {
      // On the second start the node remembers its slots.
      if (!error.message.includes('already busy')) throw error
    })
    while (!String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) await new Promise((resolve) => { setTimeout(resolve, 10) })
    client.disconnect()
  }
}

/** Starts a Redis for one test file or one test; it ends with it. */
export async function withRedis (t: Teardown, options: RedisServerOptions = {}): Promise<RedisServer> {
  // The bus of a cluster would else listen on a port that nobody has looked at.
  const args = [...(options.cluster ? ['--cluster-port', String(await freePort())] : []), ...(options.args ?? [])]
  const server = new RedisServer(await freePort(), await mkdtemp(join(tmpdir(), 'martelo-redis-')), { ...options, args })
  t.teardown(() => server.stop())
  await server.start()
  return server
}

/** A port that was free a moment ago. */
export async function freePort (): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}

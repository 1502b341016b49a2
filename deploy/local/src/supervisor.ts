/** Keeps processes running: starts them, waits until they are ready, starts them again when they die, ends them in the end. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface ProcessSpec {
  name: string
  command: string
  args: string[]
  env?: Record<string, string>
  /** Says on a line of its output that the process can be used. */
  ready: RegExp
  /** Takes the other lines; none are shown without it. */
  output?: (line: string) => void
}

export interface Supervised {
  readonly name: string
  /** Resolves when the process is ready for the first time; rejects when it ends before. */
  ready: Promise<void>
  /** SIGTERM, and SIGKILL when that is not enough. May be called twice. */
  stop: () => Promise<void>
}

const SHORTEST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 2000
/** A process that lived so long was well: its next death is the first again. */
const WELL_MS = 10_000
const PATIENCE_MS = 35_000

export class Supervisor {
  readonly #watchdog: ChildProcess
  readonly #running: Supervised[] = []

  constructor () {
    this.#watchdog = spawn(process.execPath, [new URL('../watchdog.mjs', import.meta.url).pathname], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
    this.#watchdog.stdin!.on('error', () => {})
    this.#watchdog.unref()
  }

  start (spec: ProcessSpec): Supervised {
    let child: ChildProcess | undefined
    let stopping = false
    let pause = SHORTEST_PAUSE_MS
    let timer: NodeJS.Timeout | undefined
    let settle: { resolve: () => void, reject: (error: Error) => void }
    const ready = new Promise<void>((resolve, reject) => { settle = { resolve, reject } })
    const lastLines: string[] = []

    const launch = () => {
      const began = Date.now()
      // A group of its own: Ctrl-C on the terminal is for the launcher, which ends everybody in order.
      const started = spawn(spec.command, spec.args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...spec.env } })
      child = started
      if (started.pid) this.#watchdog.stdin!.write(`+${started.pid}\n`)
      for (const stream of [started.stdout, started.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          lastLines.push(line)
          lastLines.splice(0, lastLines.length - 20)
          if (spec.ready.test(line)) settle.resolve()
          else spec.output?.(line)
        })
      }
      const ended = (reason: string) => {
        if (started.pid) this.#watchdog.stdin!.write(`-${started.pid}\n`)
        if (stopping) return
        settle.reject(new Error(`${spec.name} ${reason}:\n${lastLines.join('\n')}`))
        pause = Date.now() - began > WELL_MS ? SHORTEST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
        spec.output?.(`${spec.name} ${reason}; starting it again`)
        timer = setTimeout(launch, pause)
      }
      started.once('error', (error) => { ended(`cannot be started: ${error.message}`) })
      started.once('exit', (code, signal) => { ended(`ended (${signal ?? code})`) })
    }
    launch()
    ready.catch(() => {})

    const supervised: Supervised = {
      name: spec.name,
      ready,
      async stop () {
        stopping = true
        clearTimeout(timer)
        const running = child
        if (running?.pid === undefined || running.exitCode !== null || running.signalCode !== null) return
        const gone = once(running, 'exit')
        running.kill('SIGTERM')
        const force = setTimeout(() => { running.kill('SIGKILL') }, PATIENCE_MS)
        await gone
        clearTimeout(force)
      }
    }
    this.#running.push(supervised)
    return supervised
  }

  /** Ends everything, what was started last first. Those of one name's kind, such as workers, end together. */
  async stop (): Promise<void> {
    const rest = [...this.#running]
    while (rest.length > 0) {
      const kind = rest.at(-1)!.name.split(' ')[0]
      const together = rest.splice(rest.findIndex(({ name }) => name.split(' ')[0] === kind))
      await Promise.all(together.map((process) => process.stop()))
    }
    this.#watchdog.stdin!.end()
  }
}

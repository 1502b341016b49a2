/** Keeps a process running: starts it, waits until it is ready, starts it again when it dies, ends it in the end. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { DataFolder } from './data-folder.ts'

export interface ProcessSpec {
  name: string
  command: string
  args: string[]
  /** Beside this process' own environment. */
  env?: Record<string, string>
  cwd?: string
  /** Says on a line of its output that the process can be used. */
  ready: RegExp
  /** Runs before every start. */
  before?: () => void
  /** Takes the other lines; none are shown without it. */
  output?: (line: string) => void
}

export interface Supervised {
  readonly name: string
  /** Resolves when the process is ready for the first time; rejects, with what it said last, when it ends before. */
  ready: Promise<void>
  /** Ends the process; it is started again at once. */
  restart: () => void
  /** SIGTERM, and SIGKILL when that is not enough. Resolves when it is gone, and it stays so. May be called twice. */
  stop: () => Promise<void>
  /** SIGKILL, for people who are in a hurry; `stop` then resolves. */
  kill: () => void
}

export interface Timing {
  /** Before a process that died is started again; doubles with each death, up to the longest. */
  shortest_pause_ms: number
  longest_pause_ms: number
  /** A process that lived so long was well: its next death counts as the first. */
  well_ms: number
  /** From SIGTERM to SIGKILL; above the time that a service gives itself. */
  patience_ms: number
}

export const TIMING: Timing = { shortest_pause_ms: 200, longest_pause_ms: 2000, well_ms: 10_000, patience_ms: 60_000 }
const LAST_LINES = 20

/** @param rank among the processes that are left when the launcher is killed the highest ends first. */
export function supervise (spec: ProcessSpec, folder: Pick<DataFolder, 'watch' | 'forget'>, rank: number, timing: Timing = TIMING): Supervised {
  let child: ChildProcess | undefined
  let gone: Promise<unknown> = Promise.resolve()
  let stopping = false
  let was_ready = false
  let pause = 0
  let timer: NodeJS.Timeout | undefined
  let lines: string[] = []
  const { promise: ready, resolve, reject } = withResolvers()
  // Who starts several awaits them one after the other.
  ready.catch(() => {})

  function launch (): void {
    const began = Date.now()
    lines = []
    spec.before?.()
    // A group of its own: Ctrl-C on the terminal is for the launcher, which ends everybody in order.
    const started = spawn(spec.command, spec.args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...spec.env }, ...(spec.cwd !== undefined && { cwd: spec.cwd }) })
    child = started
    const { pid } = started
    if (pid !== undefined) folder.watch(pid, rank)
    for (const stream of [started.stdout, started.stderr]) createInterface({ input: stream }).on('line', take)
    gone = new Promise<void>((resolve) => {
      const end = (reason: string) => {
        if (pid !== undefined) folder.forget(pid)
        resolve()
        if (!stopping) died(reason, Date.now() - began)
      }
      started.once('error', (error) => { end(`cannot be started: ${error.message}`) })
      // After the last line; a grandchild that keeps the pipe open must not hold the restart up.
      started.once('exit', (code, signal) => { setImmediate(end, `ended with ${signal ?? code}`) })
    })
  }

  function take (line: string): void {
    lines.push(line)
    lines.splice(0, lines.length - LAST_LINES)
    if (spec.ready.test(line)) {
      was_ready = true
      resolve()
    } else {
      spec.output?.(line)
    }
  }

  function died (reason: string, lived_ms: number): void {
    if (!was_ready) {
      // It never worked: that is for people to look at.
      reject(new Error([`${spec.name} ${reason}`, ...lines].join('\n')))
      return
    }
    pause = lived_ms > timing.well_ms ? timing.shortest_pause_ms : Math.min(Math.max(pause * 2, timing.shortest_pause_ms), timing.longest_pause_ms)
    spec.output?.(`${reason}; starting it again`)
    timer = setTimeout(launch, pause)
  }

  launch()
  return {
    name: spec.name,
    ready,
    restart () {
      pause = 0
      child?.kill('SIGTERM')
    },
    async stop () {
      stopping = true
      clearTimeout(timer)
      reject(new Error(`${spec.name} was stopped`))
      child?.kill('SIGTERM')
      const force = setTimeout(() => { child?.kill('SIGKILL') }, timing.patience_ms)
      await gone
      clearTimeout(force)
    },
    kill () { child?.kill('SIGKILL') }
  }
}

/** Promise.withResolvers came with Node 22. */
function withResolvers (): { promise: Promise<void>, resolve: () => void, reject: (error: Error) => void } {
  let settle: { resolve: () => void, reject: (error: Error) => void }
  const promise = new Promise<void>((resolve, reject) => { settle = { resolve, reject } })
  return { promise, ...settle! }
}

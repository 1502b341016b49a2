/** Built services as processes of their own, driven from outside only. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { endWithUs } from './children.ts'
import type { Teardown } from './redis.ts'

export interface ProcessOptions {
  /** node, if not given. */
  command?: string
  args: string[]
  /** All of it: only PATH is added, nothing else of this process' environment. */
  env?: Record<string, string>
  cwd?: string
  /** Only root may start a process as somebody else. */
  uid?: number
  gid?: number
  /** The line, on standard output or error, that says that it is up: `ready`, if not given. */
  readyLine?: string | RegExp
}

export interface RunningProcess {
  child: ChildProcess
  /** Every line of its output and errors so far. */
  lines: string[]
  /** Resolves with the first line, of those here and those to come, that fits. @throws when it ends before */
  waitForLine: (fits: string | RegExp) => Promise<string>
  /** Sends a signal and waits for the end. Nothing happens when it has ended. */
  kill: (signal?: NodeJS.Signals) => Promise<void>
}

const fitting = (fits: string | RegExp) => (line: string) => typeof fits === 'string' ? line === fits : fits.test(line)

/** Starts a process and resolves when it says that it is up. It ends with the test. @throws with its output when it ends before */
export async function startProcess (t: Teardown, { command = process.execPath, args, env = {}, cwd, uid, gid, readyLine = 'ready' }: ProcessOptions): Promise<RunningProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, ...env }, ...(cwd !== undefined && { cwd }), ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) })
  endWithUs(child)
  const lines: string[] = []
  const lookers = new Set<(line: string) => void>()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      for (const look of lookers) look(line)
    })
  }
  // 'close' comes after the last line; a program that cannot be started has none.
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => { resolve(`cannot be started: ${error.message}`) })
    child.once('close', (code, signal) => { resolve(`ended with ${signal ?? code}`) })
  })

  async function waitForLine (fits: string | RegExp): Promise<string> {
    const fit = fitting(fits)
    const here = lines.find(fit)
    if (here !== undefined) return here
    return await new Promise((resolve, reject) => {
      const look = (line: string) => {
        if (!fit(line)) return
        lookers.delete(look)
        resolve(line)
      }
      lookers.add(look)
      void ended.then((reason) => { reject(new Error(`${[command, ...args].join(' ')} ${reason} without the line ${String(fits)}:\n${lines.join('\n')}`)) })
    })
  }

  async function kill (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  t.teardown(() => kill())
  await waitForLine(readyLine)
  return { child, lines, waitForLine, kill }
}

/** `node <file>` with a bare environment, up when it prints the line `ready`. */
export async function withService (t: Teardown, file: string, env: Record<string, string>): Promise<RunningProcess> {
  return await startProcess(t, { args: [file], env })
}

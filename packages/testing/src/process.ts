/** Built services as processes of their own, driven from outside only. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Teardown } from './redis.ts'

export interface ServiceProcess {
  child: ChildProcess
  /** Every line of its output so far. */
  lines: string[]
  kill: (signal?: NodeJS.Signals) => Promise<void>
}

/** Starts `node <file>` with a bare environment and resolves when it prints the line `ready`. It ends with the test. */
export async function withService (t: Teardown, file: string, env: Record<string, string>): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, ...env } })
  const lines: string[] = []
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  t.teardown(() => kill())
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => { reject(new Error(`${file} ended with ${code}:\n${lines.join('\n')}`)) })
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (line === 'ready') resolve()
      })
    }
  })
  return { child, lines, kill }
}

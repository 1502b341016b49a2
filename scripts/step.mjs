/** One step of preparing: a command, what it is for, how long it takes, and its output when it fails. */
import { spawn } from 'node:child_process'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * @param title what happens, in words: 'Building the page'.
 * @returns whether it worked; when not, its output has been shown. A signal ends the command, and then the process, unless somebody else takes care of signals.
 */
export async function step (title, command, args, cwd = process.cwd(), env = {}) {
  const began = Date.now()
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`
  const terminal = process.stdout.isTTY
  process.stdout.write(`${title} …${terminal ? '' : '\n'}`)
  const timer = setInterval(() => { if (terminal) process.stdout.write(`\r\x1b[K${title} … ${seconds()}`) }, 1000)

  // A group of its own: a signal must reach the commands that the command starts, and each once.
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, CI: '1', ...env }, detached: process.platform !== 'win32', shell: process.platform === 'win32' })
  const alone = SIGNALS.every((signal) => process.listenerCount(signal) === 0)
  let stopped = false
  const stop = () => {
    stopped = true
    try {
      process.kill(-child.pid, 'SIGTERM')
    } catch {
      child.kill()
    }
  }
  for (const signal of SIGNALS) process.on(signal, stop)

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
  for (const signal of SIGNALS) process.off(signal, stop)
  process.stdout.write(`${terminal ? '\r\x1b[K' : ''}${title}: ${code === 0 ? 'done' : stopped ? 'stopped' : 'failed'} (${seconds()})\n`)
  if (stopped && alone) process.exit(130)
  if (code !== 0 && !stopped) process.stderr.write(`${output.trimEnd()}\n`)
  return code === 0
}

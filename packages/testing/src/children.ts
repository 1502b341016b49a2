/** Processes that tests start. When a test runner ends a test that takes too long, its teardown does not run: they end all the same. */
import type { ChildProcess } from 'node:child_process'

const children = new Set<ChildProcess>()
process.on('exit', () => { for (const child of children) child.kill('SIGKILL') })

export function endWithUs (child: ChildProcess): void {
  children.add(child)
  child.once('exit', () => { children.delete(child) })
}

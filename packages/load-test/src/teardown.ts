/** Ends what was started, in reverse order, however the work ends: also when a signal comes. */
import type { Teardown } from '@martelo/testing'

export async function withTeardown<T> (work: (t: Teardown) => Promise<T>): Promise<T> {
  const ends: Array<() => unknown> = []
  const end = async () => { for (const each of ends.splice(0).reverse()) await Promise.resolve().then(each).catch(() => {}) }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const stop = () => { void end().then(() => process.exit(130)) }
  for (const signal of signals) process.once(signal, stop)
  try {
    return await work({ teardown: (fn) => { ends.push(fn) } })
  } finally {
    await end()
    for (const signal of signals) process.off(signal, stop)
  }
}

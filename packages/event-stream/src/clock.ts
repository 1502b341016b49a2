/** A worker's own sense of time. What is recorded is in Redis' time; this one only measures and waits. */

export interface Clock {
  /** Milliseconds that only ever grow. */
  now: () => number
  /** Calls back once, after so many milliseconds. @returns how to give that up. */
  after: (ms: number, call: () => void) => () => void
  /** Between 0 and 1. */
  chance: () => number
  /** A name that nobody else has. */
  unique: () => string
}

export const realClock: Clock = {
  now: () => performance.now(),
  after (ms, call) {
    const timer = setTimeout(call, ms)
    return () => { clearTimeout(timer) }
  },
  chance: () => Math.random(),
  unique: () => crypto.randomUUID()
}

/** Resolves after `ms`, or as soon as one of the signals fires. Never rejects, and leaves nothing behind on the signals. */
export async function pause (clock: Clock, ms: number, ...signals: AbortSignal[]): Promise<void> {
  if (signals.some((signal) => signal.aborted)) return
  let end = () => {}
  const cancel = clock.after(ms, () => { end() })
  try {
    await new Promise<void>((resolve) => {
      end = resolve
      for (const signal of signals) signal.addEventListener('abort', end)
    })
  } finally {
    cancel()
    for (const signal of signals) signal.removeEventListener('abort', end)
  }
}

/** Waiting that can be ended. */

/** Resolves after `ms`, or as soon as one of the signals fires. Never rejects, and leaves nothing behind on the signals. */
export async function pause (ms: number, ...signals: AbortSignal[]): Promise<void> {
  if (signals.some((signal) => signal.aborted)) return
  let end = () => {}
  const timer = setTimeout(() => { end() }, ms)
  try {
    await new Promise<void>((resolve) => {
      end = resolve
      for (const signal of signals) signal.addEventListener('abort', end)
    })
  } finally {
    clearTimeout(timer)
    for (const signal of signals) signal.removeEventListener('abort', end)
  }
}

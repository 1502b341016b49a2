/** One attempt within its time: its signal fires at the deadline or when the lease ends, and soon after it is given up. */
import type { AttemptResult } from './types.ts'

/** How long an attempt may go on after its signal has fired, ms. It needs this to find out what its remote had acknowledged. */
export const ABANDON_MS = 1000

/**
 * Never rejects. What throws, or ignores its signal, has proven nothing.
 * @param timeout_ms what is left of the attempt's total time
 * @param ends fire when the attempt must end early
 */
export async function runAttempt (attempt: (signal: AbortSignal) => Promise<AttemptResult>, timeout_ms: number, ends: AbortSignal[]): Promise<AttemptResult> {
  if (timeout_ms <= 0 || ends.some((end) => end.aborted)) return { result: 'not_delivered', error: 'its time was over before it began' }
  const controller = new AbortController()
  let abandon: NodeJS.Timeout | undefined
  const abandoned = new Promise<AttemptResult>((resolve) => {
    controller.signal.addEventListener('abort', () => {
      abandon = setTimeout(() => { resolve({ result: 'unknown_delivery', error: 'the attempt did not end at its deadline' }) }, ABANDON_MS)
    }, { once: true })
  })
  const end = () => { controller.abort(new Error('the attempt must end')) }
  const deadline = setTimeout(() => { controller.abort(new DOMException('the attempt took too long', 'TimeoutError')) }, timeout_ms)
  for (const each of ends) each.addEventListener('abort', end)
  try {
    return await Promise.race([attempt(controller.signal), abandoned]) ?? { result: 'unknown_delivery', error: 'the attempt gave no result' }
  } catch (error) {
    return { result: 'unknown_delivery', error: error instanceof Error ? error.message || error.name : 'the attempt failed' }
  } finally {
    clearTimeout(deadline)
    clearTimeout(abandon)
    for (const each of ends) each.removeEventListener('abort', end)
  }
}

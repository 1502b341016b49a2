/** One attempt within its time: its signal fires at the deadline or when the lease ends, and soon after it is given up. */
import type { Clock } from './clock.ts'
import type { AttemptResult } from './types.ts'

/** How long an attempt may go on after its signal has fired, ms. It needs this to find out what its remote had acknowledged. */
export const ABANDON_MS = 1000

export interface AttemptContext {
  clock: Clock
  /** What is left of the attempt's total time. */
  timeout_ms: number
  /** Fire when the attempt must end early. */
  ends: AbortSignal[]
  /** Without a commit nothing can have happened. */
  commits: boolean
  /** Records the commit. @returns whether the attempt may go on */
  commit: () => Promise<boolean>
}

/**
 * Never rejects. What throws, or ignores its signal, has proven nothing, unless it had to commit and had not. A commit that was refused
 * proves that nothing happened, whatever the attempt makes of it.
 */
export async function runAttempt (
  attempt: (signal: AbortSignal, commit: () => Promise<void>) => Promise<AttemptResult>,
  { clock, timeout_ms, ends, commits, commit }: AttemptContext
): Promise<AttemptResult> {
  if (timeout_ms <= 0 || ends.some((end) => end.aborted)) return { result: 'not_delivered', error: 'its time was over before it began' }
  const deadline_at = clock.now() + timeout_ms
  const controller = new AbortController()
  let committed = false
  let refused = false
  let over = false
  const unproven = (error: string): AttemptResult => ({ result: commits && !committed ? 'not_delivered' : 'unknown_delivery', error })

  let giveUp: (() => void) | undefined
  const abandoned = new Promise<AttemptResult>((resolve) => {
    controller.signal.addEventListener('abort', () => {
      giveUp = clock.after(ABANDON_MS, () => { resolve(unproven('the attempt did not end at its deadline')) })
    }, { once: true })
  })
  const end = () => { controller.abort(new Error('the attempt must end')) }
  const cancelDeadline = clock.after(timeout_ms, () => { controller.abort(new DOMException('the attempt took too long', 'TimeoutError')) })
  for (const each of ends) each.addEventListener('abort', end)

  async function commitOnce (): Promise<void> {
    // The clock, too: a process that was stopped may get its answer before its timers.
    const late = () => over || controller.signal.aborted || clock.now() >= deadline_at
    try {
      if (late() || !await commit() || late()) throw new Error('the attempt may not go on')
      committed = true
    } catch (error) {
      refused = true
      throw error
    }
  }

  try {
    const result = await Promise.race([attempt(controller.signal, commitOnce), abandoned]) ?? unproven('the attempt gave no result')
    return refused ? { result: 'not_delivered', error: 'the attempt may not go on' } : result
  } catch (error) {
    return unproven(error instanceof Error ? error.message || error.name : 'the attempt failed')
  } finally {
    over = true
    cancelDeadline()
    giveUp?.()
    for (const each of ends) each.removeEventListener('abort', end)
  }
}

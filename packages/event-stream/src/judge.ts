/** What follows from what an attempt came to: pure decisions. */
import { scrub } from './scrub.ts'
import type { AttemptResult, EffectDefinition, EffectState, RetryPolicy } from './types.ts'

export interface Verdict {
  state: Extract<EffectState, 'done' | 'skipped' | 'retry' | 'failed' | 'unknown'>
  /** JSON. */
  receipt?: string
  error?: string
  /** Before the next attempt; 0 unless the state is `retry`. */
  delay_ms: number
}

type Policy = Pick<EffectDefinition<unknown>, 'commits' | 'on_orphan' | 'on_unknown'>

/** A remote that asks for more patience than this is asked again anyway. */
const MOST_PATIENCE_MS = 24 * 3600 * 1000

/** @param number the attempts that count, this one included. @param chance between 0 and 1 */
export function judge (result: AttemptResult, policy: Policy, number: number, retry: RetryPolicy, chance: number): Verdict {
  switch (result.result) {
    case 'done': return { state: 'done', receipt: written(result.receipt), delay_ms: 0 }
    case 'skipped': return { state: 'skipped', receipt: written({ reason: result.reason }), delay_ms: 0 }
    case 'refused': return { state: 'failed', error: scrub(result.error), delay_ms: 0 }
    case 'not_delivered': {
      const error = scrub(result.error)
      if (number >= retry.attempts) return { state: 'failed', error, delay_ms: 0 }
      return { state: 'retry', error, delay_ms: Math.max(asked(result), delayOf(number, retry, chance)) }
    }
    case 'unknown_delivery': {
      const error = scrub(result.error)
      // After the last try, too, nothing is proven: it is not called failed.
      if (policy.on_unknown === 'hold' || number >= retry.attempts) return { state: 'unknown', error, delay_ms: 0 }
      return { state: 'retry', error, delay_ms: delayOf(number, retry, chance) }
    }
    default: return judge({ result: 'unknown_delivery', error: 'the attempt gave no result' }, policy, number, retry, chance)
  }
}

/** What an attempt says about its remote, for the others that want to call it. */
export function remoteOf (result: AttemptResult): { remote: 'away' | 'there' | '', patience_ms: number } {
  switch (result.result) {
    case 'done': case 'refused': return { remote: 'there', patience_ms: 0 }
    case 'not_delivered': return { remote: result.remote ?? '', patience_ms: asked(result) }
    case 'unknown_delivery': return { remote: 'away', patience_ms: 0 }
    default: return { remote: '', patience_ms: 0 }
  }
}

/** An attempt whose worker is gone left no result. @param number the attempts that count, that one included. */
export function judgeOrphan (policy: Policy, committed: boolean, number: number, retry: RetryPolicy): Verdict {
  const error = 'a worker ended during the attempt'
  if (policy.commits && !committed) return { state: number < retry.attempts ? 'retry' : 'failed', error, delay_ms: 0 }
  if (policy.on_orphan === 'unknown' && policy.on_unknown === 'hold') return { state: 'unknown', error, delay_ms: 0 }
  if (number < retry.attempts) return { state: 'retry', error, delay_ms: 0 }
  return { state: policy.on_orphan === 'unknown' ? 'unknown' : 'failed', error, delay_ms: 0 }
}

/** Doubles with every attempt; the second half of it is chance, so that what failed together does not return together. */
function delayOf (number: number, retry: RetryPolicy, chance: number): number {
  const full = Math.min(retry.base_ms * 2 ** (number - 1), retry.max_ms)
  return Math.round(full / 2 + chance * full / 2)
}

function asked ({ retry_after_ms: ms }: { retry_after_ms?: number }): number {
  return ms !== undefined && ms > 0 ? Math.min(Math.ceil(ms), MOST_PATIENCE_MS) : 0
}

/** What happened is recorded even when its receipt cannot be written down. */
function written (receipt: Record<string, unknown>): string {
  try {
    return JSON.stringify(receipt) ?? '{}'
  } catch {
    return '{}'
  }
}

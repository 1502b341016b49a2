/** What follows from what an attempt came to: pure decisions. */
import { scrub } from './scrub.ts'
import type { AttemptResult, EffectDefinition, EffectState } from './types.ts'

export interface RetryPolicy {
  /** Attempts at most; an operator's resend grants as many again. */
  attempts: number
  base_ms: number
  max_ms: number
}

export interface Verdict {
  state: Extract<EffectState, 'done' | 'skipped' | 'retry' | 'failed' | 'unknown'>
  /** JSON. */
  receipt?: string
  error?: string
  /** Before the next attempt; 0 unless the state is `retry`. */
  delay_ms: number
}

type Policy = Pick<EffectDefinition<unknown>, 'on_orphan' | 'on_unknown'>

/** A remote that asks for more patience than this is asked again anyway. */
const MOST_PATIENCE_MS = 24 * 3600 * 1000

/** @param number the attempts that count, this one included. */
export function judge (result: AttemptResult, policy: Policy, number: number, retry: RetryPolicy): Verdict {
  switch (result.result) {
    case 'done': return { state: 'done', receipt: written(result.receipt), delay_ms: 0 }
    case 'skipped': return { state: 'skipped', receipt: written({ reason: result.reason }), delay_ms: 0 }
    case 'refused': return { state: 'failed', error: scrub(result.error), delay_ms: 0 }
    case 'not_delivered': {
      const error = scrub(result.error)
      if (number >= retry.attempts) return { state: 'failed', error, delay_ms: 0 }
      return { state: 'retry', error, delay_ms: Math.max(asked(result.retry_after_ms), delayOf(number, retry)) }
    }
    case 'unknown_delivery': {
      const error = scrub(result.error)
      // After the last try, too, nothing is proven: it is not called failed.
      if (policy.on_unknown === 'hold' || number >= retry.attempts) return { state: 'unknown', error, delay_ms: 0 }
      return { state: 'retry', error, delay_ms: delayOf(number, retry) }
    }
    default: return judge({ result: 'unknown_delivery', error: 'the attempt gave no result' }, policy, number, retry)
  }
}

/** An attempt whose worker is gone left no result. @param number the attempts that count, that one included. */
export function judgeOrphan (policy: Policy, number: number, retry: RetryPolicy): Verdict {
  const error = 'a worker ended during the attempt'
  if (policy.on_orphan === 'unknown' && policy.on_unknown === 'hold') return { state: 'unknown', error, delay_ms: 0 }
  if (number < retry.attempts) return { state: 'retry', error, delay_ms: 0 }
  return { state: policy.on_orphan === 'unknown' ? 'unknown' : 'failed', error, delay_ms: 0 }
}

/** Doubles with every attempt; the second half of it is chance, so that what failed together does not return together. */
function delayOf (number: number, retry: RetryPolicy): number {
  const full = Math.min(retry.base_ms * 2 ** (number - 1), retry.max_ms)
  return Math.round(full / 2 + Math.random() * full / 2)
}

function asked (ms: number | undefined): number {
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

/** How much the group did lately and how long it took, from what the scripts count in each minute. */
import type { Redis } from 'ioredis'
import { minuteKey, type StreamNames } from './names.ts'

/** Each per second, over the window. */
export interface Rates {
  /** The last minutes, seconds. */
  window_s: number
  /** Events by the state that they settled in: done, parked, unknown, dead. */
  settled: Record<string, number>
  /** Attempts by effect and what they came to. */
  attempts: Record<string, Record<string, number>>
}

/** Milliseconds, to within a tenth; null when there were none. */
export interface Latency {
  count: number
  p50_ms: number | null
  p95_ms: number | null
  p99_ms: number | null
}

/** Beside the one that goes on. */
const FULL_MINUTES = 5
const MINUTE = 60_000
/** Each step of the histogram is a quarter longer than the one before. */
const STEP = 1.25

export async function readRates (redis: Redis, names: StreamNames): Promise<{ rates: Rates, latencies: { event: Latency, effects: Record<string, Latency> } }> {
  const [seconds, micros] = (await redis.time()).map(Number) as [number, number]
  const now = seconds * 1000 + Math.floor(micros / 1000)
  const minute = Math.floor(now / MINUTE)
  const minutes = await Promise.all(Array.from({ length: FULL_MINUTES + 1 }, async (_, i) => await redis.hgetall(minuteKey(names, minute - i))))
  const window_s = FULL_MINUTES * 60 + (now % MINUTE) / 1000

  const settled: Rates['settled'] = {}
  const attempts: Rates['attempts'] = {}
  const times = new Map<string, Map<number, number>>()
  for (const [field, text] of minutes.flatMap((each) => Object.entries(each))) {
    const [, who, state, step] = /^([^:]+):(\w+)(?:\|(\d+))?$/.exec(field) ?? []
    if (who === undefined || state === undefined) continue
    const count = Number(text)
    if (step !== undefined) {
      const steps = times.get(who) ?? new Map<number, number>()
      steps.set(Number(step), (steps.get(Number(step)) ?? 0) + count)
      times.set(who, steps)
    } else {
      const counts = who === '*' ? settled : attempts[who] ??= {}
      counts[state] = (counts[state] ?? 0) + count
    }
  }
  for (const counts of [settled, ...Object.values(attempts)]) for (const state of Object.keys(counts)) counts[state] = Number((counts[state]! / window_s).toFixed(4))
  const effects = Object.fromEntries(Object.keys(attempts).map((effect) => [effect, latencyOf(times.get(effect))]))
  return { rates: { window_s: Math.round(window_s), settled, attempts }, latencies: { event: latencyOf(times.get('*')), effects } }
}

function latencyOf (steps: Map<number, number> = new Map()): Latency {
  const sorted = [...steps].sort(([a], [b]) => a - b)
  const count = sorted.reduce((sum, [, each]) => sum + each, 0)
  const quantile = (share: number) => {
    let left = share * count
    for (const [step, each] of sorted) {
      left -= each
      // The middle of the step.
      if (left <= 0) return Math.max(0, Math.round(STEP ** (step - 0.5) - 1))
    }
    return null
  }
  return { count, p50_ms: quantile(0.5), p95_ms: quantile(0.95), p99_ms: quantile(0.99) }
}

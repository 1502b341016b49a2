/** The pipeline, asked for each second while it is looked at, and what it was in the minutes before. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { call } from '../../api.ts'

export interface Latency { count: number, p50_ms: number | null, p95_ms: number | null, p99_ms?: number | null }
export interface PipelineResource {
  length: number
  lag: number
  pending: number
  parked: number
  dead: number
  unknown: number
  done: number
  consumers: Array<{ name: string, pending: number, idle_ms: number }>
  remotes_away?: Array<{ effect: string, since: string, failures: number, next_try_at: string, error: string }>
  rates?: { window_s: number, settled: Record<string, number>, attempts: Record<string, Record<string, number>> }
  latencies?: { event: Latency, effects: Record<string, Latency> }
}

/** One second. */
export interface Moment {
  /** Epoch seconds, on this machine's clock: only for the axis. */
  at: number
  /** Events that were settled as done in it. */
  rate: number
  lag: number
  pending: number
  durations: Record<string, number | null>
}

const EVERY_MS = 1000
const KEPT = 300

export interface Pipeline { now: PipelineResource | null, past: Moment[], error: Error | null }

export function usePipeline (): Pipeline {
  const [state, set] = useState<Pipeline>({ now: null, past: [], error: null })
  const before = useRef<{ done: number, at: number } | null>(null)
  useEffect(() => {
    let timer = 0
    let current = true
    const look = async () => {
      // Nobody looks: nobody asks.
      if (!document.hidden) {
        try {
          const now = await call<PipelineResource>('GET', '/ops/pipeline')
          const at = Date.now() / 1000
          const last = before.current
          before.current = { done: now.done, at }
          const moment: Moment = {
            at,
            rate: last === null ? 0 : Math.max(0, now.done - last.done) / Math.max(0.2, at - last.at),
            lag: now.lag,
            pending: now.pending,
            durations: Object.fromEntries(Object.entries(now.latencies?.effects ?? {}).map(([name, { p50_ms }]) => [name, p50_ms]))
          }
          if (current) set(({ past }) => ({ now, past: [...past, moment].slice(-KEPT), error: null }))
        } catch (error) {
          if (current) set((shown) => ({ ...shown, error: error as Error }))
        }
      }
      if (current) timer = window.setTimeout(() => { void look() }, EVERY_MS)
    }
    void look()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [])
  return state
}

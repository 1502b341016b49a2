/**
 * The Horizontal Pod Autoscaler's arithmetic, as Kubernetes documents it (autoscaling/v2): ratio and tolerance, the maximum over several
 * metrics, stabilisation windows, and policies that bound how fast it moves. KEDA feeds the same autoscaler with external metrics.
 * Pure: the clock and the measurements are given.
 */

export type Metric =
  /** External, `AverageValue`: replicas = ⌈sum ÷ target⌉. */
  | { kind: 'external', name: string, sum: number, target: number }
  /** Resource, `Utilization`: replicas = ⌈current × average ÷ target⌉, both in per cent of what the pods request. */
  | { kind: 'utilization', name: string, average: number, target: number }

export interface Policy { type: 'Pods' | 'Percent', value: number, period_ms: number }

export interface Rules {
  stabilization_ms: number
  /** The one that allows the most counts. */
  policies: Policy[]
}

export interface AutoscalerOptions {
  min: number
  max: number
  up: Rules
  down: Rules
}

/** What Kubernetes does when a manifest says nothing. */
export const DEFAULT_UP: Rules = { stabilization_ms: 0, policies: [{ type: 'Percent', value: 100, period_ms: 15_000 }, { type: 'Pods', value: 4, period_ms: 15_000 }] }
export const DEFAULT_DOWN: Rules = { stabilization_ms: 300_000, policies: [{ type: 'Percent', value: 100, period_ms: 15_000 }] }
export const SYNC_MS = 15_000
const TOLERANCE = 0.1

/** What one metric asks for. Within the tolerance nothing changes. */
export function wanted (metric: Metric, current: number): number {
  const ratio = metric.kind === 'external' ? metric.sum / (metric.target * current) : metric.average / metric.target
  if (Math.abs(ratio - 1) <= TOLERANCE) return current
  return Math.ceil(metric.kind === 'external' ? metric.sum / metric.target : current * ratio)
}

export interface Autoscaler {
  /** One round. @param now ms on any clock that only grows @returns how many replicas there should be */
  decide: (now: number, current: number, metrics: readonly Metric[]) => number
}

export function createAutoscaler ({ min, max, up, down }: AutoscalerOptions): Autoscaler {
  let recommendations: Array<{ at: number, replicas: number }> = []
  let changes: Array<{ at: number, by: number }> = []
  const longest = (rules: Rules) => Math.max(rules.stabilization_ms, ...rules.policies.map(({ period_ms }) => period_ms))
  const memory_ms = Math.max(longest(up), longest(down))

  /** Replicas when the policy's period began. */
  const before = (now: number, current: number, period_ms: number) => current - changes.filter(({ at }) => at > now - period_ms).reduce((sum, { by }) => sum + by, 0)

  function most (now: number, current: number): number {
    return Math.max(...up.policies.map(({ type, value, period_ms }) => type === 'Pods' ? before(now, current, period_ms) + value : Math.ceil(before(now, current, period_ms) * (1 + value / 100))))
  }
  function least (now: number, current: number): number {
    return Math.min(...down.policies.map(({ type, value, period_ms }) => type === 'Pods' ? before(now, current, period_ms) - value : Math.floor(before(now, current, period_ms) * (1 - value / 100))))
  }

  return {
    decide (now, current, metrics) {
      const asked = Math.max(...metrics.map((metric) => wanted(metric, current)))
      recommendations = [...recommendations, { at: now, replicas: asked }].filter(({ at }) => at >= now - memory_ms)
      changes = changes.filter(({ at }) => at > now - memory_ms)
      const within = (window: number) => recommendations.filter(({ at }) => at >= now - window).map(({ replicas }) => replicas)
      // Up to the least that was asked for lately, down to the most: what flickers moves nothing.
      const raised = Math.min(...within(up.stabilization_ms))
      const lowered = Math.max(...within(down.stabilization_ms))
      const stable = raised > current ? raised : lowered < current ? lowered : current
      const bounded = stable > current ? Math.min(stable, Math.max(current, most(now, current))) : Math.max(stable, Math.min(current, least(now, current)))
      const replicas = Math.min(max, Math.max(min, bounded))
      if (replicas !== current) changes.push({ at: now, by: replicas - current })
      return replicas
    }
  }
}

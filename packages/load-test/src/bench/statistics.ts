/** Medians, percentiles, and rounds that take turns, so that a machine whose speed drifts slows all of them alike. */
import type { Figure } from './row.ts'

/** The value that so many per cent of the values do not exceed. @param values at least one, in any order */
export function percentile (values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(percent / 100 * sorted.length) - 1)]!
}

export const median = (values: readonly number[]): number => percentile(values, 50)

export function figure (name: string, values: readonly number[], unit: string, target?: Figure['target']): Figure {
  return { name, value: median(values), unit, ...(values.length > 1 && { spread: [Math.min(...values), Math.max(...values)] }), ...(target && { target }) }
}

/**
 * Runs each contestant once in every round, in an order that turns with the rounds.
 * @returns the measurements of each, in the order of the rounds
 */
export async function rounds<Name extends string> (count: number, contestants: Record<Name, () => Promise<number>>): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[]
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>
  for (let round = 0; round < count; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length]!
      measured[name].push(await contestants[name]())
    }
  }
  return measured
}

/** Round by round: what both saw of the machine is in the ratio no more. */
export function ratios (of: readonly number[], to: readonly number[]): number[] {
  return of.map((value, i) => value / to[i]!)
}

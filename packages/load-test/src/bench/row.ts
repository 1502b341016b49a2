/** What a benchmark is: one row of the table, measured against a peer or against itself, in one run on one machine. */
import type { Teardown } from '@martelo/testing'

/** `smoke` proves that the row works, in seconds, and its figures mean nothing. */
export type Size = 'full' | 'smoke'

export interface Figure {
  name: string
  /** The median where there are several rounds. */
  value: number
  unit: string
  /** Least and most over the rounds. */
  spread?: [least: number, most: number]
  /** What we aim at. Without one the figure is reported only. */
  target?: { least: number } | { most: number }
}

export interface Row {
  name: string
  title: string
  /** @param t what is started ends with it */
  measure: (t: Teardown, size: Size, say: (text: string) => void) => Promise<Figure[]>
}

export function met ({ value, target }: Figure): boolean | null {
  if (target === undefined) return null
  return 'least' in target ? value >= target.least : value <= target.most
}

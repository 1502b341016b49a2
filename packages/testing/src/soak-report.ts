/** The rows of the table that a soak prints: each suite adds its own, the program that started them collects them. */
import { appendFileSync } from 'node:fs'
import type { Verdict } from './invariants.ts'

export interface SoakRow extends Pick<Verdict, 'faults' | 'events' | 'lost' | 'repeated' | 'unknown'> {
  suite: string
  violations: number
  seconds: number
}

/** Adds a row to the file that `SOAK_REPORT` names; without it, nothing is written. @param began epoch milliseconds */
export function reportRow (suite: string, { faults, events, lost, repeated, unknown, violations }: Verdict, began: number): void {
  const file = process.env.SOAK_REPORT
  if (file === undefined || file === '') return
  const row: SoakRow = { suite, faults, events, lost, repeated, unknown, violations: violations.length, seconds: Math.round((Date.now() - began) / 1000) }
  appendFileSync(file, `${JSON.stringify(row)}\n`)
}

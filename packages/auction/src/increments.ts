/**
 * The minimum increment: how far a bid must go above the current price (rules: Increment).
 */
import { MAX_MINOR, type Minor } from './money.ts'

/** [price from which it holds, increment], both in minor units, ascending. */
export const INCREMENT_TABLE: ReadonlyArray<readonly [Minor, Minor]> = [
  [1, 5],
  [1_00, 25],
  [5_00, 50],
  [25_00, 1_00],
  [100_00, 2_50],
  [250_00, 5_00],
  [500_00, 10_00],
  [1_000_00, 25_00],
  [2_500_00, 50_00],
  [5_000_00, 100_00]
]

/** The increment of an auction, amounts in minor units. */
export type Increment =
  | { type: 'table' }
  | { type: 'fixed', amount: Minor }
  | { type: 'percent', percent: number }

/**
 * inc(x): the minimum increment at a price.
 * @param price minor units, at least 1.
 * @returns minor units, at least 1.
 */
export function incrementAt (increment: Increment, price: Minor): Minor {
  switch (increment.type) {
    case 'fixed': return increment.amount
    // Rounded up to the minor unit. price × percent stays below 2^53, so the sum is exact.
    case 'percent': return Math.max(1, Math.floor((price * increment.percent + 99) / 100))
    case 'table': {
      let step: Minor = INCREMENT_TABLE[0]![1]
      for (const [from, amount] of INCREMENT_TABLE) if (price >= from) step = amount
      return step
    }
  }
}

/** The increment as one Redis hash field: `table`, `fixed:100`, `percent:5`. */
export function encodeIncrement (increment: Increment): string {
  switch (increment.type) {
    case 'table': return 'table'
    case 'fixed': return `fixed:${increment.amount}`
    case 'percent': return `percent:${increment.percent}`
  }
}

/** @throws RangeError when the text was not written by {@link encodeIncrement}. */
export function decodeIncrement (text: string): Increment {
  const [type, value] = text.split(':')
  const number = Number(value)
  if (type === 'table') return { type }
  if (type === 'fixed' && Number.isInteger(number) && number <= MAX_MINOR) return { type, amount: number }
  if (type === 'percent' && Number.isInteger(number)) return { type, percent: number }
  throw new RangeError(`not an increment: ${text}`)
}

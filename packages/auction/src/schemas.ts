/**
 * The small schemas that others are made of. A schema is the only definition of a form:
 * routes, OpenAPI, event codecs and types follow from it.
 */
import { Type } from 'typebox'
import { MONEY_PATTERN, MAX_MINOR } from './money.ts'
import { AUCTION_ID_PATTERN } from './ids.ts'

/** Money in answers. */
export const Money = Type.String({ pattern: MONEY_PATTERN, examples: ['150.00'], description: 'Decimal string with exactly two digits, in the auction’s currency.' })

/** Money in requests: the string of answers, or a JSON number with at most two decimals (which `parseMoney` checks). */
export const MoneyInput = Type.Union([
  Type.String({ pattern: MONEY_PATTERN }),
  Type.Number({ exclusiveMinimum: 0, maximum: MAX_MINOR / 100 })
], { examples: ['150.00'], description: 'Decimal string with exactly two digits, or a number with at most two decimals; from 0.01 to 10000000000.00.' })

/** RFC 3339, answered in UTC with milliseconds. */
export const Timestamp = Type.String({ format: 'date-time', examples: ['2026-11-23T12:00:00.000Z'] })

export const AuctionId = Type.String({ pattern: AUCTION_ID_PATTERN, examples: ['0-01JD9Z6N3T8QK5V7W2X4Y6Z8AB'] })

/** One of some words. */
export const oneOf = <const Words extends readonly string[]>(words: Words, options: object = {}) => Type.Unsafe<Words[number]>({ type: 'string', enum: [...words], ...options })

export const Currency = oneOf(['BRL', 'USD', 'EUR'])

/** Languages that Martelo writes in. */
export const Locale = oneOf(['pt-BR', 'en'])

/** Epoch milliseconds → RFC 3339 in UTC with milliseconds. */
export function timestamp (ms: number): string {
  return new Date(ms).toISOString()
}

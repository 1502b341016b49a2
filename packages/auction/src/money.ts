/**
 * Money: an integer number of minor units (cents) inside, a decimal string outside.
 * There is no float anywhere between the two.
 */

/** Minor units (cents) of an auction's currency. Always a safe integer. */
export type Minor = number

/** The largest price Martelo handles, in minor units: ten thousand million reais. */
export const MAX_MINOR: Minor = 1e12

/** What a money string looks like: no sign, no exponent, no leading zeros, exactly two digits of cents. */
export const MONEY_PATTERN = '^(0|[1-9][0-9]{0,10})\\.[0-9]{2}$'

const moneyForm = new RegExp(MONEY_PATTERN)

/**
 * Reads a positive amount from a request.
 * @param input a string such as `"150.00"`, or a JSON number with at most two decimals.
 * @returns minor units from 1 to {@link MAX_MINOR}, or null when the input is anything else.
 */
export function parseMoney (input: unknown): Minor | null {
  let minor: number
  if (typeof input === 'string') {
    if (!moneyForm.test(input)) return null
    minor = Number(input.replace('.', ''))
  } else if (typeof input === 'number') {
    if (!Number.isFinite(input)) return null
    minor = Math.round(input * 100)
    // 150.10 * 100 is not an integer in binary; the way back decides whether there were more than two decimals.
    if (minor / 100 !== input) return null
  } else {
    return null
  }
  return minor >= 1 && minor <= MAX_MINOR ? minor : null
}

/** Writes minor units as a decimal string with exactly two digits: `15050` → `"150.50"`. */
export function formatMoney (minor: Minor): string {
  const digits = String(minor).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Minor units as a JSON number. For the Pub/Sub message of the prototype's form, and nothing else. */
export function moneyNumber (minor: Minor): number {
  return minor / 100
}

/**
 * Money for people: `150050` in BRL and pt-BR → `R$ 1.500,50`.
 * @param locale a BCP 47 tag.
 */
export function displayMoney (minor: Minor, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(minor / 100)
}

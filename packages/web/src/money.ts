/** Money as people type and read it. */
import { locale } from './texts/index.ts'

/**
 * What is typed → the API's string; null for anything else. No float is involved.
 * The last of `,` and `.` is the decimal mark when one or two digits follow it; otherwise both group thousands:
 * `1.234,56`, `1,234.56`, `1234,5`, `1234.56`, `1.234`, `R$ 150`.
 */
export function readMoney (typed: string): string | null {
  const text = typed.replace(/[\s\u00a0]|R\$|US\$|[$€]/g, '')
  const [, whole, decimals = ''] = /^([\d.,]*\d)(?:[.,](\d{1,2}))$/.exec(text) ?? /^(\d[\d.,]*)$/.exec(text) ?? []
  if (whole === undefined || !/^(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+)$/.test(whole)) return null
  // A decimal mark that also groups thousands is a slip of the hand.
  if (decimals !== '' && whole.includes(text.at(-decimals.length - 1)!)) return null
  return `${whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '')}.${decimals.padEnd(2, '0')}`
}

/** The API's string → `R$ 1.234,56`. */
export function showMoney (amount: string, currency: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount))
}

/** The API's string → `1.234,56`, for a field. */
export function fieldMoney (amount: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(Number(amount))
}

/** The API's string → minor units, for comparing. */
export const minor = (amount: string): number => Number(amount.replace('.', ''))

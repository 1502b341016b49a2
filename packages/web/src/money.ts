/** Money as people type and read it. */
import { locale } from './texts/index.ts'

/** `1.234,56`, `1234,5`, `1234.56`, `150` → the API's string; null for anything else. No float is involved. */
export function readMoney (typed: string): string | null {
  const text = typed.replace(/[\sR$]/g, '')
  const found = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/.exec(text) ?? /^(\d+)\.(\d{1,2})$/.exec(text)
  if (!found) return null
  const whole = found[1]!.replace(/\./g, '').replace(/^0+(?=\d)/, '')
  return `${whole}.${(found[2] ?? '').padEnd(2, '0')}`
}

/** The API's string → `R$ 1.234,56`. */
export function showMoney (amount: string, currency: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount))
}

/** The API's string → `1.234,56`, for a field. */
export function fieldMoney (amount: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(Number(amount))
}

/** People between their stored form and the form of REST. */
import { cleanName, isEmail, normalizeEmail, type Account } from '@martelo/accounts'
import type { Settings } from '@martelo/service-runtime'
import { Type } from 'typebox'
import { invalid } from './problems.ts'

export const MeResource = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  locale: Type.Union([Type.String(), Type.Null()]),
  admin: Type.Boolean()
}, { $id: 'Me' })

export function meResource (account: Account, settings: Pick<Settings, 'ADMIN_EMAILS'>) {
  const { id, name, email, locale } = account
  return { id, name, email, locale, admin: settings.ADMIN_EMAILS.includes(email) }
}

/** @throws Problem invalid_request */
export function readEmail (text: string): string {
  const email = normalizeEmail(text)
  if (!isEmail(email)) throw invalid('/email', 'must be an e-mail address')
  return email
}

/** @throws Problem invalid_request */
export function readName (text: string | undefined): string | null {
  if (text === undefined) return null
  const name = cleanName(text)
  if (name === null) throw invalid('/name', 'must have 1 to 80 characters')
  return name
}

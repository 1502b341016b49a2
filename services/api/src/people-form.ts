/** People between their stored form and the form of REST. */
import { cleanName, isEmail, normalizeEmail, type Account } from '@martelo/accounts'
import { readPixKey } from '@martelo/auction'
import type { Settings } from '@martelo/service-runtime'
import { Type } from 'typebox'
import { invalid } from './problems.ts'

export const MeResource = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  locale: Type.Union([Type.String(), Type.Null()]),
  admin: Type.Boolean(),
  pix_key: Type.Union([Type.String(), Type.Null()], { description: 'Where Pix payments to you go; shown to nobody but in the code that your winners pay with.' }),
  pix_city: Type.Union([Type.String(), Type.Null()])
}, { $id: 'Me' })

export function meResource (account: Account, settings: Pick<Settings, 'ADMIN_EMAILS'>) {
  const { id, name, email, locale, pix_key, pix_city } = account
  return { id, name, email, locale, admin: settings.ADMIN_EMAILS.includes(email), pix_key, pix_city }
}

/** @throws Problem invalid_request */
export function readEmail (text: string): string {
  const email = normalizeEmail(text)
  if (!isEmail(email)) throw invalid('/email', 'must be an e-mail address')
  return email
}

/** @throws Problem invalid_request */
export function readPixKeyInput (text: string): string {
  const key = readPixKey(text)
  if (key === null) throw invalid('/pix_key', 'must be a CPF, a CNPJ, an e-mail address, a phone that begins with +55, or a random key')
  return key
}

/** @throws Problem invalid_request */
export function readName (text: string | undefined): string | null {
  if (text === undefined) return null
  const name = cleanName(text)
  if (name === null) throw invalid('/name', 'must have 1 to 80 characters')
  return name
}

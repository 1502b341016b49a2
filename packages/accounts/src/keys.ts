/**
 * The names of all keys. What one script needs together shares a hash tag.
 *
 * | key | what |
 * |---|---|
 * | `{account:<id>}` | hash: name, email, locale, blocked…; `erased_at` alone once the person is gone |
 * | `{account:<id>}:tokens` | hash: token id → sha256, of every token of an account |
 * | `{email:<sha256 of the address>}` | the id of the account |
 * | `{code:<sha256 of the address>}` | hash: hash of the code, tries, name given; expires |
 * | `{code:<…>}:sent` | list: when the address was sent codes, newest first; expires |
 * | `{token:<sha256>}` | hash: account, id, kind, label, created_at, used_at, expires_at; expires |
 */
import { normalizeEmail } from './names.ts'
import { sha256 } from './secrets.ts'

export interface Keys {
  account: (id: string) => string
  tokens: (account: string) => string
  email: (email: string) => string
  code: (email: string) => string
  sent: (email: string) => string
  /** @param hash the sha256 of the token. */
  token: (hash: string) => string
}

export function createKeys (prefix: string): Keys {
  const code = (email: string) => `${prefix}{code:${sha256(normalizeEmail(email))}}`
  return {
    account: (id) => `${prefix}{account:${id}}`,
    tokens: (account) => `${prefix}{account:${account}}:tokens`,
    email: (email) => `${prefix}{email:${sha256(normalizeEmail(email))}}`,
    code,
    sent: (email) => `${code(email)}:sent`,
    token: (hash) => `${prefix}{token:${hash}}`
  }
}

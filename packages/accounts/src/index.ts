/** People, sign-in codes, tokens. Knows nothing of auctions. */
export { createAccounts, type Accounts } from './accounts.ts'
export { cleanName, isEmail, normalizeEmail } from './names.ts'
export type { Account } from './people.ts'
export type { TokenInfo } from './tokens.ts'

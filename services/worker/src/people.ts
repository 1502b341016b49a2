/**
 * People in what is recorded: placeholders, `{{person:<account id>}}`. Names are put in when something is shown or sent, so that
 * deleting a person deletes the name everywhere.
 */
import { personPlaceholder as person, type AuctionEnded } from '@martelo/auction'
import type { Accounts } from '@martelo/accounts'
import { isEmail } from '@martelo/accounts'
import { phrases } from './texts/phrases.ts'
import { cut, inert } from './plain-text.ts'

export { person }

const PLACEHOLDER = /\{\{person:/g
/** What somebody typed must not be taken for a placeholder: it would show another person's name. */
export const withoutPlaceholders = (text: string) => text.replace(PLACEHOLDER, '{ {person:')

/** An auction that another program ran: there is no page, no log and no account of it here. */
export function isForeign (event: Pick<AuctionEnded, 'seller_id'>): boolean {
  return event.seller_id === null
}

/** `gone`: somebody won, and nobody knows any more who it was. */
export type Winner =
  | { known: 'nobody' | 'gone', name: string }
  /** `address` is null where the given one cannot be one. */
  | { known: 'winner', name: string, address: string | null }

export interface PeopleSource {
  accounts: Pick<Accounts, 'get'>
  /** The names that a foreign event brought along, JSON; null once it is settled. */
  attachmentOf: (eventId: string) => Promise<string | null>
}

const LONGEST_NAME = 80

export async function findWinner (event: AuctionEnded, { accounts, attachmentOf }: PeopleSource): Promise<Winner> {
  const words = phrases(event.locale)
  if (event.winner_id === null) return { known: 'nobody', name: '' }
  if (!isForeign(event)) {
    const account = await accounts.get(event.winner_id)
    return account === null ? { known: 'gone', name: words.deleted_person } : { known: 'winner', name: shownName(account.name, words.winner), address: account.email }
  }
  const attached = await attachmentOf(event.event_id)
  if (attached === null) return { known: 'gone', name: words.forgotten_winner }
  const { name, email } = JSON.parse(attached) as { name: string, email: string }
  return { known: 'winner', name: shownName(name, words.winner), address: isEmail(email.trim()) ? email.trim() : null }
}

/** A name leads nowhere and calls nobody. */
function shownName (name: string, otherwise: string): string {
  return cut(inert(name), LONGEST_NAME) || otherwise
}

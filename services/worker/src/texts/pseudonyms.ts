/** Bidders as a model knows them: letters, in the order of their first bids that are told. Names are put in when a text is read. */
import type { Facts } from '../facts.ts'
import { person } from '../people.ts'

export interface Pseudonyms {
  /** `[A]` */
  of: (account: string) => string
  /** A text with placeholders for its letters. A letter that stands for nobody goes. */
  named: (text: string) => string
}

/** A letter in a model's text. */
export const PSEUDONYM = /\[([A-Z]{1,3})\]/g

export function pseudonyms ({ event, history }: Pick<Facts, 'event' | 'history'>): Pseudonyms {
  const accounts: string[] = []
  const number = (account: string) => accounts.includes(account) ? accounts.indexOf(account) : accounts.push(account) - 1
  for (const { bidder } of history?.moments ?? []) number(bidder)
  for (const { bidder } of history?.bids ?? []) number(bidder)
  if (event.winner_id !== null) number(event.winner_id)
  const letters = accounts.map((_, i) => letterFor(i))
  return {
    of: (account) => `[${letters[accounts.indexOf(account)] ?? '?'}]`,
    named: (text) => text.replace(PSEUDONYM, (_, letter: string) => {
      const account = accounts[letters.indexOf(letter)]
      return account === undefined ? '' : person(account)
    })
  }
}

/** 0 → A, 25 → Z, 26 → AA. */
function letterFor (index: number): string {
  return (index >= 26 ? letterFor(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + index % 26)
}

/** A model's words are only used when they say nothing that the facts do not. */
import type { Facts } from '../facts.ts'
import { leadsSomewhere, plain } from '../plain-text.ts'
import { wrongClaim } from './check/claims.ts'
import { wrongDate } from './check/dates.ts'
import { knownOf, numberOf, type Known } from './check/known.ts'
import { languageOf } from './check/language.ts'
import { nameIn } from './check/names.ts'
import { wrongNumber } from './check/numbers.ts'
import { promiseIn } from './check/promises.ts'
import { fold, withTitleApart } from './check/words.ts'
import { PSEUDONYM } from './pseudonyms.ts'
import type { Words } from './texts.ts'

export type Field = keyof Words

export interface Finding {
  field: Field
  /** What kind of thing is wrong. Goes into the ledger. */
  kind: string
  /** The words themselves. For whoever wrote them, and nobody else: they may hold anything. */
  found: string
}

/** For the ledger and the log. */
export const inWords = ({ field, kind }: Finding) => `${field}: ${kind}`

/** @param words as the model wrote them. @returns the first thing that is no fact, or null. */
export function findingIn (words: Words, facts: Facts): Finding | null {
  const known = knownOf(facts)
  for (const [field, text] of Object.entries(words) as Array<[Field, string]>) {
    // Nobody gets the mail of an auction that nobody won.
    if (field.startsWith('email') && facts.event.winner_id === null) continue
    const [kind, found] = findingInText(text, field, known) ?? []
    if (kind !== undefined) return { field, kind, found: found ?? '' }
  }
  return null
}

const LETTERS: readonly Field[] = ['email_subject', 'email_greeting', 'email_body', 'post']
const SUBJECT = /\b(?:venc|arremat|ganh|lev|parab|seu|sua|conquist|won|win|your|yours|congrat|bought|compr)/

/** Of one text. @returns what kind of thing is wrong, and where. */
export function findingInText (written: string, field: Field, known: Known): [kind: string, found: string] | null {
  const { facts } = known
  const letter = LETTERS.includes(field)
  const leads = leadsSomewhere(written)
  if (leads !== null) return ['a link, an address, a long number, a mention or code', leads]
  const text = plain(written)
  if (text === '') return ['nothing is left of it', '']
  if (field !== 'summary' && text.search(PSEUDONYM) !== -1) return ['a letter in the place of a name, which only the summary may use', '']
  // Without the title, and without the letters, which get their names from the program.
  const apart = withTitleApart(text.replace(PSEUDONYM, 'alguém'), facts.title)
  const folded = fold(apart)

  const { wrong, rest } = wrongDate(apart, known, field === 'advice')
  if (wrong !== null) return ['a date or time that is no fact', wrong]
  const number = wrongNumber(rest, known)
  if (number !== null) return ['a number that is no fact', number]
  const name = nameIn(apart, facts.title)
  if (name !== null) return ['a name, of which you know none', name]
  const promise = promiseIn(folded, letter ? 'letter' : field === 'advice' ? 'advice' : 'summary')
  if (promise !== null) return ['a promise or an order that nobody gave', promise]
  if (/\b(?:reserva|reserve)\b/.test(folded) && (letter || (field === 'summary' && facts.event.outcome !== 'reserve_not_met'))) return ['the reserve', '']
  const claim = wrongClaim(folded, known, field === 'advice')
  if (claim !== null) return ['something that the facts contradict', claim]
  const copied = copiedRun(folded, fold(facts.event.description))
  if (copied !== null) return ['words copied from the description', copied]
  if (languageOf(folded) === (facts.event.locale === 'en' ? 'pt' : 'en')) return ['another language than was asked for', '']
  if (field === 'email_subject' && !SUBJECT.test(folded)) return ['it does not say that the reader has won', '']
  if (field === 'summary' && facts.sold && !namesPrice(text, facts)) return ['the final price is missing', '']
  return null
}

function namesPrice (text: string, { event }: Facts): boolean {
  const final = numberOf(event.final_price)
  return (text.match(/\d[\d.,]*/g) ?? []).some((found) => numberOf(found) === final)
}

/** So many words in a row are no coincidence. */
const COPIED_WORDS = 7

function copiedRun (folded: string, description: string): string | null {
  const wordsOf = (text: string) => text.match(/[\p{L}\p{N}']+/gu) ?? []
  const said = wordsOf(folded)
  const source = ` ${wordsOf(description).join(' ')} `
  for (let at = 0; at + COPIED_WORDS <= said.length; at++) {
    const run = said.slice(at, at + COPIED_WORDS).join(' ')
    if (source.includes(` ${run} `)) return run
  }
  return null
}

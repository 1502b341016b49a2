/**
 * What is written about an ended auction, recorded once per event as its note `texts`. The API reads the same note for its reports.
 * People stand as placeholders, `{{person:<account id>}}`; `{{person:foreign}}` is the winner of an auction that another program ran.
 */
import { RecordedReport } from '@martelo/auction'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

export const TEXTS_NOTE = 'texts'

/** The words that a model may choose. Item, price, winner, dates and links are set around them by code. Plain text. */
export const Words = Type.Object({
  summary: Type.String({ minLength: 1, maxLength: 1500, description: 'For the seller: how the auction went, in two to four sentences. Names the final price of a sale. The only text that may name bidders, as [A].' }),
  advice: Type.String({ minLength: 1, maxLength: 1000, description: 'For the seller: what to try next time, in one or two sentences, without numbers.' }),
  email_subject: Type.String({ minLength: 1, maxLength: 80, description: 'Two to six words that tell the winner of having won. The item’s title is put behind them; do not repeat it, and end without punctuation.' }),
  email_greeting: Type.String({ minLength: 1, maxLength: 200, description: 'One cheerful sentence that congratulates the winner.' }),
  email_body: Type.String({ minLength: 1, maxLength: 1000, description: 'To the winner, two or three sentences: what was won and how.' }),
  post: Type.String({ minLength: 1, maxLength: 400, description: 'One or two sentences for the community’s channel.' })
}, { additionalProperties: false })
export type Words = Static<typeof Words>

const Count = Type.Integer({ minimum: 0 })
/** Tokens of all tries. `input` are those that no cache held. */
export const Usage = Type.Object({ input: Count, output: Count, cache_read: Count, cache_write: Count })
export type Usage = Static<typeof Usage>

export const Texts = Type.Object({
  written_by: Type.Union([Type.Literal('model'), Type.Literal('template')]),
  /** The model that wrote, or that was asked in vain; null when none was asked. */
  model: Type.Union([Type.String(), Type.Null()]),
  /** Why a template wrote although there is a model. */
  reason: Type.Union([Type.String(), Type.Null()]),
  /** How often a model was asked: 0, 1, or 2 when its first words could not be used. */
  tries: Type.Integer({ minimum: 0 }),
  /** Why the words of a try could not be used, one for each such try. Kinds, never what was found. */
  findings: Type.Array(Type.String()),
  /** What the model used, also in vain. */
  tokens: Type.Union([Usage, Type.Null()]),
  /** US dollars; null where no model was asked, or its price is not known. */
  cost_usd: Type.Union([Type.Number(), Type.Null()]),
  /** RFC 3339. */
  created_at: Type.String(),
  words: Words,
  report: RecordedReport
})
export type Texts = Static<typeof Texts>

/** @throws when the note is something else. */
export function decodeTexts (note: string): Texts {
  const value: unknown = JSON.parse(note)
  Value.Assert(Texts, value)
  return value
}

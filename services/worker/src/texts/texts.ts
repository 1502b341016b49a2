/**
 * What is written about an ended auction, recorded once per event as its note `texts`. The API reads the same note for its reports.
 * People stand as placeholders, `{{person:<account id>}}`; `{{person:foreign}}` is the winner of an auction that another program ran.
 */
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

export const TEXTS_NOTE = 'texts'

/** The words that a model may choose. Item, price, winner, dates and links are set around them by code. Plain text, no placeholders. */
export const Words = Type.Object({
  summary: Type.String({ minLength: 1, maxLength: 1500, description: 'For the seller: how the auction went, in two to four sentences.' }),
  advice: Type.String({ minLength: 1, maxLength: 1000, description: 'For the seller: what to try next time, in one or two sentences.' }),
  email_subject: Type.String({ minLength: 1, maxLength: 80, description: 'Two to six words that tell the winner so. The item’s title is put behind them; do not repeat it, and end without punctuation.' }),
  email_greeting: Type.String({ minLength: 1, maxLength: 200, description: 'One cheerful sentence that congratulates the winner.' }),
  email_body: Type.String({ minLength: 1, maxLength: 1000, description: 'To the winner, two or three sentences: what was won and how.' }),
  post: Type.String({ minLength: 1, maxLength: 400, description: 'One or two sentences for the community’s channel.' })
}, { additionalProperties: false })
export type Words = Static<typeof Words>

const Tokens = Type.Object({ input: Type.Integer({ minimum: 0 }), output: Type.Integer({ minimum: 0 }) })
export type Tokens = Static<typeof Tokens>

export const Texts = Type.Object({
  written_by: Type.Union([Type.Literal('model'), Type.Literal('template')]),
  /** The model that wrote, or that was asked in vain; null when none was asked. */
  model: Type.Union([Type.String(), Type.Null()]),
  /** Why a template wrote although a model was asked. */
  reason: Type.Union([Type.String(), Type.Null()]),
  /** What the model used, also in vain. */
  tokens: Type.Union([Tokens, Type.Null()]),
  /** RFC 3339. */
  created_at: Type.String(),
  words: Words,
  /** The whole report. */
  markdown: Type.String()
})
export type Texts = Static<typeof Texts>

/** @throws when the note is something else. */
export function decodeTexts (note: string): Texts {
  const value: unknown = JSON.parse(note)
  Value.Assert(Texts, value)
  return value
}

/**
 * What is written about an ended auction, recorded once per event: the report, and the words of e-mail and post.
 * The same form is read by the API, from the event's note `texts`.
 */
import { Type, type Static } from 'typebox'

/** The words that a model may choose. Item, price, winner, dates and links are set around them by code. */
export const Words = Type.Object({
  summary: Type.String({ minLength: 1, maxLength: 1500, description: 'Two to four sentences for the seller: how the auction went.' }),
  advice: Type.String({ minLength: 1, maxLength: 1000, description: 'One or two sentences for the seller: what to try next time.' }),
  email_greeting: Type.String({ minLength: 1, maxLength: 200, description: 'One cheerful sentence that congratulates the winner.' }),
  email_body: Type.String({ minLength: 1, maxLength: 1000, description: 'Two or three sentences to the winner: what was won, and that the seller will be in touch.' }),
  post: Type.String({ minLength: 1, maxLength: 400, description: 'One or two sentences for the community channel.' })
}, { additionalProperties: false })
export type Words = Static<typeof Words>

export interface Texts {
  written_by: 'model' | 'template'
  /** The model that wrote, or that was asked in vain. */
  model: string | null
  /** Why a template wrote although a model was asked. */
  reason: string | null
  tokens: { input: number, output: number } | null
  created_at: string
  words: Words
  /** The whole report in Markdown, people as placeholders. */
  markdown: string
}

export const TEXTS_NOTE = 'texts'

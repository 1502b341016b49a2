/** Asks Claude, or whatever speaks the Messages API, for the words about an auction. */
import Anthropic from '@anthropic-ai/sdk'
import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema'
import { Value } from 'typebox/value'
import type { Facts } from '../facts.ts'
import { oneLine } from '../plain-text.ts'
import type { Finding } from './check.ts'
import { costOf, type Price } from './prices.ts'
import { INSTRUCTIONS, correction, requestAbout } from './prompt.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { Words, type Usage } from './texts.ts'

export interface ModelOptions {
  api_key: string
  /** Null: the SDK's own. */
  base_url: string | null
  model: string
  price: Price
  /** Of all that is asked about one event, ms; there must be time left afterwards to do what the words are for. */
  timeout_ms: number
}

export interface Question {
  messages: Array<{ role: 'user' | 'assistant', content: string }>
  /** What the answer costs at most, millionths of a US dollar. */
  most: number
}

/** What a request used. `nothing`: it was refused before it was worked on; `unknown`: it broke off. */
export type Spent = Usage | 'nothing' | 'unknown'

/** A model that gave no usable words says why, in one line. What it used is counted all the same. */
export type ModelAnswer = { model: string, spent: Spent } & ({ /** As they were written. */ words: Words, said: string } | { words: null, reason: string })

export interface Model {
  name: string
  price: Price
  timeout_ms: number
  /** @param before the words that could not be used, and why, when it is asked again. */
  question: (facts: Facts, people: Pseudonyms, before: { answer: ModelAnswer, finding: Finding } | null) => Question
  /** Asks once. Never rejects. */
  ask: (question: Question, signal: AbortSignal) => Promise<ModelAnswer>
}

/** What all words at their longest take, and some thinking before. */
const MOST_TOKENS = 3000
/** At least so many characters are a token. */
const CHARACTERS_A_TOKEN = 2

export function createModel ({ api_key, base_url, model, price, timeout_ms }: ModelOptions): Model {
  const client = new Anthropic({
    apiKey: api_key,
    authToken: null,
    ...(base_url !== null && { baseURL: base_url }),
    maxRetries: 0,
    timeout: timeout_ms,
    logLevel: 'off',
    // The key is for this host and no other.
    fetchOptions: { redirect: 'error' }
  })
  // The helper moves limits of length, which the API does not take in a schema, into descriptions.
  const { schema, type } = jsonSchemaOutputFormat(Words as unknown as { type: 'object' })
  const format = { type, schema, parse: readJson }
  /** Not every model knows how to take less trouble; one that does not refuses the whole request. */
  let takesEffort = true

  async function send ({ messages }: Question, signal: AbortSignal) {
    return await client.messages.parse({
      model,
      max_tokens: MOST_TOKENS,
      system: [{ type: 'text', text: INSTRUCTIONS, cache_control: { type: 'ephemeral' } }],
      messages,
      output_config: { format, ...(takesEffort && { effort: 'low' }) }
    }, { signal })
  }

  return {
    name: model,
    price,
    timeout_ms,
    question (facts, people, before) {
      const messages: Question['messages'] = [{ role: 'user', content: requestAbout(facts, people) }]
      if (before !== null && before.answer.words !== null) messages.push({ role: 'assistant', content: before.answer.said }, { role: 'user', content: correction(before.finding) })
      const characters = INSTRUCTIONS.length + JSON.stringify(schema).length + messages.reduce((all, { content }) => all + content.length, 0)
      return { messages, most: costOf({ input: 0, cache_read: 0, cache_write: Math.ceil(characters / CHARACTERS_A_TOKEN), output: MOST_TOKENS }, price) }
    },
    async ask (question, signal) {
      for (;;) {
        try {
          const answer = await send(question, signal)
          return { model: oneLine(answer.model ?? model).slice(0, 80), spent: usageOf(answer.usage), ...wordsOf(answer.stop_reason, answer.parsed_output) }
        } catch (error) {
          if (takesEffort && error instanceof Anthropic.BadRequestError && !signal.aborted) {
            takesEffort = false
            continue
          }
          return { model, words: null, ...troubleOf(error) }
        }
      }
    }
  }
}

/** Gateways count less than Anthropic does, or nothing. */
function usageOf (usage: Partial<Anthropic.Usage> | undefined): Spent {
  const count = (tokens: number | null | undefined) => Number.isSafeInteger(tokens) ? Math.max(0, tokens!) : 0
  if (usage?.output_tokens === undefined) return 'unknown'
  return { input: count(usage.input_tokens), output: count(usage.output_tokens), cache_read: count(usage.cache_read_input_tokens), cache_write: count(usage.cache_creation_input_tokens) }
}

function wordsOf (stopReason: string | null, output: unknown): { words: Words, said: string } | { words: null, reason: string } {
  const none = (reason: string) => ({ words: null, reason })
  if (stopReason === 'refusal') return none('the model refused')
  if (stopReason === 'max_tokens') return none('the model’s answer was too long')
  if (stopReason !== 'end_turn') return none(`the model stopped: ${oneLine(String(stopReason)).slice(0, 40)}`)
  if (output === undefined || output === null) return none('the model’s answer is not JSON')
  return Value.Check(Words, output) ? { words: output, said: JSON.stringify(output) } : none('the model’s answer does not fit the schema')
}

/**
 * The SDK's own reader throws, and the reason why the answer ended would be lost. A gateway that knows no schemas may let its model put
 * the object between fences.
 */
function readJson (text: string): unknown {
  try {
    return JSON.parse(/^\s*```(?:json)?\s*(\{[^]*\})\s*```\s*$/.exec(text)?.[1] ?? text)
  } catch {
    return undefined
  }
}

/** For the ledger: no answers of servers, which may say anything. */
function troubleOf (error: unknown): { reason: string, spent: Spent } {
  if (error instanceof Anthropic.APIConnectionTimeoutError || error instanceof Anthropic.APIUserAbortError) return { reason: 'the model took too long', spent: 'unknown' }
  if (error instanceof Anthropic.APIConnectionError) return { reason: 'the model could not be reached', spent: 'unknown' }
  if (error instanceof Anthropic.APIError && error.status !== undefined) return { reason: `the model’s server answered ${error.status}`, spent: 'nothing' }
  return { reason: 'the model’s server gave no answer that can be read', spent: 'unknown' }
}

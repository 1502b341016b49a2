/** Writes the texts of an event: a model's words when it has good ones, a template's otherwise. It never fails for the model's sake. */
import { recordedReport } from '../agents/report.ts'
import type { Facts } from '../facts.ts'
import { plain } from '../plain-text.ts'
import type { Budget } from './budget.ts'
import { findingIn, inWords, type Finding } from './check.ts'
import type { Model, ModelAnswer, Spent } from './model.ts'
import { costOf } from './prices.ts'
import { pseudonyms, type Pseudonyms } from './pseudonyms.ts'
import { templateWords } from './templates.ts'
import type { Texts, Usage, Words } from './texts.ts'

export interface Writers {
  /** Null: templates write. */
  model: Model | null
  /** Null: no limit. */
  budget: Budget | null
}

/** A model is asked again once, with what was wrong. */
const MOST_TRIES = 2

/**
 * @throws when the signal has fired, as what is asked of a model then says nothing about it, or when the budget cannot be read.
 */
export async function writeTexts (facts: Facts, { model, budget }: Writers, signal: AbortSignal): Promise<Texts> {
  if (model === null) return texts(facts, templateWords(facts), { written_by: 'template', ...NOT_ASKED })
  const people = pseudonyms(facts)
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(model.timeout_ms)])
  const record = { ...NOT_ASKED, model: model.name, findings: [] as string[] }
  let before: { answer: ModelAnswer, finding: Finding } | null = null

  for (let tries = 1; ; tries++) {
    const question = model.question(facts, people, before)
    const reservation = budget === null ? null : await budget.reserve(question.most)
    if (budget !== null && reservation === null) return byTemplate(facts, record, 'the daily budget is used up')
    const answer: ModelAnswer = await model.ask(question, deadline)
    await reservation?.settle(spentOn(answer.spent, model, question.most))
    signal.throwIfAborted()
    Object.assign(record, { model: answer.model, tries, ...spending(record, answer.spent, model) })

    if (answer.words === null) return byTemplate(facts, { ...record, findings: [...record.findings, answer.reason] }, answer.reason)
    const finding = findingIn(answer.words, facts)
    if (finding === null) return texts(facts, finished(answer.words, people), { ...record, written_by: 'model' })
    record.findings.push(inWords(finding))
    if (tries === MOST_TRIES) return byTemplate(facts, record, inWords(finding))
    before = { answer, finding }
  }
}

type Record = Pick<Texts, 'model' | 'reason' | 'tries' | 'findings' | 'tokens' | 'cost_usd'>
const NOT_ASKED: Record = { model: null, reason: null, tries: 0, findings: [], tokens: null, cost_usd: null }

/** What the budget is told. Of what broke off, nobody knows the price: it counts as the most that it can be. */
function spentOn (spent: Spent, model: Model, most: number): number {
  return spent === 'nothing' ? 0 : spent === 'unknown' ? most : costOf(spent, model.price)
}

function spending ({ tokens, cost_usd }: Record, spent: Spent, { price }: Model): Pick<Record, 'tokens' | 'cost_usd'> {
  if (typeof spent === 'string') return { tokens, cost_usd }
  return { tokens: sum(tokens, spent), cost_usd: price.known ? ((cost_usd ?? 0) * 1e6 + costOf(spent, price)) / 1e6 : null }
}

function sum (a: Usage | null, b: Usage): Usage {
  return a === null ? b : { input: a.input + b.input, output: a.output + b.output, cache_read: a.cache_read + b.cache_read, cache_write: a.cache_write + b.cache_write }
}

/** Plain text, and names where the summary had letters. */
function finished (words: Words, people: Pseudonyms): Words {
  const clean = Object.fromEntries(Object.entries(words).map(([field, text]) => [field, plain(text)])) as Words
  return { ...clean, summary: people.named(clean.summary) }
}

function byTemplate (facts: Facts, record: Record, reason: string): Texts {
  return texts(facts, templateWords(facts), { ...record, written_by: 'template', reason })
}

function texts (facts: Facts, words: Words, record: Record & Pick<Texts, 'written_by'>): Texts {
  const { written_by, model, tokens, cost_usd } = record
  const all = tokens && tokens.input + tokens.output + tokens.cache_read + tokens.cache_write
  return {
    ...record,
    created_at: new Date().toISOString(),
    words,
    report: recordedReport(facts, words, { model: written_by === 'model' ? model : null, tokens: all, cost: cost_usd })
  }
}

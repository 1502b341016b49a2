/** Writes the texts of an event: a model's words when it has good ones, a template's otherwise. It never fails for the model's sake. */
import { reportMarkdown } from '../agents/report.ts'
import type { Facts } from '../facts.ts'
import { contradiction } from './check.ts'
import type { Model } from './model.ts'
import { templateWords } from './templates.ts'
import type { Texts, Tokens, Words } from './texts.ts'

/**
 * @param model null when templates are to write.
 * @throws only when the signal has fired: what is asked of a model then says nothing about it.
 */
export async function writeTexts (facts: Facts, model: Model | null, signal: AbortSignal): Promise<Texts> {
  if (model === null) return byTemplate(facts, null, null, null)
  const answer = await model.ask(facts, signal)
  signal.throwIfAborted()
  const { tokens } = answer
  if (answer.words === null) return byTemplate(facts, answer.model, tokens, answer.reason)
  const wrong = contradiction(answer.words, facts)
  return wrong === null ? texts(facts, 'model', answer.model, tokens, null, answer.words) : byTemplate(facts, answer.model, tokens, wrong)
}

function byTemplate (facts: Facts, model: string | null, tokens: Tokens | null, reason: string | null): Texts {
  return texts(facts, 'template', model, tokens, reason, templateWords(facts))
}

function texts (facts: Facts, written_by: Texts['written_by'], model: string | null, tokens: Tokens | null, reason: string | null, words: Words): Texts {
  return {
    written_by,
    model,
    reason,
    tokens,
    created_at: new Date().toISOString(),
    words,
    markdown: reportMarkdown(facts, words, written_by === 'model' ? model : null)
  }
}

/** Writes the texts of an event: a model's words when it has good ones, a template's otherwise. It never fails for the model's sake. */
import type { Facts } from '../facts.ts'
import { contradiction } from './check.ts'
import type { AskModel } from './model.ts'
import { reportMarkdown, templateWords } from './templates.ts'
import type { Texts, Words } from './texts.ts'

/** @param ask null when templates are to write. */
export async function writeTexts (facts: Facts, ask: AskModel | null, modelName: string | null, signal: AbortSignal): Promise<Texts> {
  const common = { created_at: new Date().toISOString() }
  const template = (reason: string | null): Texts => {
    const words: Words = templateWords(facts)
    return { written_by: 'template', model: modelName, reason, tokens: null, ...common, words, markdown: reportMarkdown(facts, words, null) }
  }
  if (ask === null) return template(null)
  try {
    const { words, model, tokens } = await ask(facts, signal)
    const wrong = contradiction(words, facts)
    if (wrong !== null) return template(wrong)
    return { written_by: 'model', model, reason: null, tokens, ...common, words, markdown: reportMarkdown(facts, words, model) }
  } catch (error) {
    return template((error as Error).message.slice(0, 200))
  }
}

/** The model that the settings choose. */
import type { Settings } from '@martelo/service-runtime'
import { createModel, type Model } from './texts/model.ts'
import { priceOf } from './texts/prices.ts'

/** A model may take so long about one event, ms, or half of an attempt: the rest is for sending what a template writes in its place. */
const MODEL_TIMEOUT_MS = 20_000

/** @returns null when templates write. */
export function modelOf ({ LLM_PROVIDER, LLM_API_KEY, LLM_BASE_URL, LLM_MODEL, LLM_PRICE, EFFECT_TIMEOUT_MS }: Settings, warn: (warning: string) => void): Model | null {
  if (LLM_PROVIDER !== 'anthropic' || LLM_API_KEY === null) return null
  const price = priceOf(LLM_MODEL, LLM_PRICE)
  if (!price.known) warn(`the price of ${LLM_MODEL} is not known: set LLM_PRICE; until then the budget counts ${price.input}/${price.output}`)
  return createModel({ api_key: LLM_API_KEY, base_url: LLM_BASE_URL, model: LLM_MODEL, price, timeout_ms: Math.min(MODEL_TIMEOUT_MS, Math.floor(EFFECT_TIMEOUT_MS / 2)) })
}

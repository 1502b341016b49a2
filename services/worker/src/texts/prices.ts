/** What a model costs. US dollars for a million tokens, which is also millionths of a dollar for one. */
import type { Usage } from './texts.ts'

export interface Price {
  input: number
  output: number
  /** False: nobody said, and the dearest known price is assumed for the budget's sake. */
  known: boolean
}

/** Anthropic's prices, by the beginning of the model's name; prompts of more than 100,000 tokens, which cost more, do not occur here. */
const LIST: Array<[name: string, input: number, output: number]> = [
  ['claude-haiku-5-5', 0.1, 0.5],
  ['claude-haiku-4-5', 1, 5],
  ['claude-sonnet-5-5', 2, 10],
  ['claude-sonnet', 3, 15],
  ['claude-opus-5-5', 4, 20]
]
const DEAREST = { input: 10, output: 50, known: false }
/** A cache of five minutes: writing to it costs more than plain input, reading from it a tenth. */
const CACHE_WRITE = 1.25
const CACHE_READ = 0.1

/** @param setting `input/output`, where somebody set it. */
export function priceOf (model: string, setting: string | null): Price {
  if (setting !== null) {
    const [input = 0, output = 0] = setting.split('/').map(Number)
    return { input, output, known: true }
  }
  const listed = LIST.find(([name]) => model.startsWith(name))
  return listed ? { input: listed[1], output: listed[2], known: true } : DEAREST
}

/** Millionths of a US dollar, rounded up: the unit of the budget. */
export function costOf ({ input, output, cache_read, cache_write }: Usage, price: Price): number {
  return Math.ceil(price.input * (input + CACHE_WRITE * cache_write + CACHE_READ * cache_read) + price.output * output)
}

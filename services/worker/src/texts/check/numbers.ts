/** Numbers in a text: each must be a fact, and said of what it is a fact of. */
import { numberOf, type Known } from './known.ts'
import { fold, tokensOf, type Token } from './words.ts'

const CURRENCY = /(?:R\$|US\$|\$|€|£|\b(?:BRL|USD|EUR))\s*(\d[\d.,]*)/gi
const ZONE = /\b(?:GMT|UTC)\s?[+-−]?\d{0,2}(?::\d{2})?/g

interface Counted {
  of: RegExp
  /** The numbers that this may be. */
  numbers: (known: Known) => Iterable<number>
}

const COUNTED: Counted[] = [
  { of: /^(?:lances?|bids?|ofertas?|offers?)$/, numbers: ({ bids }) => bids },
  { of: /^(?:participantes?|bidders?|pessoas?|people|persons?|concorrentes?|interessad[oa]s?|licitantes?|disputantes?|competidor(?:es|as?)?|rivais|rivals?|compradores|buyers|contenders?|participants?)$/, numbers: ({ bidders }) => bidders },
  { of: /^(?:prorrogac(?:ao|oes)|adiamentos?|extens(?:ion|oes|ao|ions)|vez(?:es)?|times|trocas?|mudancas?|viradas?|changes?)$/, numbers: ({ times }) => times },
  { of: /^(?:%|porcento|percent|por|per)$/, numbers: ({ percents }) => percents },
  { of: /^(?:reais|real|dolar(?:es)?|dollars?|euros?)$/, numbers: ({ prices }) => prices }
]

const SPANS: Array<[RegExp, number]> = [[/^(?:semanas?|weeks?)$/, 604_800_000], [/^(?:dias?|days?)$/, 86_400_000], [/^(?:horas?|hours?)$/, 3_600_000], [/^(?:minutos?|minutes?)$/, 60_000], [/^(?:segundos?|seconds?)$/, 1000]]
/** How far a number that is `about` something may be off. */
const ABOUT = 0.15

const ROUGHLY = /\b(?:cerca de|quase|aproximadamente|por volta de|pouco (?:mais|menos) de|mais de|menos de|almost|nearly|about|around|roughly|just (?:over|under)|over|under|more than|less than)$/
const AT_LEAST = /\b(?:mais de|more than|over)$/

/** @returns what is no fact, as it stands in the text; null when all is. */
export function wrongNumber (text: string, known: Known): string | null {
  // Half, superscript and other digits are not read, and not let pass.
  const strange = /(?![0-9])\p{N}/u.exec(text)
  if (strange) return strange[0]
  for (const [found, number = ''] of text.matchAll(CURRENCY)) if (!known.prices.has(numberOf(number))) return found.replace(/[.,]+$/, '')

  const tokens = tokensOf(fold(text.replace(CURRENCY, ' ').replace(ZONE, ' ')), numberOf)
  for (const [at, { value, text: said }] of tokens.entries()) {
    if (value === null) continue
    const before = tokens.slice(Math.max(0, at - 4), at).map((token) => token.text).join(' ')
    const after = tokens.slice(at + 1, at + 4)
    if (IDIOM.test(`${said} ${after.map((token) => token.text).join(' ')}`)) continue
    if (!isFact(value, before, after, known)) return [said, after[0]?.text ?? ''].join(' ').trim()
  }
  for (const found of fold(text).matchAll(ONE_SPAN)) {
    const [, unit] = SPANS.find(([of]) => of.test(found[1]!)) ?? [null, found[1]!.startsWith('m') ? 30 * 86_400_000 : 365 * 86_400_000]
    if (!isSpan(unit, unit, true, known)) return found[0]
  }
  return null
}

/** `um` and `a` are numbers where they measure time. */
const ONE_SPAN = /\b(?:durante|por|em|depois de|apos|after|for|in|over) (?:apenas |so |only |just )?(?:um|uma|a|an|one) (semana|dia|hora|mes|ano|week|day|hour|month|year)\b/g

/** `mil agradecimentos` counts nothing, and `the two` are all there are. */
const IDIOM = /^(?:(?:a )?thousand thanks|mil (?:obrigad|agradec|parabens|desculp|vezes obrig)|(?:dez|ten) (?:em cada|out of)|cem por cento (?:seu|sua)|(?:duas|two) (?:em|at) )/

function isFact (value: number, before: string, after: Token[], known: Known): boolean {
  const roughly = ROUGHLY.test(before)
  // `sete bons lances`: what is counted may stand a word further.
  for (const { text } of after) {
    const span = SPANS.find(([of]) => of.test(text))
    if (span) return isSpan(value * span[1], span[1], roughly, known)
    const counted = COUNTED.find(({ of }) => of.test(text))
    if (!counted) continue
    // Only of bids and bidders more or fewer can be said; of prices the facts are exact.
    const numbers = [...counted.numbers(known)]
    if (numbers.includes(value)) return true
    if (/^(?:vez|times)/.test(text) && known.ratio !== null && Math.abs(known.ratio - value) <= value * 0.07) return true
    const most = Math.max(...numbers, 0)
    return counted !== COUNTED[4] && counted !== COUNTED[3] && roughly && (AT_LEAST.test(before) ? value < most && value >= most / 2 : Math.abs(most - value) <= most * ABOUT)
  }
  if (known.any.has(value)) return true
  // `48 horas` without its noun, or a part of `2 dias e 3 horas`, has been read above.
  return /\b(?:os|as|entre os|entre|both|the|between)$/.test(before) && known.bidders.has(value)
}

/** A span of the facts, a part of one (`2 dias` of `2 dias e 3 horas`), or nearly one. */
function isSpan (ms: number, unit: number, roughly: boolean, { spans }: Known): boolean {
  return spans.some((span) => {
    const larger = SPANS.map(([, size]) => size).filter((size) => size > unit && size < 604_800_000)
    const parts = [span, ...larger.map((size) => span % size)].map((part) => Math.floor(part / unit) * unit)
    return parts.includes(ms) || Math.round(span / unit) * unit === ms || (roughly && Math.abs(span - ms) <= span * ABOUT)
  })
}

/** Texts as the checker reads them: folded, without the title, and with numbers that are written out. */
/** Lower case, without accents. Every letter stays one letter. */
export function fold (text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’‘]/g, '\'')
}

const SMALL: Record<string, number> = {
  zero: 0, dois: 2, duas: 2, tres: 3, quatro: 4, cinco: 5, seis: 6, sete: 7, oito: 8, nove: 9, dez: 10, onze: 11, doze: 12, treze: 13, catorze: 14, quatorze: 14, quinze: 15, dezesseis: 16, dezessete: 17, dezoito: 18, dezenove: 19,
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19
}
const TENS: Record<string, number> = {
  vinte: 20, trinta: 30, quarenta: 40, cinquenta: 50, sessenta: 60, setenta: 70, oitenta: 80, noventa: 90,
  twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90
}
const HUNDREDS: Record<string, number> = { cem: 100, cento: 100, duzentos: 200, duzentas: 200, trezentos: 300, trezentas: 300, quatrocentos: 400, quinhentos: 500, seiscentos: 600, setecentos: 700, oitocentos: 800, novecentos: 900 }
const ONE: Record<string, number> = { um: 1, uma: 1, one: 1, a: 1 }
const SCALES: Record<string, number> = { hundred: 100, mil: 1000, thousand: 1000, milhao: 1e6, milhoes: 1e6, million: 1e6 }

export interface Token {
  text: string
  /** Of a number, in digits or words; null for other words. */
  value: number | null
}

/** The words of a folded text, those of a number together. `um` and `one` alone are articles. */
export function tokensOf (folded: string, numberOf: (digits: string) => number): Token[] {
  const words = folded.match(/\d[\d.,]*\d|\d|%|[\p{L}']+/gu) ?? []
  const tokens: Token[] = []
  for (let at = 0; at < words.length;) {
    const word = words[at]!
    if (/^\d/.test(word)) {
      tokens.push({ text: word, value: numberOf(word) })
      at++
      continue
    }
    const [value, length] = writtenOut(words, at)
    tokens.push({ text: words.slice(at, at + Math.max(1, length)).join(' '), value })
    at += Math.max(1, length)
  }
  return tokens
}

/** @returns the number that begins there, and of how many words it is; null and 0 when none does. */
function writtenOut (words: string[], from: number): [number | null, number] {
  let [all, part, at] = [0, 0, from]
  /** What may follow is smaller than this. */
  let below = Number.POSITIVE_INFINITY
  let found = false
  for (; at < words.length; at++) {
    const joined = words[at] === 'e' || words[at] === 'and'
    const word = words[at + (joined ? 1 : 0)] ?? ''
    // `vinte e três` is one number, `três e quatro` are two.
    if (joined && (!found || below < 10 || below === Number.POSITIVE_INFINITY)) break
    const one = (found && below >= 10) || (!found && (words[at + 1] ?? '') in SCALES) ? ONE[word] : undefined
    const [value, next] = word in SMALL ? [SMALL[word]!, 1] : one !== undefined ? [one, 1] : word in TENS ? [TENS[word]!, 10] : word in HUNDREDS ? [HUNDREDS[word]!, 100] : [null, 0]
    if (value !== null) {
      if (value >= below) break
      part += value
      below = next
    } else if (word in SCALES && (found || word === 'mil')) {
      if (SCALES[word] === 100) part *= 100
      else [all, part] = [all + Math.max(1, part) * SCALES[word]!, 0]
      below = SCALES[word]!
    } else {
      break
    }
    found = true
    if (joined) at++
  }
  return found ? [all + part, at - from] : [null, 0]
}

/** A text without the title, which says what it says, and in which other numbers, names and words stand than the facts'. */
export function withTitleApart (text: string, title: string): string {
  if (title.length < 3) return text
  const pattern = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')
  return text.replace(new RegExp(`["“'‘]?${pattern}["”'’]?`, 'giu'), 'item')
}

/** Numbers that a title writes out. */
export function numbersWrittenIn (title: string): number[] {
  return tokensOf(fold(title), () => Number.NaN).flatMap(({ value }) => value === null || Number.isNaN(value) ? [] : [value])
}

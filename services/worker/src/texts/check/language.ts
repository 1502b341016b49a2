/** Which of the two languages a text is in, by its smallest words. */

const PT = new Set('de do da dos das um uma o os as e em no na nos nas por para com que se foi seu sua mais ao pelo pela ate leilao lance lances voce nao este esta entre'.split(' '))
const EN = new Set('the of and to in for with that was were is it its your you by an from at on this be will has have auction bid bids not their after'.split(' '))

/** @param folded lower case, without accents. @returns null where it cannot be told. */
export function languageOf (folded: string): 'pt' | 'en' | null {
  const words = folded.match(/[a-z]+/g) ?? []
  const [pt, en] = [PT, EN].map((small) => words.filter((word) => small.has(word)).length) as [number, number]
  return pt >= en + 3 ? 'pt' : en >= pt + 3 ? 'en' : null
}

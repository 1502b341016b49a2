/** Words of titles, as they are looked for: accents and case do not matter, and neither does what is no letter and no digit. */

export function wordsOf (text: string): string[] {
  const words = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return [...new Set(words)]
}

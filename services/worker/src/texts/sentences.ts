/** For templates: those of the sentences that there is something to say in. */
export const sentences = (...parts: Array<string | false | null>): string => parts.filter(Boolean).join(' ')

/** How many times the starting price, as far as words say it; null when they say nothing worth saying. */
export function multipleOf (risePercent: number | null): 'almost double' | 'double' | 'more than double' | 'triple' | 'more than triple' | null {
  if (risePercent === null || risePercent < 80) return null
  if (risePercent < 97) return 'almost double'
  if (risePercent <= 103) return 'double'
  if (risePercent < 160) return 'more than double'
  if (risePercent < 197) return null
  if (risePercent <= 203) return 'triple'
  return risePercent < 300 ? 'more than triple' : null
}

/** Says the same thing now and then, and how often it would have been said: a log that floods is not read. */
const SILENT_MS = 10_000

export type Sparing = (key: string, say: (times: number) => void) => void

/** @returns says `say` at once, and then no more often than every so many ms for one key; `times` counts what was left out, and this one. */
export function createSparing (silent_ms = SILENT_MS): Sparing {
  const said = new Map<string, { at: number, times: number }>()
  return (key, say) => {
    const now = performance.now()
    const last = said.get(key)
    const times = (last?.times ?? 0) + 1
    if (last && now - last.at < silent_ms) {
      last.times = times
      return
    }
    said.set(key, { at: now, times: 0 })
    say(times)
  }
}

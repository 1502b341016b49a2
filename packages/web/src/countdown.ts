/** The time that is left. */

/** `2 d 04 h`, `3 h 20 min`, `12:05`, `0:09`. */
export function formatLeft (ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const pad = (n: number) => String(n).padStart(2, '0')
  const [d, h, m, s] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
  if (d > 0) return `${d} d ${pad(h)} h`
  if (h > 0) return `${h} h ${pad(m)} min`
  return `${m}:${pad(s)}`
}

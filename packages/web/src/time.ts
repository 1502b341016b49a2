/** Times and time spans for people. */
import { locale, t } from './texts/index.ts'

const pad = (n: number) => String(n).padStart(2, '0')

/** `2 d 04 h`, `3 h 20 min`, `12:05`, `0:09`: figures that keep their places while they count. */
export function formatLeft (ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [d, h, m, s] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
  if (d > 0) return `${d} d ${pad(h)} h`
  if (h > 0) return `${h} h ${pad(m)} min`
  return `${m}:${pad(s)}`
}

/** In words, for who listens: `2 days 4 hours`. */
export function sayLeft (ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const parts: Array<[number, 'day' | 'hour' | 'minute' | 'second']> = [[Math.floor(seconds / 86_400), 'day'], [Math.floor(seconds / 3600) % 24, 'hour'], [Math.floor(seconds / 60) % 60, 'minute'], [seconds % 60, 'second']]
  const from = parts.findIndex(([n]) => n > 0)
  const said = from < 0 ? parts.slice(3) : parts.slice(from, from + 2).filter(([n]) => n > 0)
  return said.map(([n, unit]) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(n)).join(' ')
}

/** `24/11/2026 03:13:42`. */
export function showTime (iso: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' }).format(Date.parse(iso))
}

/** An end: day, time to the second, and the zone in which that is meant. */
export function showEnd (iso: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' }).format(Date.parse(iso))
}

/** `03:13:42`. */
export function showClock (iso: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(Date.parse(iso))
}

/** How long ago, coarsely: `2 min ago`. @param now on the server's clock. */
export function showAgo (iso: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000))
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  if (seconds < 5) return t.just_now
  if (seconds < 60) return format.format(-seconds, 'second')
  if (seconds < 3600) return format.format(-Math.floor(seconds / 60), 'minute')
  if (seconds < 86_400) return format.format(-Math.floor(seconds / 3600), 'hour')
  return format.format(-Math.floor(seconds / 86_400), 'day')
}

/** A span that is a round number of something: `2 min`, `1 h`. */
export function showSpan (seconds: number): string {
  const [n, unit] = seconds % 86_400 === 0 ? [seconds / 86_400, 'day'] : seconds % 3600 === 0 ? [seconds / 3600, 'hour'] : seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second']
  return new Intl.NumberFormat(locale, { style: 'unit', unit: unit as string, unitDisplay: unit === 'day' ? 'long' : 'short' }).format(n as number)
}

/** What the `ops` command prints for people. */
import type { Delivery, Latency, Pipeline } from '@martelo/event-stream'

/** Columns as wide as they must be; numbers to the right. */
export function table (head: string[], rows: Array<Array<string | number>>): string {
  const cells = [head, ...rows.map((row) => row.map(String))]
  const widths = head.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)))
  const right = head.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === 'number'))
  return cells.map((row) => row.map((cell, i) => right[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)).join('  ').trimEnd()).join('\n')
}

const time = (ms: number) => ms === 0 ? '–' : new Date(ms).toISOString().replace('T', ' ').replace(/\.\d+Z$/, 'Z')

export function ago (ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes} min` : minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`
}

const duration = (ms: number | null) => ms === null ? '–' : ms < 10_000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`
const latency = ({ p50_ms, p95_ms, p99_ms }: Latency) => [duration(p50_ms), duration(p95_ms), duration(p99_ms)]

export function showPipeline (pipeline: Pipeline): string {
  const { length, lag, pending, parked, unknown, dead, done, consumers, remotes_away, rates, latencies } = pipeline
  const parts = [
    table(['WAITING', 'IN HAND', 'PARKED', 'UNKNOWN', 'DEAD', 'DONE', 'STREAM'], [[lag, pending, parked, unknown, dead, done, length]]),
    consumers.length === 0 ? 'No worker has read from this stream.' : table(['WORKER', 'IN HAND', 'SILENT FOR'], consumers.map(({ name, pending, idle_ms }) => [name, pending, ago(idle_ms)]))
  ]
  const effects = Object.entries(latencies.effects)
  if (latencies.event.count > 0 || effects.length > 0) {
    const perMinute = (each: number | undefined) => Number(((each ?? 0) * 60).toFixed(1))
    parts.push(table([`LAST ${Math.floor(rates.window_s / 60)} MIN`, 'PER MINUTE', 'MEDIAN', 'P95', 'P99'], [
      ['whole event', perMinute(rates.settled.done), ...latency(latencies.event)],
      ...effects.map(([name, each]) => [name, perMinute(Object.values(rates.attempts[name] ?? {}).reduce((sum, count) => sum + count, 0)), ...latency(each)])
    ]))
  }
  if (remotes_away.length > 0) {
    parts.push(table(['REMOTE AWAY', 'SINCE', 'FAILURES', 'NEXT TRY', 'ERROR'], remotes_away.map(({ effect, since, failures, next_try_at, error }) => [effect, time(since), failures, time(next_try_at), error])))
  }
  return parts.join('\n\n')
}

export function showList (deliveries: Delivery[]): string {
  if (deliveries.length === 0) return 'There are none.'
  return table(['EVENT', 'STATE', 'EFFECTS', 'CHANGED', 'REASON'], deliveries.map(({ event_id, state, effects, reason }) => [
    event_id, state, Object.entries(effects).map(([name, { state }]) => `${name} ${state}`).join(', ') || '–',
    time(Math.max(0, ...Object.values(effects).map(({ updated_at }) => updated_at))), reason ?? ''
  ]))
}

export function showDelivery ({ event_id, state, reason, effects }: Delivery): string {
  const rows = Object.entries(effects).map(([name, { state, attempts, updated_at, retry_at }]) => [name, state, attempts, time(updated_at), retry_at === null ? '' : time(retry_at)])
  const details = Object.entries(effects).flatMap(([name, { last_error, receipt }]) => [
    ...(last_error === null ? [] : [`${name}: ${last_error}`]),
    ...(receipt === null ? [] : [`${name}: ${JSON.stringify(receipt)}`])
  ])
  return [
    `${event_id} is ${state}${reason === null ? '' : `: ${reason}`}`,
    ...(rows.length === 0 ? [] : [table(['EFFECT', 'STATE', 'ATTEMPTS', 'CHANGED', 'NEXT TRY'], rows)]),
    ...(details.length === 0 ? [] : [details.join('\n')])
  ].join('\n\n')
}

const TIMES = new Set(['updated_at', 'retry_at', 'since', 'next_try_at'])

/** For programs: times as texts, in UTC. */
export function json (value: unknown): string {
  return JSON.stringify(value, (name, each: unknown) => TIMES.has(name) && typeof each === 'number' ? (each === 0 ? null : new Date(each).toISOString()) : each, 2)
}

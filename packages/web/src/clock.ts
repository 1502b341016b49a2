/**
 * The server's clock. The visitor's is never asked what time it is, only how much has passed: it may be wrong by hours,
 * and may be set while the page is open.
 */
import { useEffect, useState } from 'preact/hooks'

/** How the two clocks were compared. */
interface Sample {
  /** Server's epoch milliseconds minus `performance.now()`. */
  offset: number
  /** Of the request that carried the time, ms: the offset is right to half of it. */
  round_trip: number
  taken: number
  /** Where this machine's two clocks stood to each other: it moves when the machine sleeps, or its clock is set. */
  wall: number
}

const OLD_MS = 120_000
const SLEPT_MS = 1000
const wall = () => Date.now() - performance.now()
/** Until the first answer there is nothing better than the visitor's clock, and nothing is shown by it. */
let sample: Sample = { offset: wall(), round_trip: Number.POSITIVE_INFINITY, taken: 0, wall: wall() }

/** Epoch milliseconds on the server's clock. */
export const serverNow = () => performance.now() + sample.offset

/** @param sent,received `performance.now()` around the request that answered with the time. */
export function learnClock (serverTime: string | undefined, sent: number, received: number): void {
  const time = Date.parse(serverTime ?? '')
  if (Number.isNaN(time)) return
  const doubtful = received - sample.taken > OLD_MS || Math.abs(wall() - sample.wall) > SLEPT_MS
  if (received - sent > sample.round_trip && !doubtful) return
  sample = { offset: time - (sent + received) / 2, round_trip: received - sent, taken: received, wall: wall() }
}

/** A live event was sent before it came: the server's clock is at least so far. */
export function learnAtLeast (serverTime: string | undefined): void {
  const behind = Date.parse(serverTime ?? '') - serverNow()
  if (behind > 0) sample = { ...sample, offset: sample.offset + behind }
}

const tickers = new Set<() => void>()
let timer = 0

function tick (): void {
  for (const each of tickers) each()
  // At the next full second of the server, so that all countdowns turn at once.
  timer = tickers.size === 0 ? 0 : window.setTimeout(tick, 1000 - (serverNow() % 1000) + 5)
}

/** The server's time, again each second. */
export function useNow (): number {
  const [now, set] = useState(serverNow)
  useEffect(() => {
    const update = () => { set(serverNow()) }
    tickers.add(update)
    if (timer === 0) tick()
    return () => { tickers.delete(update) }
  }, [])
  return now
}

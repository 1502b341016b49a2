/** The entries that a worker has in hand: so many are handled at a time, what came in excess waits its turn, all are kept alive. */
import { setMaxListeners } from 'node:events'
import type { Entry } from './entry.ts'
import type { Lease } from './handle-event.ts'

interface Held {
  lease: Lease
  lose: AbortController
}

export interface InHand {
  /** Begins to handle an entry, as soon as there is a slot. One that is in hand already is ignored. @returns whether it was new. */
  add: (entry: Entry) => boolean
  /** Slots that are neither taken nor spoken for. */
  free: () => number
  /** Resolves when a slot is free; at once when one is, and when no more is begun. */
  whenFree: () => Promise<void>
  entries: () => Entry[]
  running: () => number
  /** The entry belongs to another worker by now. @returns whether it was still in hand. */
  lose: (entry: Entry) => boolean
  /** Begins nothing more; what waits for a slot is dropped. */
  close: () => void
  /** Resolves when nothing is being handled. */
  whenIdle: () => Promise<void>
}

export function createInHand (concurrency: number, ending: AbortSignal, handle: (lease: Lease) => Promise<void>): InHand {
  const all = new Map<string, Held>()
  const waiting: Held[] = []
  let running = 0
  let closed = false
  let wakes: Array<() => void> = []
  const keyOf = ({ stream, id }: Entry) => `${stream} ${id}`
  const wake = () => {
    const woken = wakes
    wakes = []
    for (const each of woken) each()
  }
  const changed = async () => { await new Promise<void>((resolve) => { wakes.push(resolve) }) }

  function begin (): void {
    while (running < concurrency && waiting.length > 0) {
      const { lease } = waiting.shift()!
      running++
      void handle(lease).finally(() => {
        running--
        all.delete(keyOf(lease.entry))
        begin()
        wake()
      })
    }
  }

  return {
    add (entry) {
      if (closed || all.has(keyOf(entry))) return false
      const lose = new AbortController()
      setMaxListeners(0, lose.signal)
      const held = { lease: { entry, lost: lose.signal, ending }, lose }
      all.set(keyOf(entry), held)
      waiting.push(held)
      begin()
      return true
    },
    free: () => Math.max(0, concurrency - all.size),
    async whenFree () {
      while (!closed && all.size >= concurrency) await changed()
    },
    entries: () => [...all.values()].map(({ lease }) => lease.entry),
    running: () => running,
    lose (entry) {
      const held = all.get(keyOf(entry))
      if (held === undefined) return false
      const place = waiting.indexOf(held)
      if (place >= 0) {
        waiting.splice(place, 1)
        all.delete(keyOf(entry))
        wake()
      }
      held.lose.abort()
      return true
    },
    close () {
      closed = true
      for (const { lease } of waiting.splice(0)) all.delete(keyOf(lease.entry))
      wake()
    },
    async whenIdle () {
      while (running > 0) await changed()
    }
  }
}

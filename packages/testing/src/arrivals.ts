/** What a stand-in was given: kept newest first, and waited for by events, never by the clock. */
import { EventEmitter } from 'node:events'

/** So many are kept; older ones go. */
const KEPT = 5000
/** A wait that is longer says what did come instead of hanging until the test runner gives up. */
const PATIENCE_MS = 60_000

export interface WaitOptions { timeout_ms?: number }

export interface Arrivals<Item> {
  /** Newest first. The same array all the time. */
  items: Item[]
  add: (item: Item) => void
  clear: () => void
  /** Resolves with the oldest item, of those here and those to come, that fits. @throws after a minute, or when the stand-in closes */
  waitFor: (fits: (item: Item) => boolean, options?: WaitOptions) => Promise<Item>
  /** Resolves with the next item to come; what is here already does not count. */
  next: (options?: WaitOptions) => Promise<Item>
  close: () => void
}

/** @param describe one line about an item, for the message of a wait in vain. */
export function createArrivals<Item> (what: string, describe: (item: Item) => string): Arrivals<Item> {
  const items: Item[] = []
  const events = new EventEmitter<{ item: [Item], close: [] }>().setMaxListeners(0)

  function coming (fits: (item: Item) => boolean, { timeout_ms = PATIENCE_MS }: WaitOptions = {}): Promise<Item> {
    const promise = new Promise<Item>((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        events.off('item', look)
        events.off('close', closed)
      }
      const look = (item: Item) => {
        if (!fits(item)) return
        end()
        resolve(item)
      }
      const fail = (reason: string) => {
        end()
        reject(new Error(`no ${what} that fits ${reason}; here are ${items.length}${items.slice(0, 10).map((item) => `\n  ${describe(item)}`).join('')}`))
      }
      const closed = () => { fail('came before the end') }
      const timer = setTimeout(() => { fail(`came within ${timeout_ms} ms`) }, timeout_ms)
      events.on('item', look)
      events.on('close', closed)
    })
    // A test that has ended looks at none of its waits any more.
    promise.catch(() => {})
    return promise
  }

  return {
    items,
    add (item) {
      items.unshift(item)
      items.splice(KEPT)
      events.emit('item', item)
    },
    clear () { items.length = 0 },
    async waitFor (fits, options) { return items.findLast(fits) ?? await coming(fits, options) },
    next: (options) => coming(() => true, options),
    close () { events.emit('close') }
  }
}

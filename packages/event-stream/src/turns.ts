/** Handlings go side by side, but for one that has to be alone: if the process dies of it, nothing else is blamed. */

export interface Turns {
  together: <T>(work: () => Promise<T>) => Promise<T>
  /** Waits until nothing else goes on; what comes meanwhile waits for it. */
  alone: <T>(work: () => Promise<T>) => Promise<T>
}

export function createTurns (): Turns {
  const running = new Set<Promise<unknown>>()
  /** The last one that is alone, or waits to be. */
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  return {
    async together (work) {
      while (waiting > 0) await last
      const going = work()
      const end = going.then(() => {}, () => {}).finally(() => { running.delete(end) })
      running.add(end)
      return await going
    },

    async alone (work) {
      const before = last
      waiting++
      const going = (async () => {
        await before
        await Promise.all(running)
        return await work()
      })()
      last = going.then(() => {}, () => {}).finally(() => { waiting-- })
      return await going
    }
  }
}

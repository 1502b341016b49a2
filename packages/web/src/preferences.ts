/** What this browser remembers: settings of the page, and forms that are being filled in. A browser that keeps nothing just forgets. */
import { useEffect, useState } from 'preact/hooks'

function read (storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(`martelo.${key}`)
  } catch {
    return null
  }
}

function write (storage: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage().removeItem(`martelo.${key}`)
    else storage().setItem(`martelo.${key}`, value)
  } catch {
    // Private windows and full disks: the page works without.
  }
}

const device = () => localStorage
const tab = () => sessionStorage

export const remembered = (key: string) => read(device, key)
export const remember = (key: string, value: string | null) => { write(device, key, value) }

const listeners = new Set<() => void>()

/** A switch that holds for every part of the page, and for the next visit. */
export function useSwitch (key: 'paused' | 'one_tap'): [boolean, (on: boolean) => void] {
  const [on, set] = useState(() => remembered(key) === 'on')
  useEffect(() => {
    const update = () => { set(remembered(key) === 'on') }
    listeners.add(update)
    return () => { listeners.delete(update) }
  }, [key])
  return [on, (next) => {
    remember(key, next ? 'on' : null)
    set(next)
    for (const each of listeners) each()
  }]
}

/** A form's content, kept for this tab: it survives signing in, an error, a reload. */
export function useDraft<T extends object> (key: string, initial: T): [T, (change: Partial<T>) => void, () => void] {
  const [draft, set] = useState<T>(() => {
    try {
      return { ...initial, ...JSON.parse(read(tab, key) ?? '{}') as Partial<T> }
    } catch {
      return initial
    }
  })
  return [
    draft,
    (change) => {
      set((before) => {
        const next = { ...before, ...change }
        write(tab, key, JSON.stringify(next))
        return next
      })
    },
    () => {
      write(tab, key, null)
      set(initial)
    }
  ]
}

/** What the viewer last offered for an auction, to say later why it was not enough. */
export const offered = (auction: string) => read(tab, `offered.${auction}`)
export const noteOffer = (auction: string, amount: string) => { write(tab, `offered.${auction}`, amount) }

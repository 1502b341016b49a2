/** Loading something for a part of the page. */
import { useEffect, useRef, useState } from 'preact/hooks'

export interface Loaded<T> {
  /** What was loaded last: it stays while it is loaded anew, and when that fails. */
  data: T | null
  error: Error | null
  again: () => void
  set: (change: (data: T) => T) => void
}

/** @param key what the data depends on; null loads nothing yet. */
export function useLoad<T> (load: () => Promise<T>, key: string | null): Loaded<T> {
  const [state, setState] = useState<{ key: string | null, data: T | null, error: Error | null }>({ key, data: null, error: null })
  const [round, setRound] = useState(0)
  const latest = useRef(load)
  latest.current = load
  useEffect(() => {
    if (key === null) return
    let current = true
    latest.current().then(
      (data) => { if (current) setState({ key, data, error: null }) },
      (error: Error) => { if (current) setState((before) => ({ key, data: before.key === key ? before.data : null, error })) }
    )
    return () => { current = false }
  }, [key, round])
  return {
    data: state.data,
    error: state.error,
    again: () => { setRound((n) => n + 1) },
    set: (change) => { setState((before) => before.data === null ? before : { ...before, data: change(before.data) }) }
  }
}

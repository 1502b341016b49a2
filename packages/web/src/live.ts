/** Live events. The browser reconnects by itself and says which event it saw last. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { AuctionResource, BidResource } from './api.ts'

export interface LiveEvent { kind: string, auction?: AuctionResource, auctions?: AuctionResource[], bid?: BidResource }
const KINDS = ['snapshot', 'opened', 'bid', 'extended', 'updated', 'closed', 'cancelled', 'reset']

/** @returns whether the connection is open. */
export function useLive (path: string | null, receive: (event: LiveEvent) => void): boolean {
  const [open, setOpen] = useState(true)
  const latest = useRef(receive)
  latest.current = receive
  useEffect(() => {
    if (path === null) return
    const source = new EventSource(path)
    source.onopen = () => { setOpen(true) }
    source.onerror = () => { setOpen(source.readyState === EventSource.CLOSED) }
    for (const kind of KINDS) source.addEventListener(kind, (event) => { latest.current({ kind, ...JSON.parse(event.data as string) as object }) })
    return () => { source.close() }
  }, [path])
  return open
}

/** Renders again so often, for countdowns. */
export function useTick (ms: number): void {
  const [, set] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => { set((n) => n + 1) }, ms)
    return () => { clearInterval(timer) }
  }, [ms])
}

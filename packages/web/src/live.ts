/**
 * Live events over one connection. The browser's EventSource gives up on an answer that is an error, cannot be told where to go on, and does not notice
 * a connection that has died silently; this reader does all three.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { AuctionResource, BidResource } from './api.ts'
import { learnAtLeast } from './clock.ts'

export interface LiveEvent {
  kind: 'snapshot' | 'opened' | 'bid' | 'extended' | 'updated' | 'closed' | 'cancelled' | 'reset'
  auction?: AuctionResource
  auctions?: AuctionResource[]
  bid?: BidResource
}
/** `over`: nothing follows. */
export type LiveState = 'connecting' | 'open' | 'lost' | 'paused' | 'over'

/** The server says something every 15 s; after so long without a byte the connection is dead. */
const SILENCE_MS = 35_000
const LONGEST_WAIT_MS = 15_000
/** A hidden page gives its connection back after this: a browser has six for all pages of a site. */
const HIDDEN_MS = 60_000

interface Connection {
  path: string
  /** Goes on after this event. */
  last: string
  receive: (event: LiveEvent) => void
  changed: (state: LiveState) => void
  signal: AbortSignal
}

/** Reads until the stream is over or the signal fires, and comes back whenever the connection breaks. */
async function follow (connection: Connection): Promise<void> {
  const { path, changed, signal } = connection
  for (let failures = 0; !signal.aborted; failures++) {
    const attempt = new AbortController()
    const stop = () => { attempt.abort() }
    signal.addEventListener('abort', stop)
    // The browser knows that the network is gone before the connection does.
    addEventListener('offline', stop)
    let wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures) * (0.7 + Math.random() * 0.6)
    try {
      const response = await fetch(path, { headers: { accept: 'text/event-stream', ...(connection.last && { 'last-event-id': connection.last }) }, signal: attempt.signal, cache: 'no-store' })
      if (response.status === 204 || response.status === 404) return changed('over')
      if (!response.ok || response.body === null) {
        wait = Math.max(wait, Number(response.headers.get('retry-after') ?? 0) * 1000)
      } else {
        changed('open')
        if (await read(response.body, connection, stop)) return changed('over')
        failures = 0
      }
    } catch {
      // Broken, or stopped: what follows is the same as for an error.
    } finally {
      signal.removeEventListener('abort', stop)
      removeEventListener('offline', stop)
    }
    if (signal.aborted) return
    changed('lost')
    await pause(wait, signal)
  }
}

/** @returns whether the last event said that nothing follows. */
async function read (body: ReadableStream<Uint8Array>, connection: Connection, stop: () => void): Promise<boolean> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let silence = 0
  let text = ''
  let over = false
  try {
    for (;;) {
      silence = window.setTimeout(stop, SILENCE_MS)
      const { done, value } = await reader.read()
      clearTimeout(silence)
      if (done) return over
      const blocks = (text + value).split('\n\n')
      text = blocks.pop()!
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]
        const kind = field('event') as LiveEvent['kind'] | undefined
        if (kind === undefined) continue
        connection.last = field('id') ?? connection.last
        const event = { ...JSON.parse(field('data') ?? '{}') as object, kind } as LiveEvent
        learnAtLeast(event.auction?.server_time)
        over = kind === 'closed' || kind === 'cancelled' || (kind === 'snapshot' && isOver(event.auction))
        connection.receive(event)
      }
    }
  } finally {
    clearTimeout(silence)
  }
}

const isOver = (auction: AuctionResource | undefined) => auction?.status === 'closed' || auction?.status === 'cancelled'

async function pause (ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    const now = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', now, { once: true })
    // The browser knows when the network is back.
    addEventListener('online', now, { once: true })
  })
}

/**
 * @param path null for nothing to follow. Another path goes on from the same event when `log` stays: both read one log.
 * @param held whether a hidden page keeps its connection.
 */
export function useLive (path: string | null, { log, paused, held = false, receive }: { log: string, paused: boolean, held?: boolean, receive: (event: LiveEvent) => void }): LiveState {
  const [state, setState] = useState<LiveState>('connecting')
  const latest = useRef(receive)
  latest.current = receive
  const seen = useRef({ log, last: '' })
  if (seen.current.log !== log) seen.current = { log, last: '' }
  const away = useHidden(!held)
  const stopped = path === null || paused || away

  useEffect(() => {
    if (stopped) {
      if (paused) setState('paused')
      return
    }
    const abort = new AbortController()
    const place = seen.current
    setState((before) => before === 'open' ? before : 'connecting')
    void follow({
      path,
      get last () { return place.last },
      set last (id) { place.last = id },
      receive (event) { latest.current(event) },
      changed (next) { if (!abort.signal.aborted) setState(next) },
      signal: abort.signal
    })
    return () => { abort.abort() }
  }, [path, stopped, paused])
  return state
}

/** Whether the page has been hidden for long. */
function useHidden (wanted: boolean): boolean {
  const [hidden, setHidden] = useState(false)
  useEffect(() => {
    if (!wanted) return setHidden(false)
    let timer = 0
    const look = () => {
      clearTimeout(timer)
      if (document.hidden) timer = window.setTimeout(() => { setHidden(true) }, HIDDEN_MS)
      else setHidden(false)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [wanted])
  return hidden
}

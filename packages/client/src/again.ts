/** Asking again. Every call of this client may be: reading is harmless, writing carries an Idempotency-Key or says what shall be. */

export interface Patience {
  /** How often a call is made at most; 4 if not given. */
  tries: number
  /** The first wait in milliseconds, when the API names none; each one after it is twice as long. 250 if not given. */
  wait_ms: number
}

/** Longer waits are the caller's to decide: the answer is handed on. */
const LONGEST_WAIT_MS = 10_000

/**
 * Repeats what met a network that is away, an API that is (503), or too many requests (429).
 * @returns the last answer. It throws what the last try threw.
 */
export function fetchAgain ({ tries = 4, wait_ms = 250 }: Partial<Patience>): (request: Request) => Promise<Response> {
  return async (request) => {
    for (let tried = 1; ; tried++) {
      const last = tried >= tries
      // Half of it by chance: clients that were refused together do not come back together.
      let wait = wait_ms * 2 ** (tried - 1) * (0.5 + Math.random() / 2)
      try {
        const response = await fetch(last ? request : request.clone())
        if (last || !mayRepeat(request) || (response.status !== 429 && response.status !== 503)) return response
        const named = Number(response.headers.get('retry-after') ?? NaN)
        if (!Number.isNaN(named)) wait = named * 1000
        if (wait > LONGEST_WAIT_MS) return response
        await response.body?.cancel()
      } catch (error) {
        if (last || !mayRepeat(request) || request.signal.aborted) throw error
      }
      await pause(wait, request.signal)
    }
  }
}

/** PATCH has no key: it may be repeated under If-Match alone, where the second time is refused. */
function mayRepeat ({ method, headers }: Request): boolean {
  return method !== 'PATCH' && (method !== 'POST' || headers.has('idempotency-key'))
}

async function pause (ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      // What fetch would throw: usually an AbortError.
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}

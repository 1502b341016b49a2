/** What a worker tells of its work, for logs and metrics. */
import type { DeliveryState, EffectState, StreamEvent } from './types.ts'

export interface Hooks {
  /** An event is in hand and its effects begin. */
  taken?: (event: StreamEvent) => void
  /** An attempt's result was recorded, or what follows from a worker that is gone; then `duration_ms` is 0. */
  effect?: (event: StreamEvent, effect: string, state: EffectState, duration_ms: number) => void
  /** Nothing can be done now; `parked`, `unknown` and `dead` included. */
  settled?: (event_id: string, state: DeliveryState) => void
  /** Entries were taken over from workers that are gone. */
  reclaimed?: (count: number) => void
  /** An entry in hand belongs to another worker by now; what was being done for it is thrown away. */
  lost?: (event_id: string) => void
  connection?: (state: 'lost' | 'back') => void
  /** Something broke that is tried again. */
  trouble?: (error: Error, doing: string) => void
}

/** A logger or a metric that throws must not cost an effect its record. */
export function quietHooks (hooks: Hooks): Required<Hooks> {
  const quiet = <Args extends unknown[]>(hook: ((...args: Args) => void) | undefined) => (...args: Args): void => {
    try {
      hook?.(...args)
    } catch {}
  }
  return {
    taken: quiet(hooks.taken),
    effect: quiet(hooks.effect),
    settled: quiet(hooks.settled),
    reclaimed: quiet(hooks.reclaimed),
    lost: quiet(hooks.lost),
    connection: quiet(hooks.connection),
    trouble: quiet(hooks.trouble)
  }
}

/** A consumer group over a Redis Stream, with leases, an effect ledger, retries and dead letters. Knows nothing of what the events are about. */
export { appendOnce, attachment, type NewEvent } from './append.ts'
export type { Hooks, RetryPolicy } from './handle-event.ts'
export { createInspector, type Inspector, type Pipeline } from './inspector.ts'
export type { StreamNames } from './names.ts'
export * from './types.ts'
export { createStreamWorker, type StreamWorker, type StreamWorkerOptions } from './worker.ts'

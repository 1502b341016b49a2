/** A consumer group over a Redis Stream, with leases, an effect ledger, retries and dead letters. Knows nothing of what the events are about. */
export { appendOnce, attachment, type NewEvent } from './append.ts'
export type { Hooks } from './hooks.ts'
export { createInspector, type Inspector, type Page } from './inspector.ts'
export { retriesKey, streamKey, type StreamNames } from './names.ts'
export type { Consumer, Pipeline, RemoteAway } from './pipeline.ts'
export type { Latency, Rates } from './rates.ts'
export * from './types.ts'
export { createStreamWorker, type StreamWorker, type StreamWorkerOptions } from './worker.ts'

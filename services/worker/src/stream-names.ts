import { partitionKeys } from '@martelo/auction-store'
import type { StreamNames } from '@martelo/event-stream'

/** The stream of finalized auctions, and the workers' group on it. */
export const NAMES: StreamNames = { prefix: partitionKeys(0).prefix, stream: 'finalized', group: 'workers' }

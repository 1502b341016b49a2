/** What the routes work with. Made once at the start, or by a test. */
import type { Accounts } from '@martelo/accounts'
import type { AuctionStore } from '@martelo/auction-store'
import type { createInspector } from '@martelo/event-stream'
import type { Mailer } from '@martelo/mail'
import type { Settings } from '@martelo/service-runtime'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { Categories } from './categories.ts'
import type { Closer } from './closer.ts'
import type { ImageFiles } from './images/files.ts'
import type { LiveHub } from './live.ts'
import type { ApiMetrics } from './metrics.ts'

/** `starting`: the store has not been found yet. `draining`: told to end, and still serving. */
export type Phase = 'starting' | 'serving' | 'draining'

export interface Context {
  settings: Settings
  store: AuctionStore
  accounts: Accounts
  inspector: ReturnType<typeof createInspector>
  mailer: Mailer
  closer: Closer
  categories: Categories
  /** Null: there is no place for pictures. */
  images: () => ImageFiles | null
  live: LiveHub
  metrics: ApiMetrics
  phase: () => Phase
  /** What the Redis behind the store is set to that breaks a promise; shown in health. */
  storeWarnings: () => readonly string[]
  /** Where people reach the page, without a slash at the end. */
  publicUrl: () => string
}

export type App = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, TypeBoxTypeProvider>

/** The API, put together: what a test builds and what main listens with. */
import { randomUUID } from 'node:crypto'
import accepts from '@fastify/accepts'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { fastifySSE } from '@fastify/sse'
import underPressure from '@fastify/under-pressure'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { AuctionChanges, AuctionResource, BidResource, ImageResource, IncrementForm, NewAuction, NewBid, RelistTerms, SettlementResource, SoftCloseForm } from '@martelo/auction'
import fastify, { LogController, type FastifyBaseLogger } from 'fastify'
import type { Redis } from 'ioredis'
import { installAuthentication } from './authentication.ts'
import type { App, Context } from './context.ts'
import { installOpenApi } from './openapi.ts'
import { MeResource } from './people-form.ts'
import { ProblemResource, installProblems, problemOfClientError, sendFrameworkError } from './problems.ts'
import { afterSaleRoutes } from './routes/after-sale.ts'
import { auctionRoutes } from './routes/auctions.ts'
import { bidRoutes } from './routes/bids.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { healthRoutes } from './routes/health.ts'
import { imageFileRoutes, imageRoutes } from './routes/images.ts'
import { meRoutes } from './routes/me.ts'
import { operationRoutes } from './routes/operations.ts'
import { relistRoutes } from './routes/relist.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { streamRoutes } from './routes/streams.ts'
import { installDrain } from './drain.ts'
import { installRequests } from './requests.ts'
import { installValidation } from './validation.ts'
import { installWebPage } from './web-page.ts'

/** A description of 10,000 characters, each written as an escape, and some room. */
const BODY_LIMIT = 256 * 1024
const HEARTBEAT_MS = 15_000

export async function buildApp (context: Context, { logger, redis }: { logger: FastifyBaseLogger, redis: Redis }): Promise<App> {
  const { settings } = context
  const app: App = fastify({
    loggerInstance: logger,
    genReqId: () => randomUUID(),
    // Who came before the end is served to the end.
    return503OnClosing: false,
    bodyLimit: BODY_LIMIT,
    // Slow senders are cut off, but a picture may take its time; a live stream is an answer that has begun, which this does not count.
    requestTimeout: 120_000,
    http: { headersTimeout: 30_000 },
    keepAliveTimeout: 72_000,
    trustProxy: settings.TRUST_PROXY.length > 0 ? settings.TRUST_PROXY : false,
    // Longer than any request line may be: an id that nobody has is the route's to refuse.
    routerOptions: { maxParamLength: 64 * 1024 },
    frameworkErrors: sendFrameworkError,
    clientErrorHandler: problemOfClientError,
    // One line a request, ours, below: without addresses and query.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' })
  }).withTypeProvider<TypeBoxTypeProvider>()

  installValidation(app)
  installProblems(app)
  installRequests(app, context)
  for (const schema of [IncrementForm, SoftCloseForm, ImageResource, SettlementResource, AuctionResource, BidResource, NewAuction, AuctionChanges, RelistTerms, NewBid, MeResource, ProblemResource]) app.addSchema(schema)

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'self'"], imgSrc: ["'self'", 'data:'], objectSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"] }
    },
    // On plain http these would break the page, or do nothing.
    strictTransportSecurity: settings.PUBLIC_URL?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    crossOriginOpenerPolicy: settings.PUBLIC_URL?.startsWith('https:') ? { policy: 'same-origin' } : false,
    originAgentCluster: settings.PUBLIC_URL?.startsWith('https:') ?? false,
    referrerPolicy: { policy: 'same-origin' }
  })
  await app.register(accepts)
  await app.register(cookie)
  await app.register(underPressure, { maxEventLoopDelay: 2000, retryAfter: 2, exposeStatusRoute: false })
  if (settings.RATE_LIMIT) {
    await app.register(rateLimit, { global: true, max: 6000, timeWindow: 60_000, redis, nameSpace: 'limit:', skipOnError: true, addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false } })
  }
  await app.register(fastifySSE, { heartbeatInterval: HEARTBEAT_MS })
  await installOpenApi(app, context)

  const guards = installAuthentication(app, context)
  await app.register(async (api: App) => {
    // Answers about people and prices are nobody else's to keep.
    api.addHook('onSend', async (_request, reply) => { if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store') })
    auctionRoutes(api, context, guards)
    await api.register(imageRoutes(context, guards))
    bidRoutes(api, context, guards)
    afterSaleRoutes(api, context, guards)
    relistRoutes(api, context, guards)
    streamRoutes(api, context)
    signInRoutes(api, context, guards)
    meRoutes(api, context, guards)
    deliveryRoutes(api, context, guards)
    operationRoutes(api, context, guards)
    installDrain(api)
  }, { prefix: '/api' })
  imageFileRoutes(app, context)
  healthRoutes(app, context)
  await installWebPage(app)
  return app
}

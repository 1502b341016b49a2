/** The OpenAPI document, made from the routes' schemas, and its page, which works without internet. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { completed, type OpenApiDocument } from './openapi-completed.ts'
import { STATUS_OF } from './problems.ts'
import type { App, Context } from './context.ts'

const TAGS = {
  auctions: 'Creating, finding, changing, closing, watching.',
  bids: 'Bidding, and buying at once.',
  images: 'Pictures of an auction.',
  'after-sale': 'Contact, payment, and what seller and winner mark.',
  live: 'Streams of server-sent events.',
  accounts: 'Signing in, tokens, and the signed-in person.',
  delivery: 'What follows an auction: its report, and how the effects stand.',
  operations: 'Health, and what administrators do.'
}

export async function installOpenApi (app: App, { settings }: Pick<Context, 'settings'>): Promise<void> {
  const codes = Object.entries(STATUS_OF).map(([code, status]) => `| ${status} | \`${code}\` |`).join('\n')
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Martelo',
        version: '0.1.0',
        description: `Auctions: create, update, bid, finalize. Errors are \`application/problem+json\` with a stable \`code\`:\n\n| status | code |\n|---|---|\n${codes}\n\nMoney is a decimal string with exactly two digits; times are RFC 3339 in UTC.`,
        license: { name: 'MIT', identifier: 'MIT' }
      },
      servers: [{ url: settings.PUBLIC_URL ?? '/' }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'An API token.' },
          session: { type: 'apiKey', in: 'cookie', name: settings.PUBLIC_URL?.startsWith('https:') ? '__Host-session' : 'session', description: 'The cookie of the page.' }
        }
      }
    },
    transformObject: (document) => 'openapiObject' in document ? completed(document.openapiObject as OpenApiDocument) : document.swaggerObject,
    refResolver: { buildLocalReference: (json, _baseUri, _fragment, i) => typeof json.$id === 'string' ? json.$id : `def-${i}` }
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: false, uiConfig: { deepLinking: true } })
  for (const [path, yaml] of [['/openapi.json', false], ['/openapi.yaml', true]] as const) {
    app.get(path, { schema: { hide: true } }, async (_request, reply) => {
      if (yaml) return await reply.type('application/yaml; charset=utf-8').send(app.swagger({ yaml: true }))
      return await reply.type('application/json; charset=utf-8').send(JSON.stringify(app.swagger()))
    })
  }
}

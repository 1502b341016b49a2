/**
 * The API for programs: `martelo.POST('/api/auctions/{id}/bids', …)`, with paths, bodies, answers and refusals typed by the OpenAPI document.
 * Refusals are values: `{ data }` or `{ error }`, whose `code` is stable. Only a network that stays away throws.
 */
import createFetchClient, { type Client } from 'openapi-fetch'
import { fetchAgain, type Patience } from './again.ts'
import type { components, operations, paths } from './schema.ts'

export type Auction = components['schemas']['Auction']
export type Bid = components['schemas']['Bid']
export type Problem = components['schemas']['Problem']
export type { components, operations, paths, Patience }

export interface ClientOptions extends Partial<Patience> {
  /** Where the API is, such as `https://leiloes.example`. */
  url: string
  /** An API token. Without one there is only what everybody may see. */
  token?: string
}

export type Martelo = Client<paths>

export function createClient ({ url, token, ...patience }: ClientOptions): Martelo {
  const client = createFetchClient<paths>({ baseUrl: url.replace(/\/+$/, ''), fetch: fetchAgain(patience) })
  client.use({
    onRequest ({ request }) {
      if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`)
      // Whatever happens on the way, one call happens once. A caller who repeats calls gives keys of its own.
      if (request.method === 'POST' && !request.headers.has('idempotency-key')) request.headers.set('idempotency-key', crypto.randomUUID())
      return request
    }
  })
  return client
}

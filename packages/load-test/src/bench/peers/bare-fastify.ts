/**
 * The peer of the bid benchmark, a process of its own: Fastify with nothing on it. `POST /bids/:id` runs the script that Martelo's API runs, on the same
 * Redis, for whoever the request names; `POST /plain` only answers.
 *
 * Environment: REDIS_URL, PORT.
 */
import { createAuctionStore } from '@martelo/auction-store'
import fastify from 'fastify'
import { Redis } from 'ioredis'

const store = createAuctionStore(new Redis(process.env.REDIS_URL!, { replyMapping: 'legacy' } as object))
const app = fastify()

app.post<{ Params: { id: string }, Body: { amount: string }, Headers: { bidder: string } }>('/bids/:id', async (request, reply) => {
  const placed = await store.bid(request.params.id, request.headers.bidder, { amount: Math.round(Number(request.body.amount) * 100) }, null)
  void reply.code('rejected' in placed ? 422 : 201)
  return placed
})
app.post('/plain', async (_request, reply) => {
  void reply.code(201)
  return { bid: 'none' }
})
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) })
process.stdout.write('ready\n')

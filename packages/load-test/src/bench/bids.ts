/** Accepted bids a second, with everything on, beside a bare server that runs the same script. */
import autocannon from 'autocannon'
import { createAccounts } from '@martelo/accounts'
import { createAuctionStore } from '@martelo/auction-store'
import { freePort, withRedis, withService } from '@martelo/testing'
import { built, service } from '../stage.ts'
import { newAuction } from './auctions.ts'
import type { Row } from './row.ts'
import { figure, ratios, rounds } from './statistics.ts'

const CONNECTIONS = 32
/** Minor units: every bid of a connection raises its own auction by this, so that all are accepted. */
const STEP = 10_000

interface Lane { auction: string, bidders: Array<{ id: string, token: string }>, price: number, bids: number }

export const bids: Row = {
  name: 'bids',
  title: 'accepted bids, all features on',
  async measure (t, size, say) {
    const redis = await withRedis(t)
    const [api, bare] = [await freePort(), await freePort()]
    await withService(t, service('api'), { REDIS_URL: redis.url, API_PORT: String(api), METRICS_PORT: '0', RATE_LIMIT: 'on', TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'info' })
    await withService(t, built('bench/peers/bare-fastify.js'), { REDIS_URL: redis.url, PORT: String(bare) })
    const lanes = await makeLanes(redis.connect())
    const seconds = size === 'full' ? 4 : 1

    const martelo = async () => await shoot(seconds, (lane, number) => ({
      // Limits are by person and by address: each lane has its own, and changes both before one is reached.
      path: `/api/auctions/${lane.auction}/bids`,
      headers: { authorization: `Bearer ${bidderOf(lane).token}`, 'idempotency-key': `${lane.auction}-${lane.bids}`, 'x-forwarded-for': `10.${number}.${Math.floor(lane.bids / 1000) % 250}.${Math.floor(lane.bids / 100) % 250}` }
    }), api, lanes)
    const sameScript = async () => await shoot(seconds, (lane) => ({ path: `/bids/${lane.auction}`, headers: { bidder: bidderOf(lane).id } }), bare, lanes)
    const plain = async () => await shoot(seconds, () => ({ path: '/plain', headers: {} }), bare, lanes)
    if (size === 'full') {
      say('warming up')
      for (const each of [martelo, sameScript, plain]) await each()
    }
    const measured = await rounds(size === 'full' ? 5 : 1, { martelo, sameScript, plain })
    return [
      figure('Martelo', measured.martelo, 'bids/s'),
      figure('bare Fastify, same script', measured.sameScript, 'bids/s'),
      figure('bare Fastify, no Redis', measured.plain, 'requests/s'),
      figure('ratio to the same script', ratios(measured.martelo, measured.sameScript), '×', { least: 0.8 }),
      figure('ratio to no Redis', ratios(measured.martelo, measured.plain), '×')
    ]
  }
}

/** So many people take turns in a lane that none of them meets the limit of bids a minute. */
const PEOPLE_A_LANE = 40

const bidderOf = (lane: Lane) => lane.bidders[lane.bids % lane.bidders.length]!

async function makeLanes (redis: ReturnType<Awaited<ReturnType<typeof withRedis>>['connect']>): Promise<Lane[]> {
  const accounts = createAccounts(redis)
  const store = createAuctionStore(redis)
  const person = async (name: string) => {
    const { id } = await accounts.create({ name, email: `${name}@bench.example` })
    return { id, token: (await accounts.createToken(id, { label: 'bench' })).token }
  }
  const seller = await person('seller')
  return await Promise.all(Array.from({ length: CONNECTIONS }, async (_, i) => ({
    auction: await newAuction(store, seller.id, `Lane ${i}`, {}),
    bidders: await Promise.all(Array.from({ length: PEOPLE_A_LANE }, async (_, j) => await person(`bidder-${i}-${j}`))),
    price: 1000,
    bids: 0
  })))
}

/** @returns requests a second. @throws when one is not answered 201 */
async function shoot (seconds: number, form: (lane: Lane, number: number) => { path: string, headers: Record<string, string> }, port: number, lanes: Lane[]): Promise<number> {
  let next = 0
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: seconds,
    setupClient (client) {
      const number = next++
      const lane = lanes[number]!
      client.setRequests([{
        method: 'POST',
        setupRequest (request) {
          lane.price += STEP
          lane.bids++
          const { path, headers } = form(lane, number)
          return { ...request, path, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ amount: (lane.price / 100).toFixed(2) }) }
        }
      }])
    }
  })
  if (result.errors + result.non2xx > 0) throw new Error(`${result.errors} errors and ${result.non2xx} refusals in ${result.requests.total} requests: ${JSON.stringify(result.statusCodeStats)}`)
  return result['2xx'] / result.duration
}

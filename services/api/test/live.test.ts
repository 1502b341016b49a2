/** Viewers that come in the middle of everything. */
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { events, withApi } from './helper.ts'

const ROUNDS = 40

t.test('whoever comes while bids arrive, or comes back then, sees each of them once', async (t) => {
  const { person, address } = await withApi(t)
  const [ana, bruno, carla] = await Promise.all([person('Ana'), person('Bruno'), person('Carla')])
  const { body } = await ana.as('POST', '/api/auctions', { title: 'Item', description: '', starting_price: '1.00', duration_seconds: 3600, increment: { type: 'fixed', amount: '0.01' } })
  const path = `/api/auctions/${body.id}`
  const closed = (kinds: string[]) => kinds.includes('closed')
  const first = events(`${address}${path}/stream`, closed)
  await bruno.as('POST', `${path}/bids`, { max_amount: '1000.00' })

  const later: Array<{ after: string, seen: ReturnType<typeof events> }> = []
  /** Long ago, for whoever comes back. */
  let seen = ''
  for (let n = 1; n <= ROUNDS; n++) {
    // Each is answered at once by the leader's automatic bid: several entries arrive together.
    const bids = [0, 1, 2].map(async (i) => await carla.as('POST', `${path}/bids`, { amount: (1 + n + i / 10).toFixed(2) }))
    if (seen !== '') {
      for (const list of [false, true]) {
        await pause(Math.random() * 4)
        later.push({ after: list ? '' : seen, seen: events(`${address}${list ? `/api/stream?auctions=${body.id}` : `${path}/stream`}`, closed, list ? {} : { 'last-event-id': seen }) })
      }
    }
    const [placed] = await Promise.all(bids)
    seen ||= placed!.body.bid.id
  }
  await ana.as('POST', `${path}/close`)

  const bidsOf = (seen: Awaited<ReturnType<typeof events>>) => seen.filter(({ event }) => event === 'bid').map(({ data }) => data.bid.id as string)
  const all = bidsOf(await first)
  t.ok(all.length > ROUNDS * 2)
  for (const { after, seen: following } of later) {
    const found = bidsOf(await following)
    if (after !== '') t.same(found, all.slice(all.indexOf(after) + 1), 'an auction from the last event on', { silent: true })
    else t.same(found, all.slice(all.length - found.length), 'a list from its snapshot on', { silent: true })
  }
})

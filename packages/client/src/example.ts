/**
 * Bids on the open auction that ends next and whose title has the words, and says why the bid leads or does not:
 * `MARTELO_TOKEN=… node packages/client/dist/example.js relógio 50.00`
 */
import { createClient } from './index.ts'

const { MARTELO_URL: url = 'http://localhost:3000', MARTELO_TOKEN: token = '' } = process.env
const [q = '', max_amount = ''] = process.argv.slice(2)
const martelo = createClient({ url, token })

const { data: found, error } = await martelo.GET('/api/auctions', { params: { query: { q, status: 'open', sort: 'ending_soon', limit: 1 } } })
if (error) throw new Error(error.detail)
const [auction] = found.items
if (auction === undefined) {
  console.log(`No open auction of "${q}".`)
} else {
  const path = { id: auction.id }
  const { data: placed, error: refused } = await martelo.POST('/api/auctions/{id}/bids', { params: { path }, body: { max_amount } })
  if (refused) {
    console.log(`${auction.title}: ${refused.code}: ${refused.detail}`)
  } else if (placed.bid === null) {
    console.log(`${auction.title}: you lead, and your maximum is ${placed.auction.your_max_amount} now.`)
  } else {
    const { data: why } = await martelo.GET('/api/auctions/{id}/bids/{bid_id}/explanation', { params: { path: { ...path, bid_id: placed.bid.id } } })
    console.log(`${auction.title}: ${why?.text.en ?? placed.bid.amount}`)
  }
}

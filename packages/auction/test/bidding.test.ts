import t from 'tap'
import fc from 'fast-check'
import { buyNowAvailable, decodeIncrement, encodeIncrement, incrementAt, minimumBid, placeBid, reserveMet, softClose, type BidRequest, type Increment, type LoggedBid, type Standing, type Terms } from '../src/index.ts'

const MINUTE = 60_000
const END = 1_800_000_000_000

function terms (over: Partial<Terms> = {}): Terms {
  return {
    seller: 'seller',
    starting_price: 10_00,
    reserve_price: null,
    buy_now_price: null,
    increment: { type: 'table' },
    soft_close: { window_seconds: 120, extension_seconds: 120, max_total_seconds: 3600 },
    starts_at: END - 60 * MINUTE,
    original_ends_at: END,
    ...over
  }
}

function play (auction: Terms, bids: BidRequest[], now = END - 30 * MINUTE) {
  let standing: Standing = { leader: null, bid_count: 0, ends_at: auction.original_ends_at }
  const log: LoggedBid[] = []
  let rejected: string | null = null
  for (const bid of bids) {
    const outcome = placeBid(auction, standing, bid, now)
    rejected = 'rejected' in outcome ? outcome.rejected.code : null
    if ('rejected' in outcome) continue
    standing = outcome.standing
    log.push(...outcome.logged)
  }
  return { standing, log, rejected, price: standing.leader === null ? null : standing.price }
}

const auto = (bidder: string, max_amount: number): BidRequest => ({ bidder, max_amount })
const plain = (bidder: string, amount: number): BidRequest => ({ bidder, amount })

t.test('the examples of the rules', async (t) => {
  const rows: Array<{ n: number, terms?: Partial<Terms>, bids: BidRequest[], leader: string, price: number, minimum?: number, met?: boolean }> = [
    { n: 1, terms: { starting_price: 68_45 }, bids: [plain('A', 68_45)], leader: 'A', price: 68_45, minimum: 69_45 },
    { n: 2, bids: [auto('A', 114_00), auto('B', 157_00)], leader: 'B', price: 116_50, minimum: 119_00 },
    { n: 3, bids: [auto('A', 114_00), auto('B', 157_00), auto('C', 156_80)], leader: 'B', price: 157_00 },
    { n: 4, terms: { increment: { type: 'fixed', amount: 1_00 } }, bids: [auto('A', 11_00)], leader: 'A', price: 10_00, minimum: 11_00 },
    { n: 4, terms: { increment: { type: 'fixed', amount: 1_00 } }, bids: [auto('A', 11_00), auto('B', 11_02)], leader: 'B', price: 11_02, minimum: 12_02 },
    { n: 5, terms: { starting_price: 3_00 }, bids: [auto('A', 7_00), auto('B', 6_00)], leader: 'A', price: 6_50 },
    { n: 6, terms: { starting_price: 1_00, reserve_price: 100_00 }, bids: [auto('A', 1_50)], leader: 'A', price: 1_50, met: false },
    { n: 6, terms: { starting_price: 1_00, reserve_price: 100_00 }, bids: [auto('A', 1_50), auto('B', 150_00)], leader: 'B', price: 100_00, met: true },
    { n: 7, terms: { starting_price: 15_00, reserve_price: 50_00 }, bids: [auto('A', 75_00)], leader: 'A', price: 50_00, met: true },
    { n: 8, bids: [auto('A', 100_00), plain('B', 120_00)], leader: 'B', price: 120_00 },
    { n: 8, bids: [auto('A', 100_00), plain('B', 120_00), auto('A', 130_00)], leader: 'A', price: 122_50 }
  ]
  for (const row of rows) {
    const auction = terms(row.terms)
    const { standing, price } = play(auction, row.bids)
    t.equal(standing.leader, row.leader, `example ${row.n}: leader`)
    t.equal(price, row.price, `example ${row.n}: price`)
    if (row.minimum !== undefined) t.equal(minimumBid(auction, price), row.minimum, `example ${row.n}: minimum`)
    if (row.met !== undefined) t.equal(reserveMet(auction, standing), row.met, `example ${row.n}: reserve`)
  }
  t.equal(play(terms({ starting_price: 68_45 }), [plain('A', 68_45), plain('B', 69_44)]).rejected, 'bid_too_low')
  t.same(play(terms(), rows[2]!.bids).log.slice(-2), [
    { bidder: 'C', amount: 156_80, automatic: false, buy_now: false },
    { bidder: 'B', amount: 157_00, automatic: true, buy_now: false }
  ])
})

t.test('the leader', async (t) => {
  t.equal(play(terms(), [auto('A', 50_00), plain('A', 60_00)]).rejected, 'already_leading')
  t.equal(play(terms(), [auto('A', 50_00), auto('A', 50_00)]).rejected, 'bid_too_low')
  const silent = play(terms(), [auto('A', 50_00), auto('A', 50_01)])
  t.same([silent.price, silent.log.length, silent.standing.bid_count], [10_00, 1, 1], 'a raise that moves nothing is silent')
  const met = play(terms({ reserve_price: 80_00 }), [auto('A', 50_00), auto('A', 90_00)])
  t.same([met.price, met.log.length, met.standing.bid_count], [80_00, 2, 2], 'a raise up to the reserve moves the price and is logged')
  t.equal(play(terms(), [auto('A', 50_00), auto('B', 50_00)]).standing.leader, 'A', 'of equal maxima the earlier leads')
})

t.test('which refusal comes first', async (t) => {
  const buyNow = terms({ buy_now_price: 100_00 })
  t.equal(play(buyNow, [auto('seller', 1)]).rejected, 'own_auction')
  t.equal(play(buyNow, [auto('A', 1)], buyNow.starts_at - 1).rejected, 'auction_not_open')
  t.equal(play(buyNow, [auto('A', 1)], END).rejected, 'auction_ended')
  t.equal(play(buyNow, [plain('A', 100_00)]).rejected, 'use_buy_now')
  t.equal(play(buyNow, [plain('A', 20_00), plain('B', 100_00)]).rejected, null, 'the first bid takes buy-now away')
  const reserve = terms({ buy_now_price: 100_00, reserve_price: 50_00 })
  t.equal(play(reserve, [plain('A', 20_00), plain('B', 100_00)]).rejected, 'use_buy_now', 'with a reserve it stays until the reserve is met')
  t.equal(play(reserve, [plain('A', 50_00), plain('B', 100_00)]).rejected, null)
})

t.test('soft close', async (t) => {
  const auction = terms({ soft_close: { window_seconds: 60, extension_seconds: 90, max_total_seconds: 120 } })
  t.equal(softClose(auction, END, END - 60_001), END, 'outside the window the end stays')
  t.equal(softClose(auction, END, END - 60_000), END + 30_000)
  t.equal(softClose(auction, END + 100_000, END + 90_000), END + 120_000, 'the total is bounded')
  t.equal(softClose(auction, END + 120_000, END + 119_000), END + 120_000, 'it never shrinks')
  t.equal(softClose(terms({ soft_close: null }), END, END - 1), END)
})

t.test('increments', async (t) => {
  const table: Increment = { type: 'table' }
  for (const [price, step] of [[1, 5], [99, 5], [100, 25], [499, 25], [500, 50], [2500, 100], [10_000, 250], [24_999, 250], [25_000, 500], [50_000, 1000], [100_000, 2500], [250_000, 5000], [500_000, 10_000], [1e12, 10_000]] as const) {
    t.equal(incrementAt(table, price), step, `at ${price}`)
  }
  t.equal(incrementAt({ type: 'percent', percent: 1 }, 1), 1, 'at least one minor unit')
  t.equal(incrementAt({ type: 'percent', percent: 5 }, 101), 6, 'rounded up')
  for (const increment of [table, { type: 'fixed', amount: 250 }, { type: 'percent', percent: 7 }] as Increment[]) t.same(decodeIncrement(encodeIncrement(increment)), increment)
  t.throws(() => decodeIncrement('free'))
})

t.test('what holds for any sequence of bids', async (t) => {
  const bid = fc.record({ bidder: fc.constantFrom('A', 'B', 'C'), amount: fc.integer({ min: 1, max: 300_00 }), plain: fc.boolean() })
  fc.assert(fc.property(fc.array(bid, { maxLength: 30 }), fc.option(fc.integer({ min: 10_00, max: 200_00 }), { nil: null }), (bids, reserve_price) => {
    const auction = terms({ reserve_price })
    let standing: Standing = { leader: null, bid_count: 0, ends_at: END }
    let last = 0
    for (const { bidder, amount, plain: isPlain } of bids) {
      const outcome = placeBid(auction, standing, isPlain ? { bidder, amount } : { bidder, max_amount: amount }, END - MINUTE)
      if ('rejected' in outcome) continue
      const next = outcome.standing
      if (next.leader === null) return false
      for (const logged of outcome.logged) {
        if (logged.amount < last) return false
        last = logged.amount
      }
      const newest = outcome.logged.at(-1)
      if (newest && (newest.bidder !== next.leader || newest.amount !== next.price)) return false
      if (next.price > next.maximum || next.ends_at < standing.ends_at) return false
      if (reserve_price !== null && next.maximum >= reserve_price && next.price < reserve_price) return false
      if (buyNowAvailable(auction, next)) return false
      standing = next
    }
    return true
  }))
  t.pass('amounts never decrease, the newest entry is the leader’s, the price stays within the maximum, the end never shrinks')
})

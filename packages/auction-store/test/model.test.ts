/**
 * The whole of the rules against the real scripts: sequences of commands that fast-check makes, on a Redis where each auction has a clock
 * of its own. After every command the store holds what the model says; at the end of a sequence so do the log, the lists and the indexes;
 * at the end of all, every auction that closed has one event and one announcement, and no other has any.
 *
 * `SOAK=1` runs fifty times as many. A failure prints the seed and the shortest sequence that still fails.
 */
import assert from 'node:assert/strict'
import t from 'tap'
import fc from 'fast-check'
import { STATUSES, eventIdOf, wordsOf } from '@martelo/auction'
import { withRedis } from '@martelo/testing'
import { fieldsOf } from '../src/codec.ts'
import { createAuctionStore, partitionKeys, type AuctionStore } from '../src/index.ts'
import { BIDDERS, CLOCK, TITLES, clocks, commands, firstAuction, type Model, type Real } from './commands.ts'
import type { ModelAuction } from './model.ts'

const SEQUENCES = process.env.SOAK === '1' ? 50_000 : 1000
/** So many sequences at a time, on one connection. */
const ABREAST = 10
/** The store is emptied after so many. */
const ROUND = 1000
const keys = partitionKeys(0)

/** What the log must be, and in which lists and indexes the auction stands. */
async function checkWhole ({ redis }: Real, auction: ModelAuction): Promise<void> {
  const { id, status, standing, terms } = auction
  const sorts = ['ending_soon', 'newest', 'most_bids'] as const
  const [entries, closing, opening, bidders, lists, words] = await Promise.all([
    redis.xrange(keys.log(id), '-', '+') as Promise<Array<[string, string[]]>>,
    redis.zscore(keys.closing, id),
    redis.zscore(keys.opening, id),
    Promise.all(BIDDERS.map(async (bidder) => await redis.zscore(keys.bidder(bidder), id))),
    Promise.all(STATUSES.flatMap((each) => sorts.map(async (sort) => [each, sort, await redis.zscore(keys.list('all', each, sort), id)] as const))),
    Promise.all(TITLES.flatMap(wordsOf).map(async (word) => [word, await redis.zscore(keys.words, `${word} ${id}`)] as const))
  ])
  const log = entries.map(([, flat]) => fieldsOf(flat))
  assert.deepEqual(log.map(({ kind }) => kind), auction.kinds)
  const bids = log.filter(({ kind }) => kind === 'bid').map(({ bidder, amount, automatic, buy_now }) => ({ bidder, amount: Number(amount), automatic: automatic === '1', buy_now: buy_now === '1' }))
  assert.deepEqual(bids, auction.bids)
  assert.equal(standing.bid_count, bids.filter(({ automatic }) => !automatic).length, 'the count is of what people bid')
  for (const [i, { amount }] of bids.entries()) assert.ok(i === 0 || amount >= bids[i - 1]!.amount, 'amounts never decrease')
  if (standing.leader !== null) assert.deepEqual({ bidder: bids.at(-1)!.bidder, amount: bids.at(-1)!.amount }, { bidder: standing.leader, amount: standing.price }, 'the newest entry is the leader’s')
  for (const [i, { ends_at }] of log.entries()) {
    const before = log[i - 1]
    if (before !== undefined && log[i]!.kind === 'extended') assert.ok(Number(ends_at) >= Number(before.ends_at), 'it never shrinks')
  }

  assert.equal(closing, auction.over ? null : String(standing.ends_at))
  assert.equal(opening, status === 'scheduled' ? String(terms.starts_at) : null)
  for (const [i, bidder] of BIDDERS.entries()) assert.equal(bidders[i] !== null, bids.some((bid) => bid.bidder === bidder && !bid.automatic))
  for (const [word, score] of words) assert.equal(score !== null, wordsOf(auction.title).includes(word), `the title’s words are found, and no others: ${word}`)
  for (const [each, sort, score] of lists) {
    assert.equal(score !== null, each === status, `${sort} of ${each}`)
    if (score !== null && sort !== 'newest') assert.equal(Number(score), sort === 'ending_soon' ? standing.ends_at : standing.bid_count)
  }
}

t.test('any sequence of commands, on real scripts', async (t) => {
  const server = await withRedis(t, { args: ['--appendonly', 'no'] })
  const redis = server.connect()
  const store: AuctionStore = createAuctionStore(redis, { clock: CLOCK })
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  const announced: string[] = []
  const subscriber = server.connect()
  await subscriber.subscribe('leiloes_finalizados')
  subscriber.on('message', (_channel, message) => announced.push(message))

  let ran = 0
  for (let round = 0; round * ROUND < SEQUENCES; round++) {
    const closed = new Set<string>()
    const sequences = Math.min(ROUND, SEQUENCES - round * ROUND)
    const results = await Promise.allSettled(Array.from({ length: ABREAST }, async (_, lane) => {
      await fc.assert(fc.asyncProperty(firstAuction, commands, async (first, rest) => {
        const real: Real = { store, redis }
        const model: Model = { auctions: [], repeat: new Map() }
        await first.run(model, real)
        await fc.asyncModelRun(() => ({ model, real }), rest)
        await Promise.all(model.auctions.map(async (auction) => { await checkWhole(real, auction) }))
        for (const auction of model.auctions) if (auction.status === 'closed') closed.add(eventIdOf(auction.id))
        await redis.unlink(...clocks(model.auctions))
        ran++
      }), { numRuns: sequences / ABREAST, seed: seed + round * ABREAST + lane })
    }))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed !== undefined) throw new Error('a sequence failed', { cause: failed.reason })
    const events = await redis.xrange(keys.finalized, '-', '+') as Array<[string, string[]]>
    t.same(events.map(([, flat]) => fieldsOf(flat).event_id).sort(), [...closed].sort(), 'one event for each auction that closed', { silent: true })
    await redis.publish('leiloes_finalizados', 'last')
    while (announced.at(-1) !== 'last') await new Promise((resolve) => { subscriber.once('message', resolve) })
    t.same(announced.splice(0).slice(0, -1).sort(), [...closed].sort(), 'and one announcement', { silent: true })
    await redis.flushall()
  }
  t.ok(ran >= SEQUENCES, `${ran} sequences of up to 100 commands, seed ${seed}`)
})

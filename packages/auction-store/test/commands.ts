/** The commands of the model test: each does the same to the model and to the store, and compares what came of it. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { auctionEnded, encodeAuctionEnded, type Auction, type Increment } from '@martelo/auction'
import type { Redis } from 'ioredis'
import { decodeAuction } from '../src/codec.ts'
import { partitionKeys, type AuctionContent, type AuctionStore, type Operation, type Schedule } from '../src/index.ts'
import { ModelAuction, refusedSchedule, type Edit } from './model.ts'

export const T0 = 1_800_000_000_000
const keys = partitionKeys(0)
const clockOf = (id: string) => `${keys.prefix}test-clock:${id}`
/** In the place of lib/clock.lua: each auction has a clock of its own. The id is every script's second argument; a new auction's is not known yet. */
export const CLOCK = `local function now_ms () return tonumber(redis.call('GET', '${clockOf('')}' .. ARGV[2]) or '${T0}') end`

export interface Real { store: AuctionStore, redis: Redis }
export interface Model { auctions: ModelAuction[], repeat: Map<string, Array<() => Promise<void>>> }
type Command = fc.AsyncCommand<Model, Real>

export const TITLES = ['Relógio de parede', 'Relíquia', 'Cadeira', 'relogio antigo', 'Ação! À mão, 1920']
export const BIDDERS = ['A', 'B', 'C', 'seller']
export const clocks = (auctions: readonly ModelAuction[]) => auctions.map(({ id }) => clockOf(id))

export async function stored ({ redis }: Real, auction: ModelAuction): Promise<Auction> {
  return decodeAuction(auction.id, await redis.hgetall(keys.auction(auction.id)), auction.now)
}

/** After every command the store holds what the model says. */
function compare (found: Auction, model: ModelAuction): void {
  const { title, starting_price, reserve_price, buy_now_price, increment, soft_close, seller, starts_at, original_ends_at, standing, lifecycle, version } = found
  const status = model.status === 'scheduled' && model.now >= model.terms.starts_at ? 'open' : model.status
  assert.deepEqual(
    { title, terms: { starting_price, reserve_price, buy_now_price, increment, soft_close, seller, starts_at, original_ends_at }, standing, version, addenda: found.addenda.length, status: lifecycle.status, outcome: 'outcome' in lifecycle ? lifecycle.outcome : null, ending: 'ending' in lifecycle ? lifecycle.ending : null },
    { title: model.title, terms: model.terms, standing: model.standing, version: model.version, addenda: model.addenda, status, outcome: model.outcome, ending: status === 'open' ? model.ending : null })
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown

/** A command on one of the auctions there are. */
function onAuction<Input> (name: string, run: (input: Input, auction: ModelAuction, real: Real, model: Model) => Promise<unknown>) {
  return (which: number, input: Input): Command => ({
    check: (model) => model.auctions.length > 0,
    async run (model, real) {
      const auction = model.auctions[which % model.auctions.length]!
      // Sent together: the store answers in order.
      const state = run(input, auction, real, model).then(async () => await stored(real, auction))
      compare(await state, auction)
    },
    toString: () => `${name}(${which}, ${JSON.stringify(input)})`
  })
}

// ---- what commands are made of

/** Of ordinary objects, which compare with what the store returns. */
const record = <T>(model: { [Member in keyof T]: fc.Arbitrary<T[Member]> }) => fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>

const increment: fc.Arbitrary<Increment> = fc.oneof(
  fc.constant<Increment>({ type: 'table' }),
  fc.integer({ min: 1, max: 20_00 }).map((amount): Increment => ({ type: 'fixed', amount })),
  fc.integer({ min: 1, max: 100 }).map((percent): Increment => ({ type: 'percent', percent })))
const softClose = fc.option(record({ window_seconds: fc.integer({ min: 1, max: 300 }), extension_seconds: fc.integer({ min: 1, max: 300 }), max_total_seconds: fc.integer({ min: 1, max: 600 }) }), { nil: null })
const prices = record({ start: fc.integer({ min: 1, max: 50_00 }), reserve: fc.option(fc.nat(100_00), { nil: null }), buy_now: fc.option(fc.integer({ min: 1, max: 300_00 }), { nil: null }) })
  .map(({ start, reserve, buy_now }) => {
    const reserve_price = reserve === null ? null : start + reserve
    return { starting_price: start, reserve_price, buy_now_price: buy_now === null ? null : Math.max(start + buy_now, reserve_price ?? 0) }
  })
const title = fc.constantFrom(...TITLES)
const content: fc.Arbitrary<AuctionContent> = record({ title, prices, increment, soft_close: softClose, category: fc.constantFrom(null, 'art', 'books') })
  .map(({ prices, ...rest }) => ({ ...prices, ...rest, description: '', currency: 'BRL', locale: 'pt-BR' }))
const moment = fc.integer({ min: -60_000, max: 1_800_000 })
const end: fc.Arbitrary<Schedule['end']> = fc.oneof(moment.map((ms) => ({ at: T0 + ms })), { weight: 3, arbitrary: fc.integer({ min: 1000, max: 1_800_000 }).map((after_ms) => ({ after_ms })) })
const schedule: fc.Arbitrary<Schedule> = record({ starts_at: fc.option(moment.map((ms) => T0 + ms), { nil: null, freq: 2 }), end })
const aim = record({ from: fc.constantFrom('minimum', 'minimum', 'maximum', 'reserve', 'buy_now', 'nothing'), by: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 60_00 })) })
const who = fc.constantFrom('A', 'B', 'C', 'A', 'B', 'C', 'seller')
const which = fc.nat(5)

function amountOf ({ from, by }: { from: string, by: number }, { terms, standing }: ModelAuction): number {
  const led = standing.leader === null ? null : standing
  const base = { minimum: led?.price ?? terms.starting_price, maximum: led?.maximum ?? terms.starting_price, reserve: terms.reserve_price ?? 0, buy_now: terms.buy_now_price ?? 0, nothing: 0 }[from]!
  return Math.max(1, base + by)
}

// ---- the commands

const open = (content: AuctionContent, schedule: Schedule, key: string | null): Command => ({
  check: (model) => model.auctions.length < 4,
  async run (model, { store }) {
    const operation: Operation = key === null ? null : { key: `${key} ${Math.random()}`, scope: 'seller', fingerprint: 'f' }
    const reply = await store.create('seller', content, schedule, operation)
    const refused = refusedSchedule(schedule, T0)
    if (refused !== null) {
      assert.ok('rejected' in reply && reply.rejected.code === 'invalid_request' && reply.rejected.path === refused, JSON.stringify(reply))
      return
    }
    const auction = new ModelAuction('seller', content, schedule, T0)
    assert.ok('auction' in reply, JSON.stringify(reply))
    auction.id = reply.auction.id
    model.auctions.push(auction)
    compare(reply.auction, auction)
    if (operation !== null) assert.deepEqual(await store.create('seller', content, schedule, operation), reply, 'asked twice, made once')
  },
  toString: () => `open(${JSON.stringify(content)}, ${JSON.stringify(schedule)}, ${key})`
})

const bid = onAuction('bid', async ({ bidder, kind, aim, key }: { bidder: string, kind: 'plain' | 'automatic', aim: { from: string, by: number }, key: string | null }, auction, { store }, model) => {
  const asked = amountOf(aim, auction)
  const request = kind === 'plain' ? { amount: asked } : { max_amount: asked }
  const operation: Operation = key === null ? null : { key: `${key} ${Math.random()}`, scope: `${bidder} ${auction.id}`, fingerprint: 'f' }
  const expected = auction.bid({ bidder, ...request })
  const reply = await store.bid(auction.id, bidder, request, operation)
  if ('rejected' in reply || 'rejected' in expected) {
    assert.deepEqual(plain(reply), plain(expected))
  } else {
    compare(reply.auction, auction)
    assert.deepEqual(reply.bid && { bidder: reply.bid.bidder, amount: reply.bid.amount, automatic: reply.bid.automatic, buy_now: reply.bid.buy_now }, expected.bid)
  }
  if (operation === null || ('rejected' in reply && reply.rejected.code === 'own_auction')) return
  const again = async () => { assert.deepEqual(plain(await store.bid(auction.id, bidder, request, operation)), plain(reply), 'the same request, the same reply') }
  model.repeat.set(auction.id, [...model.repeat.get(auction.id) ?? [], again])
})
const raise = onAuction('raise', async (by: number, auction, { store }) => {
  const { leader } = auction.standing
  if (leader === null) return
  const max_amount = Math.max(1, auction.standing.maximum + by)
  const expected = auction.bid({ bidder: leader, max_amount })
  const reply = await store.bid(auction.id, leader, { max_amount }, null)
  if ('rejected' in reply || 'rejected' in expected) assert.deepEqual(plain(reply), plain(expected))
  else compare(reply.auction, auction)
})
const buy = onAuction('buy', async (buyer: string, auction, { store }) => {
  assert.deepEqual(await store.buyNow(auction.id, buyer, null), auction.buyNow(buyer))
})
const repeat = onAuction('repeat', async (which: number, auction, _real, model) => {
  const asked = model.repeat.get(auction.id) ?? []
  await asked[which % Math.max(1, asked.length)]?.()
})
const edit = onAuction('edit', async ({ actor, stale, change }: { actor: string, stale: boolean, change: Edit }, auction, real) => {
  const built = await stored(real, auction)
  if (stale) built.version -= 1
  const expected = auction.edit(actor, built.version, change)
  const reply = await real.store.update(actor, built, change, auction.now)
  if (expected === 'moved' || reply === 'moved') assert.equal(reply, expected)
  else if (expected === 'updated') assert.ok('auction' in reply, JSON.stringify(reply))
  else assert.deepEqual({ ...(reply as { rejected: object }).rejected, message: undefined }, { ...expected.rejected, message: undefined })
})
const cancel = onAuction('cancel', async ({ actor, right }: { actor: string, right: 'owner' | 'administrator' }, auction, { store }) => {
  const expected = auction.cancel(actor, right)
  const reply = await store.cancel(auction.id, actor, right, 'x')
  if (expected === 'cancelled') assert.ok('auction' in reply, JSON.stringify(reply))
  else assert.deepEqual(reply, expected)
})
const endEarly = onAuction('endEarly', async ({ actor, right }: { actor: string, right: 'owner' | 'administrator' }, auction, { store }) => {
  assert.deepEqual(await store.endEarly(auction.id, actor, right), auction.endEarly(actor, right))
})
/** What a closer does when it thinks that an end has passed, of late or too early. */
const close = onAuction('close', async (stale: boolean, auction, real) => {
  const built = await stored(real, auction)
  const version = built.version - (stale ? 1 : 0)
  const outcome = auction.comesTo()
  const event = auctionEnded(built)
  const expected = auction.close(version)
  const reply = await real.store.close(auction.id, { version, outcome: event.outcome, event_id: event.event_id, type: 'auction_ended', event_version: 1, payload: encodeAuctionEnded(event), channel: 'leiloes_finalizados', announcement: event.event_id })
  assert.equal(reply.result, expected)
  if (expected === 'closed') assert.deepEqual({ outcome: event.outcome, winner: event.winner_id }, { outcome, winner: outcome === 'sold' || outcome === 'bought_now' ? (auction.standing.leader) : null })
})
const openIfDue = onAuction('openIfDue', async (_: null, auction, { store }) => { assert.equal(await store.open(auction.id), auction.openIfDue()) })
const pass = onAuction('pass', async ({ to, by }: { to: 'end' | 'start' | 'now', by: number }, auction, { redis }) => {
  auction.now = Math.max(auction.now, { end: auction.standing.ends_at, start: auction.terms.starts_at, now: auction.now }[to] + by)
  await redis.set(clockOf(auction.id), auction.now)
})

const right = record({ actor: fc.constantFrom('seller', 'seller', 'A'), right: fc.constantFrom<'owner' | 'administrator'>('owner', 'owner', 'administrator') })
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.constant<Edit>({ content: {}, starts_at: null, end: null, addendum: 'Com caixa' }),
  record({ content: fc.oneof(title.map((title) => ({ title })), prices, record({ increment, soft_close: softClose })), starts_at: fc.constant(null), end: fc.constant(null), addendum: fc.constant(null) }),
  record({ content: fc.constant({}), starts_at: fc.option(moment.map((ms) => T0 + ms), { nil: null }), end: fc.option(end, { nil: null }), addendum: fc.constant(null) }))
const key = fc.option(fc.constant('key'), { nil: null, freq: 2 })

/** The first auction of every sequence. */
export const firstAuction = record({ content, schedule: record({ starts_at: fc.option(fc.integer({ min: 0, max: 60_000 }).map((ms) => T0 + ms), { nil: null }), end: fc.integer({ min: 1000, max: 1_800_000 }).map((after_ms) => ({ after_ms })) }) })
  .map(({ content, schedule }) => open(content, schedule, null))

export const commands = fc.commands([
  fc.tuple(content, schedule, key).map(([content, schedule, key]) => open(content, schedule, key)),
  ...Array.from({ length: 8 }, () => fc.tuple(which, record({ bidder: who, kind: fc.constantFrom<'plain' | 'automatic'>('plain', 'automatic'), aim, key })).map(([which, input]) => bid(which, input))),
  fc.tuple(which, fc.integer({ min: -1, max: 50_00 })).map(([which, by]) => raise(which, by)),
  fc.tuple(which, who).map(([which, buyer]) => buy(which, buyer)),
  fc.tuple(which, fc.nat(9)).map(([which, nth]) => repeat(which, nth)),
  fc.tuple(which, record({ actor: fc.constantFrom('seller', 'seller', 'seller', 'A'), stale: fc.constantFrom(false, false, false, true), change: edits })).map(([which, input]) => edit(which, input)),
  fc.tuple(which, right).map(([which, input]) => cancel(which, input)),
  fc.tuple(which, right).map(([which, input]) => endEarly(which, input)),
  fc.tuple(which, fc.constantFrom(false, false, true)).map(([which, stale]) => close(which, stale)),
  which.map((which) => openIfDue(which, null)),
  ...Array.from({ length: 2 }, () => fc.tuple(which, record({ to: fc.constantFrom<'end' | 'start' | 'now'>('end', 'start', 'now', 'now'), by: fc.oneof(fc.integer({ min: -120_000, max: -1 }), fc.constantFrom(-1, 0, 1), fc.nat(60_000)) })).map(([which, input]) => pass(which, input)))
], { maxCommands: 100, size: 'max' })

import t from 'tap'
import fc from 'fast-check'
import { placeBid, wordsOf, type Increment, type Standing, type Terms } from '@martelo/auction'
import { withRedis } from '@martelo/testing'
import { SEARCH_BOUND, createAuctionStore, partitionKeys, type ListPage, type ListQuery, type Place, type AuctionContent, type AuctionStore, type Closing } from '../src/index.ts'

const HOUR = 3_600_000
const content: AuctionContent = {
  title: 'Relógio',
  description: 'de parede',
  category: null,
  currency: 'BRL',
  locale: 'pt-BR',
  starting_price: 10_00,
  reserve_price: null,
  buy_now_price: null,
  increment: { type: 'table' },
  soft_close: null
}

async function create (store: AuctionStore, over: Partial<AuctionContent> = {}, schedule: { starts_at?: number, after_ms?: number } = {}) {
  const created = await store.create('seller', { ...content, ...over }, { starts_at: schedule.starts_at ?? null, end: { after_ms: schedule.after_ms ?? HOUR } }, null)
  if ('rejected' in created) throw new Error(created.rejected.code)
  return created.auction
}

function closing (version: number, over: Partial<Closing> = {}): Closing {
  return { version, outcome: 'no_bids', event_id: 'evt_x', type: 'auction_ended', event_version: 1, payload: '{}', channel: 'leiloes_finalizados', announcement: '{"a":1}', ...over }
}

/** The code of a refusal, or the given word when there was none. */
const codeOf = (reply: unknown) => typeof reply === 'object' && reply !== null && 'rejected' in reply ? (reply.rejected as { code: string }).code : 'accepted'

for (const cluster of [false, true]) {
  t.test(cluster ? 'on a cluster node' : 'on a plain server', async (t) => {
    const server = await withRedis(t, { cluster })
    const redis = server.connect()
    const store = createAuctionStore(redis)
    const keys = partitionKeys(0)

    t.test('the scripts and the reference agree on any sequence of bids', async (t) => {
      const bid = fc.record({ bidder: fc.constantFrom('A', 'B', 'C', 'seller'), amount: fc.integer({ min: 1, max: 400_00 }), plain: fc.boolean() })
      const increment: fc.Arbitrary<Increment> = fc.oneof(
        fc.constant<Increment>({ type: 'table' }),
        fc.integer({ min: 1, max: 20_00 }).map((amount): Increment => ({ type: 'fixed', amount })),
        fc.integer({ min: 1, max: 100 }).map((percent): Increment => ({ type: 'percent', percent })))
      const auctions = fc.record({
        starting_price: fc.integer({ min: 1, max: 50_00 }),
        reserve: fc.option(fc.nat(100_00), { nil: null }),
        buy_now: fc.option(fc.integer({ min: 1, max: 300_00 }), { nil: null }),
        increment,
        soft: fc.boolean()
      })
      await fc.assert(fc.asyncProperty(auctions, fc.array(bid, { maxLength: 25 }), async (form, bids) => {
        const reserve_price = form.reserve === null ? null : form.starting_price + form.reserve
        const auction = await create(store, {
          starting_price: form.starting_price,
          reserve_price,
          increment: form.increment,
          buy_now_price: form.buy_now === null ? null : Math.max(form.starting_price + 1, reserve_price ?? 0) + form.buy_now,
          soft_close: form.soft ? { window_seconds: 7200, extension_seconds: 5400, max_total_seconds: 3600 } : null
        })
        const terms: Terms = auction
        let standing: Standing = auction.standing
        for (const { bidder, amount, plain } of bids) {
          const asked = plain ? { amount } : { max_amount: amount }
          const reply = await store.bid(auction.id, bidder, asked, null)
          const expected = placeBid(terms, standing, { bidder, ...asked }, 'rejected' in reply ? Date.now() : reply.now)
          if ('rejected' in reply || 'rejected' in expected) {
            t.same(reply, expected, 'the same refusal', { silent: true })
            if (JSON.stringify(reply) !== JSON.stringify(expected)) return false
            continue
          }
          standing = expected.standing
          if (JSON.stringify(sorted(reply.auction.standing)) !== JSON.stringify(sorted(standing))) return false
          const logged = (await store.bids(auction.id, { limit: expected.logged.length || 1 })).bids.reverse()
          if (expected.logged.length > 0 && JSON.stringify(logged.map(({ bidder, amount, automatic, buy_now }) => ({ bidder, amount, automatic, buy_now }))) !== JSON.stringify(expected.logged)) return false
          if ((reply.bid === null) !== (expected.logged.length === 0)) return false
        }
        return true
      }), { numRuns: cluster ? 20 : 100 })
      t.pass()
    })

    t.test('twenty simultaneous bids of which one can be valid: one is', async (t) => {
      const auction = await create(store)
      const replies = await Promise.all(Array.from({ length: 20 }, (_, i) => createAuctionStore(server.connect()).bid(auction.id, `bidder-${i}`, { amount: 10_00 }, null)))
      t.equal(replies.filter((reply) => !('rejected' in reply)).length, 1)
      const after = await store.read(auction.id)
      t.match(after?.auction.standing, { price: 10_00, bid_count: 1 })
    })

    t.test('a close is refused early and when built from an older version, and happens once', async (t) => {
      const auction = await create(store, {}, { after_ms: HOUR })
      t.match(await store.close(auction.id, closing(auction.version)), { result: 'not_yet' })
      await store.bid(auction.id, 'A', { amount: 12_00 }, null)
      t.equal(codeOf(await store.endEarly(auction.id, 'A', 'owner')), 'not_owner')
      t.equal(await store.endEarly(auction.id, 'seller', 'owner'), 'ended')
      t.equal(codeOf(await store.bid(auction.id, 'B', { amount: 90_00 }, null)), 'auction_ended')
      t.equal(codeOf(await store.cancel(auction.id, 'admin', 'administrator', 'x')), 'auction_ended')
      t.same(await store.close(auction.id, closing(auction.version)), { result: 'moved' })
      const ended = (await store.read(auction.id))!.auction
      t.match(ended.lifecycle, { status: 'open', ending: 'closed_early' })

      const subscriber = server.connect()
      await subscriber.subscribe('leiloes_finalizados')
      const messages: string[] = []
      subscriber.on('message', (_channel, message) => messages.push(message))
      const before = await redis.xlen(keys.finalized)
      const replies = await Promise.all(Array.from({ length: 10 }, () => store.close(auction.id, closing(ended.version, { outcome: 'sold', announcement: '"one"' }))))
      t.equal(replies.filter((reply) => reply.result === 'closed').length, 1)
      t.equal(replies.filter((reply) => reply.result === 'already_closed').length, 9)
      t.equal(await redis.xlen(keys.finalized) - before, 1)
      await redis.publish('leiloes_finalizados', '"last"')
      while (!messages.includes('"last"')) await new Promise((resolve) => { subscriber.once('message', resolve) })
      t.same(messages, ['"one"', '"last"'])
      t.match((await store.read(auction.id))?.auction.lifecycle, { status: 'closed', outcome: 'sold' })
      t.equal(await store.endEarly(auction.id, 'seller', 'owner'), 'ended', 'asking again is fine')
    })

    t.test('buy now', async (t) => {
      const auction = await create(store, { buy_now_price: 50_00 })
      t.equal(codeOf(await store.buyNow(auction.id, 'seller', null)), 'own_auction')
      const operation = { key: 'k', scope: 'A POST', fingerprint: 'f' }
      t.equal(await store.buyNow(auction.id, 'A', operation), 'ended')
      t.equal(await store.buyNow(auction.id, 'A', operation), 'ended', 'the same request again')
      t.equal(codeOf(await store.buyNow(auction.id, 'B', null)), 'auction_ended')
      const { auction: after } = (await store.read(auction.id))!
      t.match(after, { standing: { leader: 'A', price: 50_00, bid_count: 1 }, lifecycle: { status: 'open', ending: 'bought_now' } })
      t.match((await store.bids(auction.id, { limit: 5 })).bids, [{ bidder: 'A', amount: 50_00, buy_now: true, automatic: false }])
      const taken = await create(store, { buy_now_price: 50_00 })
      await store.bid(taken.id, 'A', { amount: 10_00 }, null)
      t.equal(codeOf(await store.buyNow(taken.id, 'B', null)), 'buy_now_unavailable')
    })

    t.test('a bid that comes twice under one key is placed once', async (t) => {
      const auction = await create(store)
      const operation = { key: 'k', scope: `A POST ${auction.id}`, fingerprint: 'f' }
      const first = await store.bid(auction.id, 'A', { amount: 12_00 }, operation)
      await store.bid(auction.id, 'B', { amount: 20_00 }, null)
      const second = await store.bid(auction.id, 'A', { amount: 12_00 }, operation)
      t.same(second, first, 'the first reply, though much has happened since')
      t.equal(codeOf(await store.bid(auction.id, 'A', { amount: 13_00 }, { ...operation, fingerprint: 'g' })), 'idempotency_key_reused')
      const low = { key: 'low', scope: 's', fingerprint: 'f' }
      t.same(await store.bid(auction.id, 'C', { amount: 1_00 }, low), { rejected: { code: 'bid_too_low', minimum_bid: 20_50 } })
      await store.bid(auction.id, 'D', { amount: 40_00 }, null)
      t.same(await store.bid(auction.id, 'C', { amount: 1_00 }, low), { rejected: { code: 'bid_too_low', minimum_bid: 20_50 } }, 'refusals are kept too')
    })

    t.test('an auction that is created twice under one key exists once', async (t) => {
      const operation = { key: 'create', scope: 'seller POST /api/auctions', fingerprint: 'f' }
      const before = await redis.zcard(keys.list('all', 'open', 'newest'))
      const [first, second] = await Promise.all([1, 2].map(() => store.create('seller', content, { starts_at: null, end: { after_ms: HOUR } }, operation)))
      t.same(second, first)
      t.equal(await redis.zcard(keys.list('all', 'open', 'newest')), before + 1)
    })

    t.test('times are judged on Redis’ clock', async (t) => {
      for (const [schedule, path] of [
        [{ starts_at: null, end: { at: Date.now() - 1000 } }, '/ends_at'],
        [{ starts_at: null, end: { at: Date.now() + 366 * 24 * HOUR } }, '/ends_at'],
        [{ starts_at: Date.now() + HOUR, end: { at: Date.now() + HOUR - 1 } }, '/ends_at'],
        [{ starts_at: Date.now() + HOUR, end: { after_ms: 365 * 24 * HOUR } }, '/duration_seconds']
      ] as const) {
        t.match(await store.create('seller', content, schedule, null), { rejected: { code: 'invalid_request', path } })
      }
    })

    t.test('a scheduled auction opens when its time has come, by the loop or by a bid', async (t) => {
      const later = await create(store, {}, { starts_at: Date.now() + HOUR })
      t.equal(later.lifecycle.status, 'scheduled')
      t.equal(codeOf(await store.bid(later.id, 'A', { amount: 10_00 }, null)), 'auction_not_open')
      t.equal(await store.open(later.id), 'not_yet')
      for (const how of ['loop', 'bid']) {
        const soon = await create(store, {}, { starts_at: Date.now() + 150 })
        t.ok((await store.due(1000)).next! <= soon.starts_at)
        while ((await store.due(1000)).now < soon.starts_at) await new Promise((resolve) => { setTimeout(resolve, 20) })
        t.equal((await store.read(soon.id))?.auction.lifecycle.status, 'open', 'open by the clock, before any loop has run')
        t.ok((await store.due(1000)).opening.includes(soon.id))
        if (how === 'loop') t.equal(await store.open(soon.id), 'opened')
        else t.equal(codeOf(await store.bid(soon.id, 'A', { amount: 10_00 }, null)), 'accepted')
        t.equal(await store.open(soon.id), 'not_scheduled')
        t.same((await store.logAfter(soon.id, '0-0', 10)).map((entry) => entry.kind), how === 'loop' ? ['created', 'opened'] : ['created', 'opened', 'bid'])
      }
      t.equal(await store.endEarly(later.id, 'seller', 'owner'), 'ended', 'its owner may close it before it starts')
    })

    t.test('edits', async (t) => {
      const auction = await create(store)
      const change = { content: { title: 'Novo', starting_price: 5_00 }, starts_at: null, end: null, addendum: null }
      t.equal(codeOf(await store.update('A', auction, change, 0)), 'not_owner')
      const updated = await store.update('seller', auction, change, 0)
      t.match(updated, { auction: { title: 'Novo', starting_price: 5_00, version: 2 } })
      t.equal(await store.update('seller', auction, change, 0), 'moved')
      if (updated === 'moved' || 'rejected' in updated) throw new Error('unreachable')
      await store.bid(auction.id, 'A', { amount: 5_00 }, null)
      const { auction: bidOn } = (await store.read(auction.id))!
      t.equal(codeOf(await store.update('seller', bidOn, change, 0)), 'has_bids')
      const added = await store.update('seller', bidOn, { content: {}, starts_at: null, end: null, addendum: 'Com caixa' }, 7)
      t.match(added, { auction: { addenda: [{ text: 'Com caixa', created_at: 7 }] } })
      const fresh = await create(store)
      const moved = await store.update('seller', fresh, { content: { soft_close: { window_seconds: 1, extension_seconds: 2, max_total_seconds: 3 } }, starts_at: null, end: { after_ms: 2 * HOUR }, addendum: null }, 0)
      if (moved === 'moved' || 'rejected' in moved) throw new Error('unreachable')
      t.ok(moved.auction.original_ends_at > fresh.original_ends_at)
      t.same(moved.auction.soft_close, { window_seconds: 1, extension_seconds: 2, max_total_seconds: 3 })
    })

    t.test('cancelling', async (t) => {
      const auction = await create(store)
      t.equal(codeOf(await store.cancel(auction.id, 'A', 'owner', 'x')), 'not_owner')
      await store.bid(auction.id, 'A', { amount: 10_00 }, null)
      t.equal(codeOf(await store.cancel(auction.id, 'seller', 'owner', 'x')), 'has_bids')
      const events = await redis.xlen(keys.finalized)
      t.match(await store.cancel(auction.id, 'admin', 'administrator', 'fraude'), { auction: { lifecycle: { status: 'cancelled', reason: 'fraude' } } })
      t.equal(await redis.xlen(keys.finalized), events, 'nothing is announced')
      t.equal(codeOf(await store.bid(auction.id, 'B', { amount: 90_00 }, null)), 'auction_not_open')
      t.same((await store.due(1000)).closing.includes(auction.id), false)
    })

    t.test('words of titles are found by their beginnings, in every order, by every facet, few or many', async (t) => {
      await redis.flushall()
      const titles = ['Relógio de parede', 'relogio de bolso', 'Relíquia de família', 'Cadeira de balanço', 'Ação, à mão']
      const made: Array<{ id: string, title: string, category: string | null, seller: string }> = []
      for (let i = 0; i < 40; i++) {
        const auction = await create(store, { title: titles[i % 5]!, category: i % 2 === 0 ? 'art' : null }, { after_ms: HOUR + (i * 7919 % 40) * 1000 })
        made.push(auction)
        if (i % 3 === 0) await store.bid(auction.id, 'A', { amount: 10_00 }, null)
        if (i % 10 === 9) await store.cancel(auction.id, 'admin', 'administrator', 'x')
      }
      async function walk (query: Omit<ListQuery, 'limit'>, limit: number, store_ = store) {
        const ids: string[] = []
        for (let after: Place | null = null; ;) {
          const page: ListPage = await store_.list({ ...query, limit, ...(after && { after }) })
          t.ok(page.items.length <= limit, 'a page is not longer than asked for', { silent: true })
          ids.push(...page.items.map(({ id }) => id))
          after = page.next
          if (after === null) return ids
        }
      }
      // What the index says is what reading everything says.
      for (const q of ['relogio', 'REL', 'de', 'de rel', 'acao mao', 'relogio bolso', 'bol relog', 'nada', 'relogio nada']) {
        for (const facet of [{}, { category: 'art' }, { seller: 'seller' }, { seller: 'seller', category: 'art' }, { seller: 'nobody' }]) {
          for (const sort of ['ending_soon', 'newest', 'most_bids'] as const) {
            const everything = await walk({ sort }, 100)
            const expected = everything.filter((id) => {
              const { title, category, seller } = made.find((auction) => auction.id === id)!
              const words = wordsOf(title)
              return wordsOf(q).every((word) => words.some((each) => each.startsWith(word))) && (!('category' in facet) || category === facet.category) && (!('seller' in facet) || seller === facet.seller)
            })
            for (const limit of [3, 100]) t.same(await walk({ sort, words: wordsOf(q), ...facet }, limit), expected, `${q} ${JSON.stringify(facet)} ${sort}`, { silent: true })
          }
        }
      }
      const both = await walk({ sort: 'newest', seller: 'seller', category: 'art', status: 'cancelled' }, 2)
      t.same(both.length, made.filter(({ category }, i) => category === 'art' && i % 10 === 9).length, 'two facets at once')

      const moved = made[0]!
      await store.update('seller', (await store.read(made[1]!.id))!.auction, { content: { title: 'Vaso chinês' }, starts_at: null, end: null, addendum: null }, 0)
      t.same(await walk({ sort: 'newest', words: ['chines'] }, 5), [made[1]!.id], 'a new title is found')
      t.notOk((await walk({ sort: 'newest', words: ['bolso'] }, 5)).includes(made[1]!.id), 'the old one is not')

      await redis.hdel(keys.auction(moved.id), 'words')
      await redis.del(keys.words, keys.wordsIndexed)
      t.same(await walk({ sort: 'newest', words: ['relogio'] }, 5), [])
      await store.checkSchema()
      t.equal((await walk({ sort: 'newest', words: ['parede'] }, 5)).includes(moved.id), true, 'an auction of an older release is found after a start')
      await store.checkSchema()
    })

    t.test('a word that stands in more titles than a search looks at', async (t) => {
      await redis.flushall()
      const total = SEARCH_BOUND + 300
      const rare = 7
      for (let i = 0; i < total; i += 100) {
        await Promise.all(Array.from({ length: 100 }, async (_, j) => await create(store, { title: i + j < rare ? 'leilao raro de vasos' : `leilao comum de vasos ${i + j}` }, { after_ms: HOUR + i + j })))
      }
      const seen: string[] = []
      let pages = 0
      for (let after: Place | null = null; ; pages++) {
        const page: ListPage = await store.list({ sort: 'newest', words: ['leilao', 'vas'], limit: 100, ...(after && { after }) })
        seen.push(...page.items.map(({ id }) => id))
        after = page.next
        if (after === null) break
      }
      t.equal(new Set(seen).size, total)
      t.equal(seen.length, total)
      t.equal((await store.list({ sort: 'newest', words: ['leilao', 'raro'], limit: 100 })).items.length, rare, 'one rare word is enough')
      t.ok(pages >= total / 100 - 1, 'page by page')
      // Common words whose few matches lie behind the bound: the page is empty, says where it goes on, and they are met.
      const short: ListPage = await store.list({ sort: 'ending_soon', words: ['leilao', 'vasos', '2'], limit: 100 })
      t.ok(short.items.every(({ title }) => / 2/.test(title)))
      t.equal((await store.list({ sort: 'ending_soon', words: ['vas', `${total - 1}`], limit: 5 })).items.length, 1)
    })

    t.test('lists keep their place while auctions move', async (t) => {
      const ids: string[] = []
      for (let i = 0; i < 7; i++) ids.push((await create(store, { category: 'livros' }, { after_ms: HOUR + i * 1000 })).id)
      const query = { sort: 'ending_soon', category: 'livros', limit: 3 } as const
      const first = await store.list(query)
      t.same(first.items.map(({ id }) => id), ids.slice(0, 3))
      const last = first.items.at(-1)!
      // The cursor's own auction leaves the list's place, and one before it goes to the end.
      await store.endEarly(last.id, 'seller', 'owner')
      await store.update('seller', first.items[0]!, { content: {}, starts_at: null, end: { after_ms: 2 * HOUR }, addendum: null }, 0)
      const second = await store.list({ ...query, after: first.next! })
      t.same(second.items.map(({ id }) => id), ids.slice(3, 6))
      t.not(second.next, null)
      const busiest = await create(store, { category: 'livros' })
      await store.bid(busiest.id, 'A', { amount: 10_00 }, null)
      const most = await store.list({ sort: 'most_bids', category: 'livros', limit: 20, status: 'open' })
      t.equal(most.items[0]?.id, busiest.id)
      const seen: string[] = []
      for (let after: Place | null = null; ;) {
        const page: ListPage = await store.list({ sort: 'most_bids', category: 'livros', limit: 2, ...(after && { after }) })
        seen.push(...page.items.map(({ id }) => id))
        after = page.next
        if (after === null) break
      }
      t.equal(new Set(seen).size, 8)
      t.equal(seen.length, 8, 'ties are neither repeated nor left out')
      t.equal(await store.watch(busiest.id, 'A', true), true)
      t.same((await store.of('A', 'watching', { limit: 5 })).items.map(({ id }) => id), [busiest.id])
      t.equal((await store.of('A', 'bidder', { limit: 1 })).items[0]?.id, busiest.id)
    })

    t.test('soft close extends and says so in the log', async (t) => {
      const auction = await create(store, { soft_close: { window_seconds: 60, extension_seconds: 90, max_total_seconds: 3600 } }, { after_ms: 30_000 })
      await store.bid(auction.id, 'A', { max_amount: 50_00 }, null)
      const entries = await store.logAfter(auction.id, '0-0', 10)
      t.same(entries.map((entry) => entry.kind), ['opened', 'bid', 'extended'])
      t.equal(entries[2]?.auction.standing.ends_at, (await store.read(auction.id))?.auction.standing.ends_at)
      const silent = await store.bid(auction.id, 'A', { max_amount: 60_00 }, null)
      t.equal('bid' in silent && silent.bid, null)
      t.equal((await store.logAfter(auction.id, '0-0', 10)).length, 3)
      t.equal((await store.changesAfter('0-0', 10_000)).filter((change) => change.auction_id === auction.id).length, 3)
    })
  })
}

t.test('a user who may not publish closes nothing, and nothing is half done', async (t) => {
  const server = await withRedis(t)
  const admin = server.connect()
  await admin.call('ACL', 'SETUSER', 'api', 'on', '>secret', '~*', '+@all', 'resetchannels', '&{p0}:wake')
  const redis = server.connect({ username: 'api', password: 'secret' })
  const store = createAuctionStore(redis)
  const auction = await create(store)
  await store.endEarly(auction.id, 'seller', 'owner')
  const { auction: ended } = (await store.read(auction.id))!
  await t.rejects(store.close(auction.id, closing(ended.version)), /NOPERM/)
  t.equal((await store.read(auction.id))?.auction.lifecycle.status, 'open')
  t.equal(await admin.xlen(partitionKeys(0).finalized), 0)
})

function sorted (value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1))
}

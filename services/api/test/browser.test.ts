/** Bidders on the page in a real browser: against each other, against the clock, and what may go wrong between. */
import t from 'tap'
import { createFaultProxy } from '@martelo/testing'
import { says, skip, text, visit, withBrowser } from './fixtures/browser.ts'
import { withApi } from './helper.ts'

t.test('bidders', { skip }, async (t) => {
  const { address, person, call } = await withApi(t)
  const { open, complaints } = await withBrowser(t, address)
  const [ana, bruno, carla, davi] = await Promise.all([person('Ana'), person('Bruno'), person('Carla'), person('Davi')])
  const create = async (body: object = {}) => (await ana.as('POST', '/api/auctions', { title: 'Violão', starting_price: '10.00', duration_seconds: 3600, increment: { type: 'fixed', amount: '1.00' }, ...body })).body.id as string
  const bids = async (id: string): Promise<Array<{ amount: string }>> => (await call('GET', `/api/auctions/${id}/bids?limit=100`)).body.items

  await t.test('two windows race for the same bid: the slower is asked again, with the new price', async (t) => {
    const id = await create()
    const [one, two] = [await open(bruno.token), await open(carla.token)]
    await Promise.all([one, two].map(async (page) => { await visit(page, `${address}/auctions/${id}`, 'bid-minimum') }))
    for (const page of [one, two]) await page.getByTestId('bid-minimum').click()
    await one.getByTestId('bid-confirm').click()
    await one.getByTestId('leading').waitFor()
    await two.getByTestId('confirm-changed').waitFor()
    t.match(await text(two, 'bid-confirm'), /11,00/, 'what would be sent is what is possible now')
    // By the keyboard alone, from here to the end.
    await two.getByTestId('bid-confirm').focus()
    await two.locator('[data-testid=bid-confirm][aria-disabled=false]').waitFor()
    await two.keyboard.press('Enter')
    await two.getByTestId('leading').waitFor()
    await one.getByTestId('outbid').waitFor()
    t.match(await text(one, 'outbid'), /Carla deu R\$ 11,00.*limite era R\$ 10,00/, 'and is told why')
    await says(one, 'said-at-once', 'superado')
    t.same((await bids(id)).map(({ amount }) => amount), ['11.00', '10.00'])

    await one.getByTestId('one-tap').check()
    // A tap just after the price moved was meant for the price before: it asks all the same.
    await one.waitForTimeout(800)
    await one.getByTestId('bid-minimum').click()
    await one.getByTestId('leading').waitFor()
    await two.getByTestId('max-amount').fill('50')
    await two.getByTestId('max-submit').click()
    await two.getByTestId('bid-confirm').click()
    await two.getByTestId('leading').waitFor()
    t.match(await text(two, 'own-maximum'), /50,00/)
    const third = await open(davi.token)
    await visit(third, `${address}/auctions/${id}`, 'bid-minimum')
    await third.getByTestId('bid-minimum').click()
    await third.getByTestId('bid-confirm').click()
    await third.getByTestId('outbid').waitFor()
    t.match(await text(third, 'bid-said'), /já o superou/, 'whoever never led is told too')
    await third.getByRole('button', { name: 'Por quê?' }).click()
    await says(third, 'outbid', /O lance de R\$.14,00 foi superado na hora: quem liderava já tinha autorizado mais/)
    await Promise.all([one, two, third].map(async (page) => { await page.context().close() }))
  })

  await t.test('a connection that is cut in the middle of a bidding war: said, caught up, nothing twice', async (t) => {
    const id = await create()
    const proxy = await createFaultProxy({ host: '127.0.0.1', port: Number(new URL(address).port) })
    t.teardown(() => proxy.close())
    const page = await open()
    const streams: string[] = []
    page.on('request', (request) => { if (/\/stream/.test(request.url())) streams.push(request.headers()['last-event-id'] ?? 'none') })
    await page.goto(`http://127.0.0.1:${proxy.port}/auctions/${id}`)
    await page.locator('[data-testid=live-line][data-state=open]').waitFor()
    t.same(streams, ['none'], 'one live connection')
    const war = async (from: number, to: number) => { for (let i = from; i < to; i++) await (i % 2 ? bruno : carla).as('POST', `/api/auctions/${id}/bids`, { amount: `${10 + i}.00` }) }
    await war(0, 5)
    await page.getByTestId('bid-row').nth(4).waitFor()
    proxy.set({ refusing: true })
    proxy.cut('reset')
    await war(5, 9)
    await page.locator('[data-testid=live-line][data-state=lost]').waitFor()
    await says(page, 'said-at-once', 'Sem conexão')
    proxy.heal()
    await page.locator('[data-testid=live-line][data-state=open]').waitFor()
    await page.context().setOffline(true)
    await page.locator('[data-testid=live-line][data-state=lost]').waitFor()
    await page.context().setOffline(false)
    await war(9, 12)
    await page.getByTestId('bid-row').nth(11).waitFor()
    const shown = await page.getByTestId('bid-row').locator('td.figures').allTextContents()
    t.same(shown.map((amount) => amount.replace(/[^\d,]/g, '').replace(',', '.')), (await bids(id)).map(({ amount }) => amount), 'each bid once, in order')
    t.ok(streams.slice(1).every((seen) => seen !== 'none'), 'it went on from the last event that it saw')
    await page.context().close()
  })

  await t.test('the countdown runs on the server’s clock, whatever the visitor’s says', async (t) => {
    const id = await create({ duration_seconds: 600 })
    for (const hours of [1, -1]) {
      const page = await open()
      await page.addInitScript(`{ const Real = Date; Date = class extends Real { constructor (...given) { if (given.length > 0) super(...given); else super(Real.now() + ${hours} * 3600000) } static now () { return Real.now() + ${hours} * 3600000 } } }`)
      await visit(page, `${address}/auctions/${id}`, 'countdown')
      const { ends_at, server_time } = (await call('GET', `/api/auctions/${id}`)).body
      const left = (Date.parse(ends_at) - Date.parse(server_time)) / 1000
      const [minutes, seconds] = (await text(page, 'countdown')).split(':').map(Number)
      t.ok(Math.abs(minutes! * 60 + seconds! - left) < 5, `${hours} h: ${minutes}:${seconds} are shown, ${left} s are left`)
      await page.context().close()
    }
  })

  await t.test('a late bid moves the end, and says so; nothing moves on the page but figures; a bid is there within 100 ms', async (t) => {
    const id = await create({ duration_seconds: 100 })
    // Windows in which all of the page is in sight.
    const tall = { viewport: { width: 1280, height: 2000 } }
    const [watcher, bidder] = [await open(undefined, tall), await open(bruno.token, tall)]
    await visit(bidder, `${address}/auctions/${id}`, 'bid-minimum')
    await bidder.getByTestId('bid-minimum').click()
    await bidder.getByTestId('bid-confirm').click()
    await bidder.getByTestId('leading').waitFor()
    await visit(watcher, `${address}/auctions/${id}`, 'price')
    for (const page of [watcher, bidder]) {
      await page.locator('[data-testid=live-line][data-state=open]').waitFor()
      await page.evaluate(`document.fonts.ready.then(() => new Promise((resolve) => { setTimeout(resolve, 600) })).then(() => {
        window.moved = []
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved.push(...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? String(node?.textContent))) }).observe({ type: 'layout-shift' })
        window.prices = {}
        const price = document.querySelector('[data-testid=price]')
        new MutationObserver(() => { window.prices[price.textContent] ??= performance.timeOrigin + performance.now() }).observe(price, { subtree: true, characterData: true, childList: true })
      })`)
    }
    const late: number[] = []
    for (let i = 0; i < 7; i++) {
      await carla.as('POST', `/api/auctions/${id}/bids`, { amount: `${20 + i}.00` }).then(({ status }) => { if (status === 409) return bruno.as('POST', `/api/auctions/${id}/bids`, { amount: `${20 + i}.00` }) })
      const accepted = performance.timeOrigin + performance.now()
      await says(watcher, 'price', `${20 + i},00`)
      const seen = await watcher.evaluate(`Object.entries(window.prices).find(([price]) => price.includes('${20 + i},00'))[1]`) as number
      late.push(seen - accepted)
    }
    t.ok(Math.min(...late) < 100, `seen after ${late.map((ms) => `${Math.round(ms)} ms`).join(', ')}`)
    await says(watcher, 'extended', 'adiado')
    await bidder.getByTestId('outbid').waitFor()
    await ana.as('POST', `/api/auctions/${id}/close`)
    for (const page of [watcher, bidder]) {
      await page.getByTestId('closed').waitFor()
      t.same(await page.evaluate('window.moved'), [], 'no layout shift')
      await page.context().close()
    }
  })

  await t.test('prices are said politely, at most every five seconds; paused, nothing changes', async (t) => {
    const id = await create()
    const page = await open()
    await visit(page, `${address}/auctions/${id}`, 'price')
    await page.locator('[data-testid=live-line][data-state=open]').waitFor()
    await page.evaluate("window.said = []; new MutationObserver(() => { window.said.push([performance.now(), document.querySelector('[data-testid=said-politely]').textContent]) }).observe(document.querySelector('[data-testid=said-politely]'), { subtree: true, characterData: true, childList: true })")
    for (let i = 0; i < 4; i++) await (i % 2 ? bruno : carla).as('POST', `/api/auctions/${id}/bids`, { amount: `${10 + i}.00` })
    await says(page, 'said-politely', '13,00')
    const said = await page.evaluate('window.said') as Array<[number, string]>
    t.ok(said.length <= 2, `${said.length} times for four prices`)
    t.ok(said.every(([at], i) => i === 0 || at - said[i - 1]![0] > 4900), 'five seconds between')
    await page.getByTestId('pause').click()
    await page.locator('[data-testid=live-line][data-state=paused]').waitFor()
    await carla.as('POST', `/api/auctions/${id}/bids`, { amount: '30.00' })
    t.match(await text(page, 'price'), /13,00/)
    await page.getByTestId('pause').click()
    await says(page, 'price', '30,00')
    await page.context().close()
  })

  await t.test('the last minute is said, and the end at once', async (t) => {
    const id = await create({ duration_seconds: 64, soft_close: null })
    const page = await open()
    await visit(page, `${address}/auctions/${id}`, 'countdown')
    await says(page, 'said-politely', 'Tempo restante: 1 minuto')
    await ana.as('POST', `/api/auctions/${id}/close`)
    await says(page, 'said-at-once', 'O leilão terminou.')
    t.match(await text(page, 'said-at-once'), /Encerrado sem lances/)
    await page.context().close()
  })

  t.same(complaints, [], 'the Content-Security-Policy refused nothing of ours, and no page threw')
})

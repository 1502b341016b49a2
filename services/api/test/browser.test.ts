/** The page in a real browser, as its people use it: selling, bidding against each other, and what may go wrong between. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Page } from 'playwright-core'
import { createFaultProxy } from '@martelo/testing'
import { skip, withBrowser } from './fixtures/browser.ts'
import { withApi } from './helper.ts'

const text = async (page: Page, id: string) => (await page.getByTestId(id).first().textContent() ?? '').replace(/\u00a0/g, ' ')
/** Resolves when the part with the test id says something that fits. */
const says = async (page: Page, id: string, words: string | RegExp) => { await page.getByTestId(id).filter({ hasText: words }).first().waitFor({ state: 'attached' }) }

const photograph = (name: string) => ({ name: `${name}.webp`, mimeType: 'image/webp', buffer: readFileSync(new URL(`../../../deploy/local/photographs/${name}.webp`, import.meta.url)) })

t.test('in a browser', { skip }, async (t) => {
  const { address, inbox, person, call, accounts, server } = await withApi(t)
  const { open, complaints } = await withBrowser(t, address)
  const [ana, bruno, carla, davi] = await Promise.all([person('Ana'), person('Bruno'), person('Carla'), person('Davi')])
  const create = async (body: object = {}) => (await ana.as('POST', '/api/auctions', { title: 'Violão', starting_price: '10.00', duration_seconds: 3600, increment: { type: 'fixed', amount: '1.00' }, ...body })).body.id as string
  const bids = async (id: string): Promise<Array<{ amount: string }>> => (await call('GET', `/api/auctions/${id}/bids?limit=100`)).body.items
  async function visit (page: Page, path: string, there = 'price') {
    await page.goto(address + path)
    await page.getByTestId(there).first().waitFor()
  }

  await t.test('a link survives signing in; the code may be pasted with a space; a wrong one says so', async (t) => {
    const id = await create()
    const page = await open()
    await visit(page, `/auctions/${id}`)
    await page.getByTestId('bid-sign-in').click()
    await page.getByTestId('sign-in-email').fill('elisa@example.com')
    await page.getByTestId('sign-in-name').fill('Elisa <i>')
    await page.getByTestId('sign-in-send').click()
    await page.getByTestId('sign-in-code').fill('000000')
    await page.getByText('Código errado ou vencido.').waitFor()
    const mail = await inbox.waitFor(({ to }) => to.includes('elisa@example.com'))
    const code = /\d{6}/.exec(mail.text)![0]
    await page.reload()
    await page.getByTestId('sign-in-code').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    await page.waitForURL(`${address}/auctions/${id}`)
    await page.getByTestId('bid-minimum').waitFor()
    t.equal(await text(page, 'who'), 'Elisa <i>', 'a name is text')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Bid R$10.00', exact: true }).waitFor()
    t.equal(await page.evaluate('document.documentElement.lang'), 'en')
    await page.context().close()
  })

  await t.test('a seller is told of mistakes beside the fields, and loses nothing when the connection does', async (t) => {
    const page = await open(ana.token)
    await visit(page, '/new', 'create-title')
    await page.getByTestId('create-title').fill('Relógio <b>de parede</b>')
    await page.getByTestId('create-starting_price').fill('1.250,00')
    await page.getByTestId('create-more').click()
    await page.getByTestId('create-reserve_price').fill('100')
    await page.getByTestId('create-submit').click()
    await page.getByText('A reserva não pode ser menor que o preço inicial.').waitFor()
    t.equal(await page.evaluate('document.activeElement.dataset.testid'), 'create-reserve_price', 'the focus is where the mistake is')
    await page.getByTestId('create-reserve_price').fill('2000')
    await page.context().setOffline(true)
    await page.getByTestId('create-submit').click()
    await page.getByTestId('failure').waitFor()
    await page.context().setOffline(false)
    await page.reload()
    t.equal(await page.getByTestId('create-title').inputValue(), 'Relógio <b>de parede</b>', 'the draft is there after a reload')
    await page.getByTestId('create-submit').click()
    await page.waitForURL(/\/auctions\/0-/)
    t.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Relógio <b>de parede</b>', 'a title is text')
    t.match(await text(page, 'price'), /1\.250,00/)

    await page.getByTestId('edit-auction').click()
    await page.getByTestId('create-title').fill('Relógio de mesa')
    await page.getByTestId('create-submit').click()
    await page.getByRole('heading', { name: 'Relógio de mesa' }).waitFor()
    const id = new URL(page.url()).pathname.split('/')[2]!
    await bruno.as('POST', `/api/auctions/${id}/bids`, { max_amount: '3000.00' })
    await page.getByTestId('addendum').fill('A corda está dura.')
    await page.getByTestId('addendum-submit').click()
    await page.locator('.addendum').filter({ hasText: 'A corda está dura.' }).waitFor()
    await page.getByTestId('close-auction').click()
    await page.getByTestId('close-confirm').click()
    await says(page, 'closed', 'Bruno')
    await page.getByTestId('effect-email').waitFor()
    t.equal((await ana.as('GET', '/api/me/auctions?limit=100')).body.items.filter(({ title }: { title: string }) => title.startsWith('Relógio')).length, 1, 'one auction, however often it was sent')
    await page.context().close()
  })

  await t.test('two windows race for the same bid: the slower is asked again, with the new price', async (t) => {
    const id = await create()
    const [one, two] = [await open(bruno.token), await open(carla.token)]
    await Promise.all([one, two].map(async (page) => { await visit(page, `/auctions/${id}`, 'bid-minimum') }))
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
    await visit(third, `/auctions/${id}`, 'bid-minimum')
    await third.getByTestId('bid-minimum').click()
    await third.getByTestId('bid-confirm').click()
    await third.getByTestId('outbid').waitFor()
    t.match(await text(third, 'bid-said'), /já o superou/, 'whoever never led is told too')
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
      await visit(page, `/auctions/${id}`, 'countdown')
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
    await visit(bidder, `/auctions/${id}`, 'bid-minimum')
    await bidder.getByTestId('bid-minimum').click()
    await bidder.getByTestId('bid-confirm').click()
    await bidder.getByTestId('leading').waitFor()
    await visit(watcher, `/auctions/${id}`)
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
    await visit(page, `/auctions/${id}`)
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
    await visit(page, `/auctions/${id}`, 'countdown')
    await says(page, 'said-politely', 'Tempo restante: 1 minuto')
    await ana.as('POST', `/api/auctions/${id}/close`)
    await says(page, 'said-at-once', 'O leilão terminou.')
    t.match(await text(page, 'said-at-once'), /Encerrado sem lances/)
    await page.context().close()
  })

  await t.test('what people write is text, everywhere', async (t) => {
    const payload = '<img src=x onerror="document.title=1"><script>document.title=2</script>"\'{{7*7}}javascript:alert(1)'
    const mallory = await accounts.create({ name: payload.slice(0, 80), email: 'mallory@example.com' })
    const { token } = await accounts.createToken(mallory.id, { label: payload.slice(0, 100) })
    const as = async (method: string, path: string, body: object) => (await call(method, path, body, { authorization: `Bearer ${token}` })).body
    const { id } = await as('POST', '/api/auctions', { title: payload, description: payload, starting_price: '1.00', duration_seconds: 600 })
    await bruno.as('POST', `/api/auctions/${id}/bids`, { amount: '1.00' })
    await as('PATCH', `/api/auctions/${id}`, { addendum: payload })
    const { id: cancelled } = await as('POST', '/api/auctions', { title: payload, starting_price: '1.00', duration_seconds: 600 })
    await as('POST', `/api/auctions/${cancelled}/cancel`, { reason: payload })
    const page = await open(token)
    for (const [path, there] of [['/', 'card'], [`/?q=${encodeURIComponent(payload)}`, 'search'], [`/auctions/${id}`, 'bid-row'], [`/auctions/${cancelled}`, 'closed'], [`/auctions/${cancelled}/edit`, 'create-title'], ['/me/auctions', 'my-row'], ['/me/account', 'account-name'], [`/sign-in?next=${encodeURIComponent('javascript:alert(1)//')}`, 'who'], ['/auctions/0-%3Cimg%20src=x%3E', 'empty']] as const) {
      await visit(page, path, there)
      t.same(await page.evaluate("[document.querySelectorAll('img[src=x], main script').length, ['1', '2'].includes(document.title), location.protocol]"), [0, false, 'http:'], path)
    }
    await page.context().close()
  })
  await t.test('photographs: shown before they are sent, sent with their words, the first as the cover; what is none is refused', async (t) => {
    const page = await open(ana.token)
    await visit(page, '/new', 'create-title')
    await page.getByTestId('create-photos').setInputFiles([{ name: 'lista.txt', mimeType: 'text/plain', buffer: Buffer.from('x') }, photograph('clock-1'), photograph('clock-2')])
    await page.getByText('lista.txt não é uma imagem').waitFor()
    t.equal(await page.getByTestId('picked-photo').count(), 2)
    await page.getByLabel('O que a foto mostra clock-1.webp').fill('O relógio inteiro')
    await page.getByRole('button', { name: 'Usar como capa' }).click()
    await page.getByTestId('create-title').fill('Relógio')
    await page.getByTestId('create-starting_price').fill('10')
    await page.getByTestId('create-submit').click()
    await page.waitForURL(/\/auctions\/0-/)
    const { images } = (await call('GET', `/api${new URL(page.url()).pathname}`)).body
    t.match(images, [{ alt: null }, { alt: 'O relógio inteiro' }])
    await page.getByRole('button', { name: 'Próxima' }).click()
    await page.getByRole('img', { name: 'O relógio inteiro' }).waitFor()
    await page.context().close()
  })

  await t.test('an operator: 10,000 deliveries of which only those in sight are drawn, and a decision', async (t) => {
    const admin = await person('Admin')
    const redis = server.connect()
    const started = Date.now()
    for (let from = 0; from < 10_000; from += 1000) {
      const pipeline = redis.pipeline()
      for (let i = from; i < from + 1000; i++) {
        const state = i === 9999 ? 'unknown' : 'done'
        pipeline.hset(`{p0}:ledger:evt_ext_${i}`, { state, effects: 'report email discord', 'report:state': 'done', 'report:receipt': '{"cost_usd":0.002}', 'report:at': started + i, 'email:state': state, 'email:attempts': 1, 'email:at': started + i, 'discord:state': 'done', 'discord:at': started + i })
        pipeline.zadd(`{p0}:deliveries:${state}`, started + i, `evt_ext_${i}`)
      }
      await pipeline.exec()
    }
    const page = await open(admin.token, { viewport: { width: 1280, height: 900 } })
    await visit(page, '/ops/pipeline', 'open-delivery')
    await says(page, 'number-done', '9.999')
    await says(page, 'delivery-count', 'modelo: US$')
    t.equal(await page.locator('canvas').count() > 0, true, 'live charts')
    for (let loaded = 100; loaded < 500; loaded += 100) {
      await page.evaluate("document.querySelector('[data-testid=deliveries]').scrollTop = 1e6")
      await says(page, 'delivery-count', `${loaded + 100} entregas`)
    }
    t.ok(await page.getByTestId('open-delivery').count() < 50, 'a few rows of 500')
    await page.getByTestId('delivery-state').selectOption('unknown')
    await says(page, 'delivery-count', '1 entrega')
    await page.getByTestId('open-delivery').click()
    await page.getByTestId('mark-email').click()
    await page.getByTestId('decide-confirm').click()
    await page.locator('[data-testid=delivery-panel] [data-testid=effect-email][data-state=done]').waitFor()
    await page.keyboard.press('Escape')
    await says(page, 'number-done', '10.000')
    await page.context().close()
    const visitor = await open(bruno.token)
    await visit(visitor, '/ops/pipeline', 'failure')
    t.match(await text(visitor, 'failure'), /Só a administração/)
    await visitor.context().close()
  })
  t.same(complaints, [], 'the Content-Security-Policy refused nothing of ours, and no page threw')
})

/** The page in a real browser: signing in, selling, operating, and words that mean harm. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { says, skip, text, visit, withBrowser } from './fixtures/browser.ts'
import { withApi } from './helper.ts'

const photograph = (name: string) => ({ name: `${name}.webp`, mimeType: 'image/webp', buffer: readFileSync(new URL(`../../../deploy/local/photographs/${name}.webp`, import.meta.url)) })

t.test('sellers and operators', { skip }, async (t) => {
  const { address, inbox, person, call, accounts, server } = await withApi(t)
  const { open, complaints } = await withBrowser(t, address)
  const [ana, bruno] = await Promise.all([person('Ana'), person('Bruno')])

  await t.test('a link survives signing in; the code may be pasted with a space; a wrong one says so', async (t) => {
    const id = (await ana.as('POST', '/api/auctions', { title: 'Violão', starting_price: '10.00', duration_seconds: 3600 })).body.id as string
    const page = await open()
    await visit(page, `${address}/auctions/${id}`, 'price')
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
    await visit(page, address + '/new', 'create-title')
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
      await visit(page, address + path, there)
      t.same(await page.evaluate("[document.querySelectorAll('img[src=x], main script').length, ['1', '2'].includes(document.title), location.protocol]"), [0, false, 'http:'], path)
    }
    await page.context().close()
  })
  await t.test('photographs: shown before they are sent, sent with their words, the first as the cover; what is none is refused', async (t) => {
    const page = await open(ana.token)
    await visit(page, address + '/new', 'create-title')
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

  await t.test('what was not sold is offered again: with its photographs, its addenda, and what is changed', async (t) => {
    const { id } = (await ana.as('POST', '/api/auctions', { title: 'Relógio', description: 'De parede.', starting_price: '10.00', reserve_price: '50.00', duration_seconds: 3600, soft_close: null })).body
    const form = new FormData()
    const { buffer, mimeType, name } = photograph('clock-1')
    form.set('file', new Blob([new Uint8Array(buffer)], { type: mimeType }), name)
    await fetch(`${address}/api/auctions/${id}/images`, { method: 'POST', headers: { authorization: `Bearer ${ana.token}` }, body: form })
    await bruno.as('POST', `/api/auctions/${id}/bids`, { amount: '10.00' })
    await ana.as('PATCH', `/api/auctions/${id}`, { addendum: 'Sem a chave.' })
    await ana.as('POST', `/api/auctions/${id}/close`)
    const page = await open(ana.token)
    await visit(page, `${address}/auctions/${id}`, 'relist')
    await page.getByTestId('relist').click()
    await page.getByTestId('create-starting_price').fill('8')
    await page.getByTestId('create-more').click()
    await page.getByTestId('create-reserve_price').fill('')
    await page.getByTestId('create-soft_close').check()
    await page.getByTestId('create-submit').click()
    await page.waitForURL(/\/auctions\/0-/)
    const { body: again } = await call('GET', `/api${new URL(page.url()).pathname}`)
    t.match(again, { title: 'Relógio', description: 'De parede.\n\nSem a chave.', starting_price: '8.00', reserve_met: null, soft_close: { window_seconds: Number }, images: [{ width: Number }], bid_count: 0 })
    t.not(again.id, id)
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
    await visit(page, address + '/ops/pipeline', 'open-delivery')
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
    await visit(visitor, address + '/ops/pipeline', 'failure')
    t.match(await text(visitor, 'failure'), /Só a administração/)
    await visitor.context().close()
  })
  t.same(complaints, [], 'the Content-Security-Policy refused nothing of ours, and no page threw')
})

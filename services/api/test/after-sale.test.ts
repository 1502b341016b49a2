/** What an operator sets, and what follows a sale. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { readCategories } from '../src/categories.ts'
import { withApi } from './helper.ts'

const item = { title: 'Relógio', description: '', starting_price: '10.00', duration_seconds: 3600, soft_close: null }

t.test('categories come from a file of the operator’s', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'martelo-categories-'))
  const file = (content: string) => {
    const path = join(folder, `${Math.random()}.json`)
    writeFileSync(path, content)
    return path
  }
  const ceramics = { id: 'ceramics', name: { 'pt-BR': 'Cerâmica', en: 'Ceramics' } }
  const { call, person } = await withApi(t, { CATEGORIES_FILE: file(JSON.stringify([ceramics])) })
  const ana = await person('Ana')
  t.same((await call('GET', '/api/categories')).body.items, [ceramics])
  t.match(await ana.as('POST', '/api/auctions', { ...item, category: 'ceramics' }), { status: 201, body: { category: 'ceramics' } })
  t.match(await ana.as('POST', '/api/auctions', { ...item, category: 'art' }), { status: 400, body: { errors: [{ path: '/category' }] } })

  for (const [content, line] of [
    ['nonsense', /is no JSON/],
    ['[]', /is wrong at \//],
    [JSON.stringify([{ id: 'Art', name: ceramics.name }]), /is wrong at \/0\/id/],
    [JSON.stringify([{ id: 'art', name: { en: 'Art' } }]), /is wrong at \/0\/name/],
    [JSON.stringify([ceramics, ceramics]), /has the id "ceramics" twice/]
  ] as const) t.throws(() => readCategories(file(content)), { name: 'SettingsError', message: line }, content)
  t.throws(() => readCategories(join(folder, 'none')), { message: /^CATEGORIES_FILE: ".*none" cannot be read \(ENOENT\); allowed is a JSON list/ })
})

t.test('what seller and winner have of each other after a sale, and nobody else', async (t) => {
  const { person, accounts } = await withApi(t, { PAYMENT_TEXT_PT_BR: 'Retirada na sede.', PAYMENT_TEXT_EN: 'Pick it up.' })
  const [ana, bruno, carla] = await Promise.all([person('Ana'), person('Bruno'), person('Carla')])
  t.match(await ana.as('GET', '/api/me'), { body: { pix_key: null, pix_city: null } })
  t.match(await ana.as('PATCH', '/api/me', { pix_key: '529.982.247-26' }), { status: 400, body: { errors: [{ path: '/pix_key' }] } })
  t.match(await ana.as('PATCH', '/api/me', { pix_key: '529.982.247-25', pix_city: ' São José ' }), { status: 200, body: { pix_key: '52998224725', pix_city: 'São José' } })
  const { body: auction } = await ana.as('POST', '/api/auctions', item)
  const path = `/api/auctions/${auction.id}`
  await bruno.as('POST', `${path}/bids`, { amount: '1234.50' })
  const routes = [['GET', 'contact'], ['GET', 'payment'], ['PUT', 'settlement', { paid: true }]] as const
  for (const [method, route, body] of routes) t.match(await bruno.as(method, `${path}/${route}`, body), { status: 404, body: { code: 'not_found' } }, `no ${route} before a sale`)
  t.notOk('settlement' in (await ana.as('POST', `${path}/close`)).body === false, 'the seller sees the marks')

  for (const [method, route, body] of routes) {
    t.match(await carla.as(method, `${path}/${route}`, body), { status: 403, body: { code: 'not_owner' } }, `no ${route} for others`)
    t.match(await carla.as(method, `/api/auctions/x/${route}`, body), { status: 404, body: { code: 'auction_not_found' } })
  }
  t.match((await ana.as('GET', `${path}/contact`)).body, { role: 'winner', name: 'Bruno', email: 'bruno@example.com' })
  t.match((await bruno.as('GET', `${path}/contact`)).body, { role: 'seller', name: 'Ana', email: 'ana@example.com' })
  const { body: payment } = await bruno.as('GET', `${path}/payment`)
  t.match(payment, { amount: '1234.50', currency: 'BRL', text: 'Retirada na sede.', pix: { qr_svg: /^<svg / } })
  t.match(payment.pix.code, /^00020126330014br\.gov\.bcb\.pix0111529982247255204000053039865407 ?1234\.505802BR5903Ana6008Sao Jose62290525[0-9A-Z]{25}6304[0-9A-F]{4}$/)

  t.match(await bruno.as('PUT', `${path}/settlement`, {}), { status: 400 })
  t.match((await bruno.as('PUT', `${path}/settlement`, { paid: true })).body, { paid: true, paid_by: 'winner', paid_at: /Z$/, delivered: false, delivered_at: null, delivered_by: null })
  const { body: again } = await ana.as('PUT', `${path}/settlement`, { paid: true, delivered: true })
  t.match(again, { paid: true, paid_by: 'winner', delivered: true, delivered_by: 'seller' }, 'a mark stays as it was made')
  t.match(await ana.as('PUT', `${path}/settlement`, { paid: false, delivered: false }), { status: 403 })
  t.match((await bruno.as('GET', path)).body.settlement, again, 'a refusal changed nothing')
  t.match((await ana.as('PUT', `${path}/settlement`, { delivered: false })).body, { paid: true, delivered: false })
  t.notOk('settlement' in (await carla.as('GET', path)).body, 'nobody else sees it')

  const { body: dollars } = await ana.as('POST', '/api/auctions', { ...item, currency: 'USD', locale: 'en' })
  await bruno.as('POST', `/api/auctions/${dollars.id}/bids`, { amount: '10.00' })
  await ana.as('POST', `/api/auctions/${dollars.id}/close`)
  t.match((await bruno.as('GET', `/api/auctions/${dollars.id}/payment`)).body, { text: 'Pick it up.', pix: null })

  t.match((await ana.as('GET', '/api/me/export')).body.account, { pix_key: '52998224725' })
  t.equal((await ana.as('DELETE', '/api/me')).status, 204)
  t.match((await bruno.as('GET', `${path}/contact`)).body, { role: 'seller', name: 'Conta removida', email: null })
  t.equal((await bruno.as('GET', `${path}/payment`)).body.pix, null)
  t.equal(await accounts.get(ana.id), null, 'the key went with the account')
})

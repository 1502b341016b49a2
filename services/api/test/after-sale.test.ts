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

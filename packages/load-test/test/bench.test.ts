/** Each benchmark works: in small, with figures that mean nothing. */
import t from 'tap'
import { met } from '../src/bench/row.ts'
import { ROWS } from '../src/bench/rows.ts'
import { figure, percentile, ratios, rounds } from '../src/bench/statistics.ts'

t.test('statistics', async (t) => {
  t.equal(percentile([5, 1, 3], 50), 3)
  t.equal(percentile(Array.from({ length: 100 }, (_, i) => i + 1), 99), 99)
  t.equal(percentile([7], 99), 7)
  t.same(ratios([2, 9], [4, 3]), [0.5, 3])
  t.same(figure('x', [3, 1, 2], 'ms', { most: 2 }), { name: 'x', value: 2, unit: 'ms', spread: [1, 3], target: { most: 2 } })
  t.equal(met(figure('x', [2], 'ms', { most: 2 })), true)
  t.equal(met(figure('x', [2], 'ms', { least: 3 })), false)
  t.equal(met(figure('x', [2], 'ms')), null)
  const order: string[] = []
  const contestant = (name: string) => async () => order.push(name)
  t.same(await rounds(2, { a: contestant('a'), b: contestant('b') }), { a: [1, 4], b: [2, 3] })
  t.same(order, ['a', 'b', 'b', 'a'], 'who begins changes with the round')
})

for (const row of ROWS) {
  t.test(`${row.name}: ${row.title}`, async (t) => {
    for (const { name, value, unit } of await row.measure(t, 'smoke', () => {})) {
      t.ok(Number.isFinite(value), `${name}: ${value} ${unit}`)
      if (unit === 'mails' || unit === 'auctions' || unit === 'viewers') t.equal(value, 0, name)
    }
  })
}

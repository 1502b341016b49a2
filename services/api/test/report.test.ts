/** The report of an auction as its readers get it. */
import t from 'tap'
import { drawChart } from '../src/report-chart.ts'
import { recordedReport, textsNote } from './fixtures/recorded-report.ts'
import { withApi } from './helper.ts'

t.test('page, Markdown and JSON: names from the accounts, the seller’s part for the seller alone', async (t) => {
  const { person, server, accounts } = await withApi(t)
  const [ana, bruno, carla] = await Promise.all(['Ana', 'Bruno', 'Carla'].map(person))
  const { body: { id } } = await ana!.as('POST', '/api/auctions', { title: 'Relógio', description: '', starting_price: '10.00', reserve_price: '33.33', duration_seconds: 3600 })
  await bruno!.as('POST', `/api/auctions/${id}/bids`, { amount: '20.00' })
  await carla!.as('POST', `/api/auctions/${id}/bids`, { amount: '50.00' })
  await ana!.as('POST', `/api/auctions/${id}/close`)
  const path = `/api/auctions/${id}/report`
  const redis = server.connect()
  const record = async (note: string) => { await redis.hset(`{p0}:notes:evt_${id}`, 'texts', note) }
  await record(textsNote(recordedReport([bruno!.id, carla!.id])))
  const read = async (who: typeof ana, format: string) => (await who!.as('GET', `${path}?format=${format}`)).body

  t.match(await read(ana, 'json'), {
    summary: /com Bruno\./, advice: 'Repita o horário.', winner: { name: 'Carla' }, report: { seller: { reserve_price: '33.33' }, history: { bids: [{ bidder: 'Bruno' }, { bidder: 'Carla' }] }, figures: { bids: 2 } }, drawing: undefined, markdown: /^# Relatório do leilão/
  })
  t.match(await read(carla, 'json'), { advice: null, report: { seller: null } })
  for (const format of ['json', 'markdown', 'html']) {
    t.match(JSON.stringify(await read(ana, format)), /33[.,]33/, `${format}: the seller reads the reserve`)
    t.notMatch(JSON.stringify(await read(carla, format)), /33[.,]33|reserva|Repita/, `${format}: the winner does not`)
    t.notMatch(JSON.stringify(await read(ana, format)), /person:/, format)
  }
  const kept = await ana!.as('GET', `${path}?format=markdown`)
  t.equal(kept.headers.get('content-disposition'), `attachment; filename="martelo-${id}.md"`)
  t.match(kept.headers.get('vary'), /cookie/)
  t.match(kept.body, /## Lances\n\n\| Quando \| Quem \| Valor \|\n\|---\|---\|---\|\n\| 20\/11\/2026, 10:00:00 \| Bruno \| R\$\s20,00 \|/)
  t.equal((await ana!.as('GET', `${path}?format=pdf`)).status, 400)

  // Whatever people call themselves and their things.
  await accounts.update(bruno!.id, { name: '<img src=x onerror=alert(1)>|[x](http://evil.test)' })
  await record(textsNote(recordedReport([bruno!.id, carla!.id], { item: '"><script>alert(1)</script>', locale: 'en' })))
  const page = await read(ana, 'html') as string
  t.notMatch(page, /<img|<script>|<script>alert/)
  t.match(page, '&#60;img src=x onerror=alert(1)&#62;|[x](http://evil.test)')
  t.match(page, '<html lang="en">')
  t.match(page, /<svg class="chart"[^]*<path class="line" d="M/)
  t.notMatch(page, / style="| on\w+="/, 'nothing that the policy of the page forbids')
  const markdown = await read(ana, 'markdown') as string
  t.match(markdown, '\\<img src=x onerror=alert(1)\\>\\|\\[x\\](http\\://evil.test)')
  t.equal(markdown.split('\n').filter((line) => line.startsWith('| ')).every((line) => line.split(/(?<!\\)\|/).length <= 5), true, 'no name makes a column')

  await record(JSON.stringify({ words: { summary: 's' }, markdown: 'of another release' }))
  t.match(await ana!.as('GET', path), { status: 404, body: { code: 'report_pending' } })
})

t.test('the chart: from the starting price to the final one, within its frame, whatever the bids', (t) => {
  const draw = (points: Array<[number, number]>, starting: string | null = '10.00', hours = 10) => {
    const starts = Date.parse('2026-11-20T12:00:00.000Z')
    const base = recordedReport(['u_1', 'u_2'])
    const chart = { title: 'O preço', starts_at: new Date(starts).toISOString(), ends_at: new Date(starts + hours * 3_600_000).toISOString(), points: points.map(([hour, amount]): [number, number] => [starts + hour * 3_600_000, amount]) }
    return drawChart({ ...base, chart, figures: { ...base.figures, starting_price: starting } })
  }
  const drawn = draw([[1, 1000], [5, 5000], [10, 9000]])
  t.equal(drawn.line, 'M92 222.8H153.4V222.8H399V130H706V37.2H706V37.2')
  t.same(drawn.amounts.map(({ label }) => label.replace(/\s/g, ' ')), ['R$ 0', 'R$ 20', 'R$ 40', 'R$ 60', 'R$ 80', 'R$ 100'])
  t.same(drawn.moments.map(({ label }) => label), ['09:00', '14:00', '19:00'])
  t.match(drawn.description, /O preço: R\$\s10,00 → R\$\s90,00/)
  for (const one of [draw([[0, 1]], '0.01'), draw([[0, 1000]]), draw([[2, 1e12]], '0.01'), draw([[1, 1001], [1, 1002]], null), draw([[20, 5000]], '10.00', 1), draw(Array.from({ length: 400 }, (_, i): [number, number] => [i / 40, 1000 + i]))]) {
    t.notMatch(JSON.stringify(one), /NaN|Infinity|null/)
    const [xs, ys] = [/H([\d.]+)/g, /V([\d.]+)/g].map((axis) => [...one.line.matchAll(axis)].map(([, units]) => Number(units)))
    t.ok(xs!.every((x) => x >= 92 && x <= 706) && ys!.every((y) => y >= 14 && y <= 246), one.line.slice(0, 80))
    t.ok(one.amounts.length >= 2 && one.amounts.length <= 7, `${one.amounts.length} amounts`)
  }
  t.end()
})

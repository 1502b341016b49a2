import t from 'tap'
import { curves } from '../src/scale/chart.ts'
import { drawScaleLab, printScaleLab } from '../src/scale/print.ts'
import { runScaleLab } from '../src/scale/scale-lab.ts'

t.test('curves are as high as their maximum, and end where their measurements do', async (t) => {
  const values = [0, 4, 8, 2].map((value, i) => ({ at: i * 100, value }))
  t.equal(curves([{ name: 'lag', values }], { to_ms: 800, columns: 8 }), '  lag   ▄█▂      8 at most')
})

t.test('the autoscaling laboratory, in short', async (t) => {
  const said: string[] = []
  const results = await runScaleLab(t, { events: 60, most_replicas: 4, concurrency: 4, faster: 15, model_ms: [400, 800], say: (text) => { said.push(text) } })
  const [backlog, cpu] = results
  t.match(backlog, { by: 'backlog', mails: 60, lost: 0, repeated: 0, unknown: 0 })
  t.match(cpu, { by: 'cpu', repeated: 0 })
  t.equal(Math.max(...backlog!.samples.map(({ replicas }) => replicas)), 4, 'the backlog asks for all there may be')
  t.ok(said.some((line) => /by backlog: 1 → 4 workers/.test(line)), said.join('\n'))
  t.match(printScaleLab(results, 60), /mails +60 /)
  const picture = drawScaleLab(results, 60)
  t.match(picture, /^<svg [^]*<polyline class="a" points="[\d., ]+"[^]*<\/svg>\n$/)
  t.notMatch(picture, /NaN|undefined|Infinity/)
})

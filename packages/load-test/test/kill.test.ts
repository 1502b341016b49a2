import t from 'tap'
import { runKillLab } from '../src/kill/kill-lab.ts'
import { printKillLab } from '../src/kill/print.ts'
import { outcomes, tally } from '../src/kill/tally.ts'

t.test('mails are counted by what became of their event', async (t) => {
  const events = ['a', 'b', 'c', 'd'].map((title) => ({ title, at: 1000 }))
  const arrivals = [{ title: 'a', at: 1200 }, { title: 'b', at: 9000 }, { title: 'b', at: 1500 }, { title: 'd', at: 6000 }]
  const all = outcomes(events, arrivals, new Set())
  t.same(all.map(({ fate, took_ms }) => [fate, took_ms]), [['once', 200], ['repeated', 500], ['lost', null], ['once', 5000]])
  t.same(tally(all), { events: 4, once: 2, repeated: 1, lost: 1, unknown: 0, recovered: 1, slowest_ms: 5000 })
  t.equal(outcomes(events, arrivals, new Set(['c']))[2]!.fate, 'unknown', 'what an operator is asked about is not lost')
})

t.test('the failure laboratory, in short', async (t) => {
  const said: string[] = []
  const result = await runKillLab(t, { events: 24, every_ms: 100, model_ms: 400, say: (text) => { said.push(text) } })
  t.match(result.stream.tally, { events: 24, lost: 0, repeated: 0 })
  t.ok(result.stream.tally.recovered > 0, 'what was waiting or in hand was taken over')
  t.ok(result.pubsub.tally.lost > 0, 'with nobody listening a message is lost')
  t.ok(result.pubsub.tally.repeated > 0, 'two listeners both mail')
  t.equal(said.length, 6)
  t.match(printKillLab(result), /winner got one mail +\d+ +\d+\n/)
})

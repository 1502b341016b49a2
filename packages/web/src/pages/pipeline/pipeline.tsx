/** The operator's page: what waits, what is in hand, who works, how long it takes, and what needs a decision. */
import '../../styles/pipeline.css'
import { Failure, Loading } from '../../parts/states.tsx'
import { useSession } from '../../session.ts'
import { locale, t } from '../../texts/index.ts'
import { useTitle } from '../../title.ts'
import { Deliveries } from './deliveries.tsx'
import { LiveChart } from './live-chart.tsx'
import { usePipeline, type Moment, type PipelineResource } from './use-pipeline.ts'

const EFFECTS = ['report', 'email', 'discord'] as const

export function PipelinePage () {
  useTitle(t.pipeline.title)
  const { me } = useSession()
  const { now, past, error } = usePipeline()
  if (me?.admin !== true) return <Failure error={new Error(t.problems.not_admin)} />
  return (
    <>
      <div class="page-head"><h1>{t.pipeline.title}</h1><p class="soft">{t.pipeline.intro}</p></div>
      {error && <Failure error={error} />}
      {now === null ? !error && <Loading /> : <><Numbers now={now} past={past} /><Charts past={past} /><div class="pipeline-tables"><Effects now={now} /><Consumers now={now} /></div></>}
      <Deliveries counts={now} />
    </>
  )
}

function Numbers ({ now, past }: { now: PipelineResource, past: Moment[] }) {
  const last = past.slice(-10)
  const rate = last.length < 2 ? 0 : last.reduce((sum, moment) => sum + moment.rate, 0) / last.length
  const number = (value: number, digits = 0) => value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const shown: Array<[keyof typeof t.pipeline.numbers, string, boolean]> = [
    ['rate', number(rate, 1), false], ['lag', number(now.lag), false], ['pending', number(now.pending), false], ['parked', number(now.parked), false],
    ['unknown', number(now.unknown), now.unknown > 0], ['dead', number(now.dead), now.dead > 0], ['done', number(now.done), false], ['length', number(now.length), false]
  ]
  return <dl class="numbers">{shown.map(([name, value, bad]) => <div key={name} class={bad ? 'bad' : undefined} data-testid={`number-${name}`}><dt>{t.pipeline.numbers[name]}</dt><dd class="figures">{value}</dd></div>)}</dl>
}

function Charts ({ past }: { past: Moment[] }) {
  const times = past.map(({ at }) => at)
  const effects = EFFECTS.filter((name) => past.some(({ durations }) => durations[name] !== undefined))
  return (
    <div class="charts">
      <LiveChart title={t.pipeline.charts.rate} times={times} lines={[{ name: t.pipeline.lines.rate, values: past.map(({ rate }) => rate), colour: 1 }]} />
      <LiveChart title={t.pipeline.charts.waiting} times={times} lines={[{ name: t.pipeline.lines.lag, values: past.map(({ lag }) => lag), colour: 1 }, { name: t.pipeline.lines.pending, values: past.map(({ pending }) => pending), colour: 2 }]} />
      {effects.length > 0 && <LiveChart title={t.pipeline.charts.duration} times={times} lines={effects.map((name, i) => ({ name: t.pipeline.lines[name], values: past.map(({ durations }) => durations[name] ?? null), colour: (i + 1) as 1 | 2 | 3 }))} />}
    </div>
  )
}

const milliseconds = (value: number | null | undefined) => value === null || value === undefined ? '–' : value < 10_000 ? `${value.toLocaleString(locale)} ms` : `${(value / 1000).toLocaleString(locale, { maximumFractionDigits: 1 })} s`

function Effects ({ now }: { now: PipelineResource }) {
  const { latencies, remotes_away: away = [] } = now
  const names = EFFECTS.filter((name) => latencies?.effects[name] !== undefined)
  if (names.length === 0) return null
  return (
    <section aria-labelledby="effects">
      <h2 id="effects">{t.pipeline.effects}</h2>
      <div class="scroll" tabIndex={0} role="group" aria-labelledby="effects">
        <table>
          <thead><tr><th scope="col">{t.pipeline.effect}</th><th scope="col" class="number">{t.pipeline.median}</th><th scope="col" class="number">{t.pipeline.p95}</th><th scope="col" class="number">{t.pipeline.attempts}</th></tr></thead>
          <tbody>{names.map((name) => {
            const { count, p50_ms, p95_ms } = latencies!.effects[name]!
            const out = away.find((each) => each.effect === name)
            return <tr key={name}><th scope="row">{t.delivery.effects[name]}{out && <span class="tag bad">{t.pipeline.away}</span>}</th><td class="number">{milliseconds(p50_ms)}</td><td class="number">{milliseconds(p95_ms)}</td><td class="number">{count.toLocaleString(locale)}</td></tr>
          })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Consumers ({ now }: { now: PipelineResource }) {
  return (
    <section aria-labelledby="consumers">
      <h2 id="consumers">{t.pipeline.consumers}</h2>
      {now.consumers.length === 0
        ? <p class="soft">{t.pipeline.none}</p>
        : (
          <div class="scroll" tabIndex={0} role="group" aria-labelledby="consumers">
            <table>
              <thead><tr><th scope="col">{t.pipeline.consumer}</th><th scope="col" class="number">{t.pipeline.in_hand}</th><th scope="col" class="number">{t.pipeline.idle}</th></tr></thead>
              <tbody>{[...now.consumers].sort((a, b) => a.idle_ms - b.idle_ms).map(({ name, pending, idle_ms: idle }) => <tr key={name}><th scope="row" class="name">{name}</th><td class="number">{pending.toLocaleString(locale)}</td><td class="number">{milliseconds(idle)}</td></tr>)}</tbody>
            </table>
          </div>
          )}
    </section>
  )
}

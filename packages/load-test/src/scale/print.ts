/** The autoscaling laboratory's result, for a terminal and as a picture. */
import { seconds, table } from '../terminal.ts'
import { curves, type Curve } from './chart.ts'
import type { Sample, ScaleResult } from './scale-lab.ts'
import { svg } from './svg.ts'

const COLUMNS = 64
const WINDOW = 10
const NAMES = { backlog: 'by the stream’s backlog', cpu: 'by CPU' }

export function printScaleLab (results: readonly ScaleResult[], events: number): string {
  const to_ms = lastOf(results)
  const cell = (text: (result: ScaleResult) => string | number) => results.map((result) => String(text(result)))
  return [
    '',
    ...results.flatMap((result) => [`  ${NAMES[result.by]}`, curves(curvesOf(result), { to_ms, columns: COLUMNS }), '']),
    table([
      ['', ...results.map(({ by }) => NAMES[by])],
      ['events', ...cell(() => events)],
      ['workers at most', ...cell(({ samples }) => Math.max(...samples.map(({ replicas }) => replicas)))],
      ['all done after', ...cell(({ drained_ms, samples }) => drained_ms === null ? `stopped at ${seconds(samples.at(-1)!.at)}` : seconds(drained_ms))],
      ['still to do then', ...cell(({ samples }) => Math.max(0, events - samples.at(-1)!.done))],
      ['mails', ...cell(({ mails }) => mails)],
      ['lost', ...cell(({ lost }) => lost)],
      ['repeated', ...cell(({ repeated }) => repeated)],
      ['unknown', ...cell(({ unknown }) => unknown)]
    ]),
    ''
  ].join('\n')
}

export function drawScaleLab (results: readonly ScaleResult[], events: number): string {
  const panel = (title: string, unit: string, value: (samples: readonly Sample[]) => Curve['values']) => ({
    title, unit, curves: results.map(({ by, samples }) => ({ name: by, colour: by === 'backlog' ? 'a' as const : 'b' as const, values: value(samples) }))
  })
  return svg(`${events} auctions end at once: workers under two autoscalers (simulated cluster)`, { a: NAMES.backlog, b: NAMES.cpu }, [
    panel('Waiting or in hand', 'events', (samples) => samples.map(({ at, lag, pending }) => ({ at, value: lag + pending }))),
    panel('Workers', 'replicas', (samples) => samples.map(({ at, replicas }) => ({ at, value: replicas }))),
    panel('Throughput', 'events/s', throughput)
  ], lastOf(results))
}

const lastOf = (results: readonly ScaleResult[]) => Math.max(...results.map(({ samples }) => samples.at(-1)!.at))

function curvesOf ({ samples }: ScaleResult): Curve[] {
  return [
    { name: 'waiting', values: samples.map(({ at, lag }) => ({ at, value: lag })) },
    { name: 'in hand', values: samples.map(({ at, pending }) => ({ at, value: pending })) },
    { name: 'workers', values: samples.map(({ at, replicas }) => ({ at, value: replicas })) },
    { name: 'done/s', values: throughput(samples) }
  ]
}

/** Events done a second, over the last few samples. */
function throughput (samples: readonly Sample[]): Curve['values'] {
  return samples.map((sample, i) => {
    const before = samples[Math.max(0, i - WINDOW)]!
    return { at: sample.at, value: sample.at === before.at ? 0 : (sample.done - before.done) / ((sample.at - before.at) / 1000) }
  })
}

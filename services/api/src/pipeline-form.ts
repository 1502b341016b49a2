/** How the pipeline looks from outside. */
import { timestamp } from '@martelo/auction'
import type { Pipeline } from '@martelo/event-stream'
import { Type, type Static } from 'typebox'

const Latency = Type.Object({
  count: Type.Integer(),
  p50_ms: Type.Union([Type.Number(), Type.Null()]),
  p95_ms: Type.Union([Type.Number(), Type.Null()]),
  p99_ms: Type.Union([Type.Number(), Type.Null()])
})
const PerSecond = Type.Record(Type.String(), Type.Number())

export const PipelineResource = Type.Object({
  length: Type.Integer({ description: 'Entries in the stream.' }),
  lag: Type.Integer({ description: 'Entries that no worker was given yet.' }),
  pending: Type.Integer({ description: 'Entries that a worker was given and has not acknowledged.' }),
  parked: Type.Integer({ description: 'Events that wait for a retry, or for a newer worker.' }),
  dead: Type.Integer(),
  unknown: Type.Integer(),
  done: Type.Integer({ description: 'As many as are still remembered (STREAM_MAX_AGE).' }),
  consumers: Type.Array(Type.Object({ name: Type.String(), pending: Type.Integer(), idle_ms: Type.Integer({ description: 'Since it last asked for work.' }) })),
  remotes_away: Type.Array(Type.Object({ effect: Type.String(), since: Type.String(), failures: Type.Integer(), next_try_at: Type.String(), error: Type.String() }), {
    description: 'Remotes that were away five times in a row: one event tries them now and then, the others wait.'
  }),
  rates: Type.Object({
    window_s: Type.Integer({ description: 'The last minutes, of which these are means per second.' }),
    settled: PerSecond,
    attempts: Type.Record(Type.String(), PerSecond)
  }),
  latencies: Type.Object({
    event: { ...Latency, description: 'From the end of an auction until all its effects are done.' },
    effects: Type.Record(Type.String(), Latency, { description: 'Of single attempts.' })
  })
}, { $id: 'Pipeline' })

export function pipelineResource ({ remotes_away, ...pipeline }: Pipeline): Static<typeof PipelineResource> {
  return { ...pipeline, remotes_away: remotes_away.map((each) => ({ ...each, since: timestamp(each.since), next_try_at: timestamp(each.next_try_at) })) }
}

/** The laboratory's result for people. */
import { paint, seconds, table } from '../terminal.ts'
import type { KillLabResult } from './kill-lab.ts'
import { LATE_MS, type Tally } from './tally.ts'
import { LEGEND, timeline } from './timeline.ts'

const COLUMNS = 64

export function printKillLab ({ from, to, pubsub, stream }: KillLabResult): string {
  const time = { from, to, columns: COLUMNS }
  const bad = (count: number) => paint(count > 0 ? 'red' : 'green', String(count))
  const row = (name: string, cell: (tally: Tally) => string) => [name, cell(pubsub.tally), cell(stream.tally)]
  return [
    '',
    timeline('Pub/Sub', pubsub.members, pubsub.outcomes, time),
    '',
    timeline('stream', stream.members, stream.outcomes, time),
    '',
    `  ${LEGEND}`,
    '',
    table([
      ['', 'Pub/Sub subscribers', 'stream workers'],
      row('auctions that ended', ({ events }) => String(events)),
      row('winner got one mail', ({ once }) => String(once)),
      row('winner got several', ({ repeated }) => bad(repeated)),
      row('lost: no mail, and nobody knows', ({ lost }) => bad(lost)),
      row('unknown: an operator is asked', ({ unknown }) => String(unknown)),
      row(`recovered: after more than ${seconds(LATE_MS)}`, ({ recovered }) => String(recovered)),
      row('the slowest took', ({ slowest_ms }) => seconds(slowest_ms))
    ]),
    ''
  ].join('\n')
}

/** The report of a closed auction. It understands the Markdown that reports are written in, and makes elements of it, never HTML. */
import { call } from '../api.ts'
import { Failure, useLoad } from '../parts.tsx'
import { Link } from '../router.tsx'
import { t } from '../texts/index.ts'

export function ReportPage ({ id }: { id: string }) {
  const { data, error, again } = useLoad(async () => await call<{ markdown: string }>('GET', `/auctions/${id}/report`), id)
  if (data === null) return error ? <Failure error={error} again={again} /> : <p class="notice">{t.loading}</p>
  return (
    <article class="report" data-testid="report">
      <p><Link to={`/auctions/${id}`}>{t.report.back}</Link></p>
      {data.markdown.trim().split(/\n{2,}/).map((block, i) => <Block key={i} text={block} />)}
    </article>
  )
}

const plain = (text: string) => text.replace(/\\([\\|`*_<>[\]#])/g, '$1')

function Block ({ text }: { text: string }) {
  const heading = /^(#{1,3}) (.*)$/.exec(text)
  if (heading?.[1] === '#') return <h1>{plain(heading[2]!)}</h1>
  if (heading) return <h2>{plain(heading[2]!)}</h2>
  if (text === '---') return <hr />
  if (!text.startsWith('|')) return <p>{plain(text)}</p>
  const rows = text.split('\n').map((row) => row.slice(1, -1).split(/(?<!\\)\|/).map((cell) => plain(cell.trim())))
  const [head = [], , ...body] = rows
  return (
    <table>
      {head.some(Boolean) && <thead><tr>{head.map((cell, i) => <th key={i}>{cell}</th>)}</tr></thead>}
      <tbody>{body.map((row, i) => <tr key={i}>{row.map((cell, j) => <td key={j}>{cell}</td>)}</tr>)}</tbody>
    </table>
  )
}

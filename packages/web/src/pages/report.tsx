/** The report of a closed auction. It understands the Markdown that reports are written in, and makes elements of it, never HTML. */
import { useEffect } from 'preact/hooks'
import { call } from '../api.ts'
import { useLoad } from '../load.ts'
import { Failure, Loading } from '../parts/states.tsx'
import { Link } from '../router.tsx'
import { t } from '../texts/index.ts'
import { useTitle } from '../title.ts'

interface Report { title: string, markdown: string, written_by?: 'model' | 'template', model?: string | null }
const ASK_AGAIN_MS = 2000

export function ReportPage ({ id }: { id: string }) {
  const { data, error, again } = useLoad(async () => await call<Report>('GET', `/auctions/${id}/report`), id)
  const pending = error !== null && 'code' in error && error.code === 'report_pending'
  useTitle(data ? `${t.report.title}: ${data.title}` : t.report.title)
  useEffect(() => {
    if (!pending) return
    const timer = setInterval(again, ASK_AGAIN_MS)
    return () => { clearInterval(timer) }
  }, [pending])
  return (
    <article class="report" data-testid="report">
      <p><Link to={`/auctions/${id}`}>{t.report.back}</Link></p>
      {data === null && (pending ? <p class="soft" role="status">{t.report.pending}</p> : error ? <Failure error={error} again={again} /> : <Loading />)}
      {data?.markdown.trim().split(/\n{2,}/).map((block, i) => <Block key={i} text={block} />)}
      {data?.written_by && <p class="soft">{data.written_by === 'model' && data.model ? t.report.by_model(data.model) : t.report.by_template}</p>}
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
    <div class="scroll" tabIndex={0}>
      <table>
        {head.some(Boolean) && <thead><tr>{head.map((cell, i) => <th key={i} scope="col">{cell}</th>)}</tr></thead>}
        <tbody>{body.map((row, i) => <tr key={i}>{row.map((cell, j) => j === 0 ? <th key={j} scope="row">{cell}</th> : <td key={j}>{cell}</td>)}</tr>)}</tbody>
      </table>
    </div>
  )
}

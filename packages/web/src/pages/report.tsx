/** The way to a report: it waits until there is one, and then leads to the API's own page of it, which prints and downloads. */
import { useEffect } from 'preact/hooks'
import { call } from '../api.ts'
import { useLoad } from '../load.ts'
import { Failure, Loading } from '../parts/states.tsx'
import { Link } from '../router.tsx'
import { t } from '../texts/index.ts'
import { useTitle } from '../title.ts'

const ASK_AGAIN_MS = 2000

export function ReportPage ({ id }: { id: string }) {
  const { data, error, again } = useLoad(async () => await call<object>('GET', `/auctions/${id}/report`), id)
  const pending = error !== null && 'code' in error && error.code === 'report_pending'
  useTitle(t.report.title)
  useEffect(() => { if (data !== null) location.replace(`/api/auctions/${id}/report`) }, [data === null])
  useEffect(() => {
    if (!pending) return
    const timer = setInterval(again, ASK_AGAIN_MS)
    return () => { clearInterval(timer) }
  }, [pending])
  return (
    <article>
      <h1>{t.report.title}</h1>
      {pending ? <p class="soft" role="status">{t.report.pending}</p> : error ? <Failure error={error} again={again} /> : <Loading />}
      <p><Link to={`/auctions/${id}`}>{t.report.back}</Link></p>
    </article>
  )
}

/** The list of auctions, live. */
import { useState } from 'preact/hooks'
import { call, type AuctionResource, type Page } from '../api.ts'
import { useLive } from '../live.ts'
import { Card, Failure, useLoad } from '../parts.tsx'
import { t } from '../texts/index.ts'

const STATUSES = ['open', 'scheduled', 'closed'] as const
const SORTS = ['ending_soon', 'newest', 'most_bids'] as const

export function ListPage () {
  const [status, setStatus] = useState<typeof STATUSES[number]>('open')
  const [sort, setSort] = useState<typeof SORTS[number]>('ending_soon')
  const [q, setQ] = useState('')
  const query = `status=${status}&sort=${sort}&limit=30${q.trim() ? `&q=${encodeURIComponent(q.trim())}` : ''}`
  const { data, error, again, set } = useLoad(async () => await call<Page<AuctionResource>>('GET', `/auctions?${query}`), query)
  const ids = data?.items.map(({ id }) => id).join(',') ?? ''
  const online = useLive(data === null ? null : `/api/stream?auctions=${ids}`, (event) => {
    if (event.kind === 'reset' || event.kind === 'opened' || event.kind === 'cancelled') return again()
    const changed = new Map((event.auctions ?? (event.auction ? [event.auction] : [])).map((auction) => [auction.id, auction]))
    if (data?.items.some(({ id }) => changed.has(id))) {
      set({ ...data, items: data.items.map((item) => (changed.get(item.id)?.version ?? 0) >= item.version ? changed.get(item.id)! : item) })
    }
  })

  const more = async () => {
    const next = await call<Page<AuctionResource>>('GET', `/auctions?${query}&cursor=${data!.next_cursor}`)
    set({ items: [...data!.items, ...next.items], next_cursor: next.next_cursor })
  }
  return (
    <>
      <form class="filters" role="search" onSubmit={(event) => { event.preventDefault() }}>
        <div class="tabs">{STATUSES.map((each) => <button key={each} type="button" aria-pressed={each === status} onClick={() => { setStatus(each) }}>{t.status[each]}</button>)}</div>
        <input type="search" aria-label={t.search} placeholder={t.search} value={q} onInput={(event) => { setQ(event.currentTarget.value) }} />
        <label>{t.sort.label} <select value={sort} onChange={(event) => { setSort(event.currentTarget.value as typeof sort) }}>{SORTS.map((each) => <option key={each} value={each}>{t.sort[each]}</option>)}</select></label>
      </form>
      {!online && <p class="notice">{t.offline}</p>}
      {error && <Failure error={error} again={again} />}
      {data === null ? !error && <p class="notice">{t.loading}</p> : data.items.length === 0 ? <p class="notice">{t.empty}</p> : <ul class="cards">{data.items.map((auction) => <Card key={auction.id} auction={auction} />)}</ul>}
      {data?.next_cursor && <button type="button" onClick={() => { void more() }}>{t.more}</button>}
    </>
  )
}

/** The list of auctions, live: searched, filtered and sorted by its address, so that a link or the way back leads to the same list. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { call, type AuctionResource, type Category, type Page } from '../api.ts'
import { useLive, type LiveEvent } from '../live.ts'
import { useLoad } from '../load.ts'
import { Card } from '../parts/card.tsx'
import { Icon } from '../parts/icon.tsx'
import { LiveLine } from '../parts/live-line.tsx'
import { Empty, Failure, Loading } from '../parts/states.tsx'
import { useSwitch } from '../preferences.ts'
import { Link, go } from '../router.tsx'
import { language, t } from '../texts/index.ts'
import { useTitle } from '../title.ts'

const STATUSES = ['open', 'scheduled', 'closed'] as const
const SORTS = ['ending_soon', 'newest', 'most_bids'] as const
const PAGE = 24
const TYPING_MS = 250

const oneOf = <T extends string>(words: readonly T[], word: string | null): T => words.find((each) => each === word) ?? words[0]!

export function HomePage ({ query }: { query: URLSearchParams }) {
  const status = oneOf(STATUSES, query.get('status'))
  const sort = oneOf(SORTS, query.get('sort') ?? (status === 'closed' ? 'newest' : null))
  const [category, q] = [query.get('category') ?? '', query.get('q') ?? '']
  useTitle(q)
  const asked = `status=${status}&sort=${sort}&limit=${PAGE}${category && `&category=${encodeURIComponent(category)}`}${q && `&q=${encodeURIComponent(q)}`}`
  const { data, error, again, set } = useLoad(async () => await call<Page<AuctionResource>>('GET', `/auctions?${asked}`), asked)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [paused] = useSwitch('paused')
  const [moreError, setMoreError] = useState<Error | null>(null)
  useEffect(() => { setOpened(new Set()) }, [data === null, asked])

  const receive = (event: LiveEvent) => {
    if (event.kind === 'reset') return again()
    const { auction } = event
    const changed = new Map((event.auctions ?? (auction ? [auction] : [])).map((each) => [each.id, each]))
    // What is new waits until it is asked for: the list must not move under a finger.
    if (auction && auction.status === status && (category === '' || auction.category === category) && q === '' && !data?.items.some(({ id }) => id === auction.id)) setOpened((before) => new Set(before).add(auction.id))
    set((page) => page.items.some(({ id }) => changed.has(id)) ? { ...page, items: page.items.map((item) => (changed.get(item.id)?.version ?? 0) >= item.version ? changed.get(item.id)! : item) } : page)
  }
  const state = useLive(data === null ? null : `/api/stream?auctions=${data.items.map(({ id }) => id).join(',')}`, { log: 'changes', paused, receive })

  const more = () => {
    setMoreError(null)
    call<Page<AuctionResource>>('GET', `/auctions?${asked}&cursor=${encodeURIComponent(data!.next_cursor!)}`).then((next) => {
      set((page) => ({ items: [...page.items, ...next.items.filter(({ id }) => !page.items.some((item) => item.id === id))], next_cursor: next.next_cursor }))
    }, setMoreError)
  }
  const featured = status === 'open' && q === ''
  return (
    <>
      <h1 class="unseen">{t.home.title}</h1>
      <Filters {...{ status, sort, category, q }} />
      <div class="list-line">
        {opened.size > 0 && <button type="button" class="plain news" onClick={() => { setOpened(new Set()); again() }}>{t.home.opened(opened.size)}: {t.home.show}</button>}
        <LiveLine state={state} />
      </div>
      {error && <Failure error={error} again={again} />}
      {data === null && !error && <Loading form="cards" count={6} />}
      {data?.items.length === 0 && <Nothing status={status} q={q} filtered={category !== '' || q !== ''} />}
      {data && data.items.length > 0 && <ul class="cards">{data.items.map((auction, i) => <Card key={auction.id} auction={auction} featured={featured && i === 0} eager={i < 3} />)}</ul>}
      {moreError && <Failure error={moreError} again={more} />}
      {data?.next_cursor && <p class="more"><button type="button" class="quiet" onClick={more}>{t.more}</button></p>}
    </>
  )
}

interface Filter { status: typeof STATUSES[number], sort: typeof SORTS[number], category: string, q: string }

/** The address of a list. What is the default is not said. */
function listPath ({ status, sort, category, q }: Filter): string {
  const query = new URLSearchParams({ ...(q && { q }), ...(category && { category }), ...(status !== 'open' && { status }), ...(sort !== (status === 'closed' ? 'newest' : 'ending_soon') && { sort }) })
  return query.size > 0 ? `/?${query}` : '/'
}

function Filters (filter: Filter) {
  const { status, sort, category, q } = filter
  const [typed, setTyped] = useState(q)
  const timer = useRef(0)
  const categories = useLoad(async () => (await call<{ items: Category[] }>('GET', '/categories')).items, '')
  // The way back changes the address while nobody types.
  useEffect(() => { setTyped(q) }, [q])
  useEffect(() => () => { clearTimeout(timer.current) }, [])
  const search = (text: string) => { go(listPath({ ...filter, q: text.trim() }), { replace: true }) }
  return (
    <form
      class="filters" role="search" onSubmit={(event) => {
        event.preventDefault()
        clearTimeout(timer.current)
        search(typed)
      }}
    >
      <div class="search">
        <Icon name="search" />
        <input
          type="search" name="q" aria-label={t.home.search} placeholder={t.home.search_hint} maxLength={200} data-testid="search" value={typed}
          onInput={({ currentTarget: { value } }) => {
            setTyped(value)
            clearTimeout(timer.current)
            timer.current = window.setTimeout(() => { search(value) }, TYPING_MS)
          }}
        />
      </div>
      <div class="tabs" role="group" aria-label={t.home.status}>
        {STATUSES.map((each) => <Link key={each} to={listPath({ ...filter, status: each, sort: each === 'closed' ? 'newest' : sort })} current={each === status}>{t.home.statuses[each]}</Link>)}
      </div>
      <div class="choices">
        <label>{t.home.category} <select value={category} data-testid="category" onChange={({ currentTarget }) => { go(listPath({ ...filter, category: currentTarget.value })) }}><option value="">{t.home.all}</option>{categories.data?.map(({ id, name }) => <option key={id} value={id}>{name[language]}</option>)}</select></label>
        <label>{t.home.sort} <select value={sort} onChange={({ currentTarget }) => { go(listPath({ ...filter, sort: currentTarget.value as typeof sort })) }}>{SORTS.map((each) => <option key={each} value={each}>{t.home.sorts[each]}</option>)}</select></label>
      </div>
    </form>
  )
}

function Nothing ({ status, q, filtered }: { status: typeof STATUSES[number], q: string, filtered: boolean }) {
  return (
    <Empty title={q === '' ? t.home.empty[status] : t.home.empty.search(q)}>
      <p>{filtered ? t.home.empty_search_hint : t.home.empty_hint}</p>
      <p>{filtered ? <Link to="/" class="button">{t.home.clear}</Link> : <Link to="/new" class="button act">{t.nav.create}</Link>}</p>
    </Empty>
  )
}

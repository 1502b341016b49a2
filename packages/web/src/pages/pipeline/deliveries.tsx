/** All deliveries, the latest first. However many there are, only those in sight are drawn. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { call, type Page } from '../../api.ts'
import { Failure } from '../../parts/states.tsx'
import { showTime } from '../../time.ts'
import { locale, t } from '../../texts/index.ts'
import { effectState, type DeliveryResource } from '../auction/delivery.tsx'
import { DeliveryPanel } from './delivery-panel.tsx'
import type { PipelineResource } from './use-pipeline.ts'

const STATES = ['unknown', 'dead', 'parked', 'processing', 'pending', 'done'] as const
const ORDER = ['report', 'email', 'discord']
/** px. Styles set the same; small screens have two lines a row. */
const ROW = { wide: 44, narrow: 76 }
const SPARE = 8
const PAGE = 100

export function Deliveries ({ counts }: { counts: PipelineResource | null }) {
  const [state, setState] = useState<typeof STATES[number] | ''>('')
  const [items, setItems] = useState<DeliveryResource[]>([])
  const [cursor, setCursor] = useState<string | null>('')
  const [error, setError] = useState<Error | null>(null)
  const [opened, setOpened] = useState<string | null>(null)
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(480)
  const box = useRef<HTMLDivElement>(null)
  const loading = useRef(false)
  const [loads, setLoads] = useState(0)
  const row = useRowHeight()

  const load = (from: string, replace: boolean) => {
    if (loading.current) return
    loading.current = true
    call<Page<DeliveryResource>>('GET', `/ops/deliveries?limit=${PAGE}${state && `&state=${state}`}${from && `&cursor=${encodeURIComponent(from)}`}`).then((page) => {
      setError(null)
      // What was loaded before and moved up since is not listed twice.
      setItems((known) => replace ? page.items : [...known, ...page.items.filter(({ event_id: id }) => !known.some((each) => each.event_id === id))])
      setCursor(page.next_cursor)
      setLoads((n) => n + 1)
    }, setError).finally(() => { loading.current = false }).catch(() => {})
  }
  useEffect(() => {
    loading.current = false
    setItems([])
    box.current?.scrollTo(0, 0)
    load('', true)
  }, [state])
  // What changes shows at once at the top of the list; further down nothing moves under the reader.
  const sum = counts === null ? '' : [counts.done, counts.unknown, counts.dead, counts.parked, counts.pending].join()
  const [stale, setStale] = useState(false)
  useEffect(() => {
    if (sum === '') return
    if (top === 0 && items.length <= PAGE) load('', true)
    else setStale(true)
  }, [sum])
  useEffect(() => {
    const measure = new ResizeObserver(() => { setHeight(box.current?.clientHeight ?? 480) })
    if (box.current) measure.observe(box.current)
    return () => { measure.disconnect() }
  }, [])

  const first = Math.max(0, Math.floor(top / row) - SPARE)
  const last = Math.min(items.length, Math.ceil((top + height) / row) + SPARE)
  useEffect(() => { if (cursor && last >= items.length - SPARE && items.length > 0) load(cursor, false) }, [last, items.length, cursor, loads])
  // What the model was paid for them, where the receipts say it.
  const cost = items.reduce((sum, { effects }) => sum + Number(effects.report?.receipt?.cost_usd ?? 0), 0)
  const selected = items.find(({ event_id: id }) => id === opened) ?? null

  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries">{t.pipeline.deliveries}</h2>
      <div class="list-line">
        <label class="choice">{t.pipeline.state} <select value={state} data-testid="delivery-state" onChange={({ currentTarget }) => { setState(currentTarget.value as typeof state) }}><option value="">{t.pipeline.all}</option>{STATES.map((each) => <option key={each} value={each}>{t.delivery.event_states[each]}</option>)}</select></label>
        <p class="soft" data-testid="delivery-count">{t.pipeline.list_text(items.length)}{cost > 0 && <> · {t.pipeline.cost(cost.toLocaleString(locale, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 }))}</>}{stale && <> · <button type="button" class="plain" onClick={() => { setStale(false); box.current?.scrollTo(0, 0); load('', true) }}>{t.pipeline.refresh}</button></>}</p>
      </div>
      {error && <Failure error={error} again={() => { load('', true) }} />}
      <div ref={box} class="deliveries" tabIndex={0} role="table" aria-labelledby="deliveries" aria-rowcount={cursor ? -1 : items.length} data-testid="deliveries" onScroll={({ currentTarget }) => { setTop(currentTarget.scrollTop) }}>
        {items.length === 0 && <div role="row"><p role="cell" class="soft">{t.pipeline.empty}</p></div>}
        <div class="deliveries-all" role="rowgroup" style={{ height: `${items.length * row}px` }}>
          {items.slice(first, last).map((delivery, i) => <Row key={delivery.event_id} delivery={delivery} at={first + i} row={row} open={() => { setOpened(delivery.event_id) }} />)}
        </div>
      </div>
      {selected && <DeliveryPanel delivery={selected} close={() => { setOpened(null) }} changed={(next) => { setItems((known) => known.map((each) => each.event_id === next.event_id ? next : each)) }} />}
    </section>
  )
}

function Row ({ delivery, at, row, open }: { delivery: DeliveryResource, at: number, row: number, open: () => void }) {
  const effects = Object.entries(delivery.effects).sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
  const latest = effects.map(([, { updated_at: time }]) => time).filter((time) => time !== null).sort().at(-1)
  return (
    <div class="delivery-row" role="row" aria-rowindex={at + 1} style={{ transform: `translateY(${at * row}px)` }}>
      <span role="rowheader" class="delivery-id"><button type="button" class="plain" data-testid="open-delivery" onClick={open}>{delivery.event_id.replace(/^evt_/, '')}</button></span>
      <span role="cell" class={`state ${delivery.state}`}>{t.delivery.event_states[delivery.state as keyof typeof t.delivery.event_states] ?? delivery.state}</span>
      <span role="cell" class="dots">{effects.map(([name, effect]) => <span key={name} class={`dot ${effect.state}`} title={`${t.delivery.effects[name] ?? name}: ${effectState(name, effect)}`}><span class="unseen">{t.delivery.effects[name] ?? name}: {effectState(name, effect)}. </span></span>)}</span>
      <span role="cell" class="when figures">{latest ? showTime(latest) : '–'}</span>
    </div>
  )
}

function useRowHeight (): number {
  const [narrow, set] = useState(() => matchMedia('(max-width: 44rem)').matches)
  useEffect(() => {
    const media = matchMedia('(max-width: 44rem)')
    const update = () => { set(media.matches) }
    media.addEventListener('change', update)
    return () => { media.removeEventListener('change', update) }
  }, [])
  return narrow ? ROW.narrow : ROW.wide
}

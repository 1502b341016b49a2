/** One delivery: what happened to each effect, and the decisions that an operator may take. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { call } from '../../api.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Failure } from '../../parts/states.tsx'
import { Link } from '../../router.tsx'
import { t } from '../../texts/index.ts'
import { Timeline, type DeliveryResource } from '../auction/delivery.tsx'

type Decision = 'resend' | 'mark-done'

export function DeliveryPanel ({ delivery, close, changed }: { delivery: DeliveryResource, close: () => void, changed: (delivery: DeliveryResource) => void }) {
  const element = useRef<HTMLDialogElement>(null)
  const [asked, setAsked] = useState<{ effect: string, decision: Decision } | null>(null)
  const [error, setError] = useState<Error | null>(null)
  useEffect(() => {
    element.current!.showModal()
    return () => { element.current?.close() }
  }, [])
  const decide = () => {
    const { effect, decision } = asked!
    setError(null)
    call<DeliveryResource>('POST', `/ops/deliveries/${encodeURIComponent(delivery.event_id)}/effects/${effect}/${decision}`).then(changed, setError).finally(() => { setAsked(null) }).catch(() => {})
  }
  const effects = Object.entries(delivery.effects)
  const open = effects.filter(([, { state }]) => state === 'unknown' || state === 'failed' || (delivery.state === 'dead' && state !== 'done' && state !== 'skipped'))
  const auction = /^evt_(?!ext_)([\w]+-[\w]+)/.exec(delivery.event_id)?.[1]
  return (
    <dialog ref={element} class="panel" aria-labelledby="panel-title" data-testid="delivery-panel" onCancel={(event) => { event.preventDefault(); close() }}>
      <h2 id="panel-title" class="delivery-id">{delivery.event_id}</h2>
      <p class="soft">{t.delivery.event_states[delivery.state as keyof typeof t.delivery.event_states] ?? delivery.state}{delivery.reason && ` · ${t.pipeline.reason}: ${delivery.reason}`}</p>
      <Timeline effects={effects} />
      {effects.some(([, { receipt }]) => receipt !== null) && <dl class="terms">{effects.filter(([, { receipt }]) => receipt !== null).map(([name, { receipt }]) => <div key={name}><dt>{t.pipeline.receipt}: {t.delivery.effects[name] ?? name}</dt><dd class="receipt">{Object.entries(receipt!).filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)).map(([key, value]) => <span key={key}>{key}: {typeof value === 'string' ? value : JSON.stringify(value)}</span>)}</dd></div>)}</dl>}
      {open.map(([name]) => (
        <p key={name} class="buttons">
          <span>{t.delivery.effects[name] ?? name}</span>
          <button type="button" data-testid={`resend-${name}`} onClick={() => { setAsked({ effect: name, decision: 'resend' }) }}>{t.pipeline.resend}</button>
          <button type="button" data-testid={`mark-${name}`} onClick={() => { setAsked({ effect: name, decision: 'mark-done' }) }}>{t.pipeline.mark}</button>
        </p>
      ))}
      {error && <Failure error={error} />}
      <p class="buttons">{auction && <Link to={`/auctions/${auction}`} class="button">{t.pipeline.auction}</Link>}<button type="button" class="quiet" data-testid="panel-close" onClick={close}>{t.back}</button></p>
      {asked && <Dialog title={asked.decision === 'resend' ? t.pipeline.resend : t.pipeline.mark} action={asked.decision === 'resend' ? t.pipeline.resend : t.pipeline.mark} testid="decide" confirm={decide} cancel={() => { setAsked(null) }}><p>{(asked.decision === 'resend' ? t.pipeline.resend_text : t.pipeline.mark_text)(t.delivery.effects[asked.effect] ?? asked.effect)}</p></Dialog>}
    </dialog>
  )
}

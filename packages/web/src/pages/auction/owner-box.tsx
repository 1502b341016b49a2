/** What the seller of an auction may do with it, and an administrator. */
import { useState } from 'preact/hooks'
import { call, type AuctionResource } from '../../api.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { Failure } from '../../parts/states.tsx'
import { Link } from '../../router.tsx'
import { useDraft } from '../../preferences.ts'
import { t } from '../../texts/index.ts'

export function OwnerBox ({ auction, owner, update }: { auction: AuctionResource, owner: boolean, update: (auction: AuctionResource) => void }) {
  const [error, setError] = useState<Error | null>(null)
  const [asked, setAsked] = useState<'close' | 'cancel' | null>(null)
  const [busy, setBusy] = useState(false)
  const [draft, change, forget] = useDraft(`owner.${auction.id}`, { reason: '', addendum: '' })
  const running = auction.status === 'open' || auction.status === 'scheduled'
  const mayCancel = running && (auction.bid_count === 0 || !owner)

  const send = (method: string, path: string, body?: unknown) => {
    setError(null)
    setBusy(true)
    call<AuctionResource>(method, `/auctions/${auction.id}${path}`, body).then((next) => {
      forget()
      update(next)
    }, setError).finally(() => {
      setBusy(false)
      setAsked(null)
    }).catch(() => {})
  }
  if (!running && !owner) return null
  return (
    <section class="owner" aria-labelledby="owner">
      <h2 id="owner">{owner ? t.owner.title : t.owner.admin_title}</h2>
      <p class="buttons">
        {owner && running && auction.bid_count === 0 && <Link to={`/auctions/${auction.id}/edit`} class="button" testid="edit-auction">{t.owner.edit}</Link>}
        {auction.status === 'open' && <button type="button" data-testid="close-auction" onClick={() => { setAsked('close') }}>{t.owner.close}</button>}
        {mayCancel && <button type="button" data-testid="cancel-auction" onClick={() => { setAsked('cancel') }}>{t.owner.cancel}</button>}
        {owner && !running && auction.winner === null && <Link to={`/new?from=${auction.id}`} class="button" testid="relist">{t.owner.relist}</Link>}
        {auction.status === 'closed' && <Link to={`/auctions/${auction.id}/report`} class="button">{t.auction.report}</Link>}
      </p>
      {owner && running && auction.bid_count > 0 && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            send('PATCH', '', { addendum: draft.addendum })
          }}
        >
          <Field label={t.owner.addendum} help={t.owner.addendum_help}>{(tied) => <textarea {...tied} required rows={3} maxLength={10_000} data-testid="addendum" value={draft.addendum} onInput={({ currentTarget }) => { change({ addendum: currentTarget.value }) }} />}</Field>
          <button disabled={busy} data-testid="addendum-submit">{t.owner.add}</button>
        </form>
      )}
      {error && <Failure error={error} />}
      {asked === 'close' && <Dialog title={t.owner.close} action={t.owner.close_action} busy={busy} testid="close" confirm={() => { send('POST', '/close') }} cancel={() => { setAsked(null) }}><p>{t.owner.close_text}</p></Dialog>}
      {asked === 'cancel' && (
        <Dialog title={t.owner.cancel} action={t.owner.cancel} busy={busy} testid="cancel" confirm={() => { send('POST', '/cancel', { reason: draft.reason }) }} cancel={() => { setAsked(null) }}>
          <p>{t.owner.cancel_text}</p>
          <Field label={t.owner.reason}>{(tied) => <input {...tied} required maxLength={500} data-testid="cancel-reason" value={draft.reason} onInput={({ currentTarget }) => { change({ reason: currentTarget.value }) }} />}</Field>
        </Dialog>
      )}
    </section>
  )
}

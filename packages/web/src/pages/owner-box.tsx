/** What the owner of an auction may do with it. */
import { useState } from 'preact/hooks'
import { call, type AuctionResource } from '../api.ts'
import { Failure } from '../parts.tsx'
import { t } from '../texts/index.ts'

export function OwnerBox ({ auction, owner, update }: { auction: AuctionResource, owner: boolean, update: (auction: AuctionResource) => void }) {
  const [error, setError] = useState<Error | null>(null)
  const [reason, setReason] = useState('')
  const [addendum, setAddendum] = useState('')
  const [title, setTitle] = useState(auction.title)
  const [description, setDescription] = useState(auction.description)
  if (auction.status !== 'open' && auction.status !== 'scheduled') return null
  const send = (method: string, path: string, body?: unknown) => {
    setError(null)
    call<AuctionResource>(method, `/auctions/${auction.id}${path}`, body).then((next) => {
      setAddendum('')
      update(next)
    }, setError)
  }
  return (
    <section class="owner">
      <h2>{t.owner.title}</h2>
      {owner && auction.bid_count === 0 && (
        <form onSubmit={(event) => { event.preventDefault(); send('PATCH', '', { title, description }) }}>
          <label>{t.owner.edit_title}<input value={title} onInput={(event) => { setTitle(event.currentTarget.value) }} /></label>
          <label>{t.owner.edit_description}<textarea value={description} onInput={(event) => { setDescription(event.currentTarget.value) }} /></label>
          <button>{t.owner.save}</button>
        </form>
      )}
      {owner && auction.bid_count > 0 && (
        <form onSubmit={(event) => { event.preventDefault(); send('PATCH', '', { addendum }) }}>
          <label>{t.owner.addendum}<textarea required value={addendum} onInput={(event) => { setAddendum(event.currentTarget.value) }} /></label>
          <button>{t.owner.add}</button>
        </form>
      )}
      <button type="button" data-testid="close-auction" onClick={() => { if (confirm(t.owner.confirm_close)) send('POST', '/close') }}>{t.owner.close}</button>
      {(auction.bid_count === 0 || !owner) && (
        <form onSubmit={(event) => { event.preventDefault(); send('POST', '/cancel', { reason }) }}>
          <label>{t.owner.reason}<input required value={reason} onInput={(event) => { setReason(event.currentTarget.value) }} /></label>
          <button>{t.owner.cancel}</button>
        </form>
      )}
      {error && <Failure error={error} />}
    </section>
  )
}

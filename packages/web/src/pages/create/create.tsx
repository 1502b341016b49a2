/** Offering something: a form that guides, keeps what is typed, and shows beside it how it will look. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { call, Refusal, type AuctionResource } from '../../api.ts'
import { serverNow } from '../../clock.ts'
import { useLoad } from '../../load.ts'
import { Failure, Loading } from '../../parts/states.tsx'
import { useDraft } from '../../preferences.ts'
import { go } from '../../router.tsx'
import { t } from '../../texts/index.ts'
import { useTitle } from '../../title.ts'
import '../../styles/create.css'
import { NEW_DRAFT, changesOf, draftOf, readDraft, type AuctionDraft, type Wrongs } from './auction-draft.ts'
import { AuctionForm } from './auction-form.tsx'
import { PhotoPicker } from './photo-picker.tsx'
import { Preview } from './preview.tsx'
import { usePhotos } from './use-photos.ts'

export function CreatePage ({ from }: { from: string | null }) {
  const model = useLoad(async () => await call<AuctionResource>('GET', `/auctions/${from}`), from)
  if (from !== null && model.data === null && model.error === null) return <Loading />
  return <Editor key={from} draftKey={`create.${from ?? ''}`} initial={model.data ? draftOf(model.data, true) : NEW_DRAFT} auction={null} model={model.data} />
}

export function EditPage ({ id }: { id: string }) {
  const { data, error, again } = useLoad(async () => await call<AuctionResource>('GET', `/auctions/${id}`), id)
  if (data === null) return error ? <Failure error={error} again={again} /> : <Loading />
  return <Editor draftKey={`edit.${id}.${data.version}`} initial={draftOf(data, false)} auction={data} model={null} />
}

interface EditorProps {
  draftKey: string
  initial: AuctionDraft
  /** The one that is edited; null for a new one. */
  auction: AuctionResource | null
  /** The one that is offered once more. */
  model: AuctionResource | null
}

function Editor ({ draftKey, initial, auction, model }: EditorProps) {
  const [draft, change, forget] = useDraft(draftKey, initial)
  const [wrongs, setWrongs] = useState<Wrongs>({})
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const photos = usePhotos(auction)
  const form = useRef<HTMLFormElement>(null)
  // One draft has one key: publishing again after a broken connection publishes once.
  const intent = useRef({ what: '', key: '' })
  const [made, setMade] = useState<AuctionResource | null>(null)
  useTitle(auction ? t.create.edit_title : t.create.title)

  // Whoever sends a form with mistakes is taken to the first.
  const count = Object.keys(wrongs).length
  useEffect(() => { if (count > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus() }, [wrongs])

  const edit = (changes: Partial<AuctionDraft>) => {
    change(changes)
    // What was wrong may be right now: only sending decides anew.
    setWrongs((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in changes))))
  }
  const submit = async () => {
    const { body, wrongs: found } = readDraft(draft, serverNow())
    const unchanged = auction !== null
    setWrongs(unchanged ? Object.fromEntries(Object.entries(found).filter(([name]) => draft[name as keyof AuctionDraft] !== initial[name as keyof AuctionDraft])) : found)
    setError(null)
    if (!unchanged && Object.keys(found).length > 0) return
    setBusy(true)
    try {
      let saved = made
      if (auction === null) {
        const what = JSON.stringify(body)
        if (intent.current.what !== what) intent.current = { what, key: crypto.randomUUID?.() ?? `${performance.now()}-${Math.random()}` }
        saved ??= await offer(model, body, intent.current.key)
        setMade(saved)
      } else {
        const changes = changesOf(initial, draft, body)
        saved = Object.keys(changes).length === 0 ? auction : await call<AuctionResource>('PATCH', `/auctions/${auction.id}`, changes, { 'if-match': `"${auction.version}"` })
      }
      forget()
      if (await photos.send(saved.id)) go(`/auctions/${saved.id}`)
    } catch (problem) {
      setError(problem as Error)
      if (problem instanceof Refusal) setWrongs(Object.fromEntries(problem.errors.map(({ path }) => [path.split('/')[1], t.wrong.other])))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div class="editor">
      <form
        class="form" ref={form} noValidate onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <h1>{auction ? t.create.edit_title : t.create.title}</h1>
        <PhotoPicker photos={photos} />
        <AuctionForm draft={draft} change={edit} wrongs={wrongs} />
        {count > 0 && <p class="wrong" role="alert" data-testid="create-wrong">{t.wrong.summary(count)}</p>}
        {error && <Failure error={error} />}
        {photos.failed && made && <div class="failure" role="alert"><p>{t.create.photos_left}</p><button type="button" class="quiet" onClick={() => { go(`/auctions/${made.id}`) }}>{t.create.go_on}</button></div>}
        <p class="buttons">
          <button class="act" disabled={busy} data-testid="create-submit">{busy ? t.create.publishing : auction ? t.create.save : t.create.submit}</button>
          <button type="button" class="plain" onClick={() => { forget(); setWrongs({}) }}>{t.create.start_over}</button>
        </p>
        <p class="help">{t.create.kept}</p>
      </form>
      <Preview draft={draft} photo={photos.all[0]?.url ?? null} />
    </div>
  )
}

/** A new auction. What was not sold is listed again by the API, which also takes its pictures along. */
async function offer (model: AuctionResource | null, body: Record<string, unknown>, key: string): Promise<AuctionResource> {
  const again = model?.outcome === 'no_bids' || model?.outcome === 'reserve_not_met'
  const { currency, ...terms } = body
  if (!again || currency !== model.currency) return await call<AuctionResource>('POST', '/auctions', body, { 'idempotency-key': key })
  // What is not named stays as it was: an end that is to be extended again must be.
  const softClose = model.soft_close === null && !('soft_close' in terms) && { soft_close: {} }
  return await call<AuctionResource>('POST', `/auctions/${model.id}/relist`, { ...terms, ...softClose }, { 'idempotency-key': key })
}

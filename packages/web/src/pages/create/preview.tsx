/** How what is being written will stand in the catalogue. */
import { useNow } from '../../clock.ts'
import { readMoney, showMoney } from '../../money.ts'
import { formatLeft } from '../../time.ts'
import { t } from '../../texts/index.ts'
import type { AuctionDraft } from './auction-draft.ts'

export function Preview ({ draft, photo }: { draft: AuctionDraft, photo: string | null }) {
  const now = useNow()
  const title = draft.title.trim() || t.create.untitled
  const price = readMoney(draft.starting_price)
  const starts = draft.starts_at === '' ? now : Date.parse(draft.starts_at)
  const left = draft.duration === 'until' ? Date.parse(draft.ends_at) - now : Number(draft.duration) * 1000
  const scheduled = starts > now
  return (
    <aside class="preview" aria-label={t.create.preview}>
      <p class="label">{t.create.preview}</p>
      <div class="card">
        <div class="photo">{photo === null ? <span class="initial" aria-hidden="true">{(/[\p{L}\p{N}]/u.exec(title)?.[0] ?? '·').toLocaleUpperCase()}</span> : <img src={photo} alt="" width="960" height="720" />}</div>
        <div class="card-text">
          <p class="card-title">{title}</p>
          <p class="card-price"><span class="figures">{showMoney(price ?? '0.00', draft.currency)}</span> <span class="label">{t.bids(0)}</span></p>
          <p class="card-time"><span class="left"><span class="label">{scheduled ? t.starts : t.ends}</span> <span class="figures">{Number.isNaN(left) ? '–' : formatLeft(scheduled ? starts - now : left)}</span></span></p>
        </div>
        <p class="description">{draft.description}</p>
      </div>
    </aside>
  )
}

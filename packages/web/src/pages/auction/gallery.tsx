/** The photographs of an auction: one large, the others to choose from. */
import { useState } from 'preact/hooks'
import type { AuctionResource } from '../../api.ts'
import { Icon } from '../../parts/icon.tsx'
import { Photo } from '../../parts/photo.tsx'
import { t } from '../../texts/index.ts'

export function Gallery ({ auction }: { auction: AuctionResource }) {
  const [at, setAt] = useState(0)
  const { images } = auction
  const shown = Math.min(at, Math.max(0, images.length - 1))
  const turn = (by: number) => { setAt((shown + by + images.length) % images.length) }
  if (images.length < 2) return <div class="gallery"><Photo auction={auction} alt={auction.title} eager /></div>
  return (
    <section
      class="gallery" aria-label={t.auction.photos}
      onKeyDown={({ key }) => {
        if (key === 'ArrowRight') turn(1)
        if (key === 'ArrowLeft') turn(-1)
      }}
    >
      <div class="gallery-large">
        <Photo key={shown} auction={auction} at={shown} alt={`${auction.title}. ${t.auction.photo(shown + 1, images.length)}`} eager />
        <button type="button" class="turn previous" aria-label={t.auction.previous} onClick={() => { turn(-1) }}><Icon name="left" /></button>
        <button type="button" class="turn next" aria-label={t.auction.next} onClick={() => { turn(1) }}><Icon name="right" /></button>
      </div>
      <ul class="thumbs">{images.map(({ id }, i) => <li key={id}><button type="button" aria-label={t.auction.photo(i + 1, images.length)} aria-current={i === shown} onClick={() => { setAt(i) }}><Photo auction={auction} at={i} /></button></li>)}</ul>
    </section>
  )
}

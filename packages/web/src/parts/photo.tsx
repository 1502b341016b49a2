/** Photographs, and the plate that stands where there is none. */
import type { AuctionResource } from '../api.ts'

interface Image { id: string, url: string, width?: number, height?: number, alt?: string | null, sizes?: Array<{ url: string, width: number }> }

/** The first letter of a title, as a catalogue sets an initial. */
function initialOf (title: string): string {
  return (/[\p{L}\p{N}]/u.exec(title)?.[0] ?? '·').toLocaleUpperCase()
}

interface PhotoProps {
  auction: Pick<AuctionResource, 'title' | 'images'>
  at?: number
  /** What is said where the seller has not. Empty where words beside it say the same. */
  alt?: string
  /** For those that are seen first. */
  eager?: boolean
  /** How wide it is shown, as `sizes` of an image says it. */
  width?: string
}

export function Photo ({ auction, at = 0, alt = '', eager = false, width = '(max-width: 44rem) 100vw, 33vw' }: PhotoProps) {
  const image = auction.images[at] as Image | undefined
  return (
    <div class="photo">
      {image
        ? <img src={image.url} srcset={image.sizes?.map((size) => `${size.url} ${size.width}w`).join(', ')} sizes={width} alt={alt && (image.alt || alt)} width={image.width ?? 960} height={image.height ?? 720} loading={eager ? 'eager' : 'lazy'} decoding="async" fetchpriority={eager ? 'high' : 'auto'} />
        : <span class="initial" aria-hidden="true">{initialOf(auction.title)}</span>}
    </div>
  )
}

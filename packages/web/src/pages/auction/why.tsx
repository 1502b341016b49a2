/** The rules' own account of why a bid does not lead, where the API gives one. */
import { useState } from 'preact/hooks'
import { call, type AuctionResource, type BidResource } from '../../api.ts'
import { language, t, type Language } from '../../texts/index.ts'

export function Why ({ auction, bid }: { auction: AuctionResource, bid: BidResource | undefined }) {
  const [text, setText] = useState<string | null>(null)
  const [absent, setAbsent] = useState(false)
  if (bid === undefined || absent) return null
  if (text !== null) return <p role="status">{text}</p>
  const ask = () => {
    call<{ text?: Partial<Record<Language, string>> }>('GET', `/auctions/${auction.id}/bids/${bid.id}/explanation`).then((answer) => {
      const words = answer.text?.[language]
      if (words === undefined) setAbsent(true)
      else setText(words)
    }, () => { setAbsent(true) })
  }
  return <button type="button" class="plain" onClick={ask}>{t.standing.why}</button>
}

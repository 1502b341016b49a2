/** The rules' own account of why a bid does not lead, where the API gives one. */
import { useState } from 'preact/hooks'
import { call, type AuctionResource, type BidResource } from '../../api.ts'
import { t } from '../../texts/index.ts'

export function Why ({ auction, bid }: { auction: AuctionResource, bid: BidResource | undefined }) {
  const [text, setText] = useState<string | null>(null)
  const [absent, setAbsent] = useState(false)
  if (bid === undefined || absent) return null
  if (text !== null) return <p role="status">{text}</p>
  const ask = () => {
    call<{ text?: string }>('GET', `/auctions/${auction.id}/bids/${bid.id}/explanation`).then((answer) => {
      if (typeof answer.text === 'string') setText(answer.text)
      else setAbsent(true)
    }, () => { setAbsent(true) })
  }
  return <button type="button" class="plain" onClick={ask}>{t.standing.why}</button>
}

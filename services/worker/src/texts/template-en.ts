/** Words in English. */
import type { Facts } from '../facts.ts'
import { multipleOf, sentences } from './sentences.ts'
import type { Words } from './texts.ts'

export function english (facts: Facts): Words {
  return { summary: summary(facts), advice: advice(facts), ...letter(facts), post: post(facts) }
}

function summary ({ event, foreign, title, starting_price, final_price, bidders, duration, extensions, early, rise_percent, late, lead_changes }: Facts): string {
  const { bid_count } = event
  const item = `“${title}”`
  const bids = bid_count === 1 ? 'a single bid' : `${bid_count} bids`
  const people = bidders === null || bid_count < 2 ? '' : bidders === 1 ? (bid_count === 2 ? ', both from one person,' : ', all from one person,') : ` from ${bidders} bidders`
  const open = duration !== null && `The auction was open for ${duration}.`
  const closedEarly = early && 'It was closed early.'
  const multiple = multipleOf(rise_percent)
  const start = starting_price === null || bid_count === 0 ? '' : rise_percent === 0 ? ', exactly the starting price' : multiple ? `, ${multiple} the starting price of ${starting_price}` : `, from a starting price of ${starting_price}`

  switch (event.outcome) {
    case 'sold': return sentences(
      `${item} sold for ${final_price}${start}.`,
      bid_count > 1 ? `There were ${bids}${people}${duration === null ? '' : ` in ${duration}`}.` : bid_count === 1 && sentences('A single bid was enough.', open),
      lead_changes !== null && lead_changes > 2 && `The lead changed hands ${lead_changes} times.`,
      late !== null && bid_count > 3 && late.percent >= 50 && `It warmed up towards the end: ${late.percent}% of the bids came in the final stretch.`,
      extensions === 1 && 'A late bid moved the end once more.',
      extensions !== null && extensions > 1 && `Late bids moved the end ${extensions} times.`,
      closedEarly
    )
    case 'bought_now': return sentences(
      `${item} was sold for ${final_price} by a buy-now, which ended the auction at once.`,
      bid_count === 2 && 'Before it there was one bid.',
      bid_count > 2 && `Before it there were ${bid_count - 1} bids.`
    )
    case 'reserve_not_met': return sentences(
      bid_count === 1
        ? `${item} drew a single bid, of ${final_price}, which did not meet the reserve: the item was not sold.`
        : `${item} reached ${final_price}, with ${bids}${people}, but did not meet the reserve and was not sold.`,
      open, closedEarly
    )
    case 'no_bids': return foreign
      ? `The auction of ${item} ended without a sale.`
      : sentences(
      `The auction of ${item} ended without bids.`,
      duration !== null && `It was open for ${duration}${starting_price === null ? '' : ` at a starting price of ${starting_price}`}.`,
      closedEarly
      )
  }
}

function advice ({ event, foreign, bidders, extensions, early, rise_percent, late }: Facts): string {
  switch (event.outcome) {
    case 'sold':
      if (foreign) return 'For similar items, do again what worked: the closing hour, the photos and the way it was announced.'
      if (bidders === 1) return 'Only one person took part: announcing the auction a few days ahead helps to bring more people in.'
      if ((extensions ?? 0) > 0 || (late?.percent ?? 0) >= 50) return 'It was contested to the end: for similar items, keep a closing hour at which people can watch.'
      if ((rise_percent ?? 0) >= 100) return 'The starting price drew people in, and the price rose well above it: for similar items, starting low seems to work.'
      return 'There is interest: for similar items, a like starting price and closing hour are likely to work again.'
    case 'bought_now': return 'The buy-now price was convincing: for similar items, a slightly higher one is worth a try.'
    case 'reserve_not_met': return 'There was interest, but below the reserve. Consider a lower one, or a new auction with more photos, a fuller description and more notice.'
    case 'no_bids': return early
      ? 'With more time, more people would have seen it: next time, leave the auction open to the end.'
      : 'Try a lower starting price, more photos and a fuller description, and an end in the evening or at the weekend, announced ahead.'
  }
}

function letter ({ event, bidders, rise_percent }: Facts): Pick<Words, 'email_subject' | 'email_greeting' | 'email_body'> {
  const { bid_count } = event
  if (event.outcome === 'bought_now') {
    return { email_subject: 'You bought it', email_greeting: 'Congratulations, it is yours!', email_body: 'Your buy-now is recorded and ended the auction at once. Nobody can bid any more.' }
  }
  const others = bidders === null || bidders < 2 ? '' : bidders === 2 ? ' Somebody else wanted it too, but your bid was the highest.' : ` You were ahead of ${bidders === 3 ? 'two' : bidders - 1} other bidders.`
  return {
    email_subject: 'You won the auction',
    email_greeting: 'Congratulations, it is yours!',
    email_body: bid_count === 1
      ? `The auction has ended, and yours was the only bid${rise_percent === 0 ? ': it is yours at the starting price' : ''}.`
      : `The auction has ended, and the highest bid was yours.${others}`
  }
}

function post ({ event, sold, foreign, bidders, extensions }: Facts): string {
  if (!sold) return event.outcome === 'reserve_not_met' ? 'There were bids, but this time it stays with the seller. Thank you to everybody who took part!' : 'This time nobody took it home. Thank you for following along!'
  if (event.outcome === 'bought_now') return 'Somebody did not want to wait, and bought it now.'
  if (!foreign && event.bid_count === 1) return 'A single bid was enough. Congratulations to whoever took it home!'
  if ((extensions ?? 0) > 0) return 'Contested to the last minute, late bids and all. Congratulations to the winner, and thank you to everybody who took part!'
  if ((bidders ?? 0) > 2) return `Well contested: ${bidders} bidders and one winner. Thank you to everybody who took part!`
  return 'Another auction is done. Congratulations to the winner, and thank you to everybody who took part!'
}

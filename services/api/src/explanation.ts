/** The explanation of a bid in the form of REST, and in words. */
import { BidResource, Money, Timestamp, displayMoney, explainBid, formatMoney, minimumBid, oneOf, timestamp, type Auction, type Bid, type Explanation, type LocaleTag } from '@martelo/auction'
import type { AuctionStore } from '@martelo/auction-store'
import { Type } from 'typebox'

const RULES = ['leads', 'leader_allowed_more', 'earlier_of_equals', 'later_bid_higher', 'bought_now'] as const satisfies ReadonlyArray<Explanation['rule']>

export const ExplanationResource = Type.Object({
  bid: BidResource,
  rule: oneOf(RULES, { description: '`leads`; `leader_allowed_more`: outbid at once, because the leader’s maximum was higher; `earlier_of_equals`: outbid at once, because of equal maxima the earlier leads; `later_bid_higher`; `bought_now`.' }),
  numbers: Type.Object({
    bid: Money,
    price: Type.Optional(Type.String({ description: 'With `leads`: where the bidder stands.' })),
    answer: Type.Optional(Type.String({ description: 'What Martelo bid for the leader at once.' })),
    increment: Type.Optional(Type.String({ description: 'The minimum increment at the bid: the answer is at most so much above it.' })),
    by: Type.Optional(Type.String({ description: 'The bid that took the lead.' })),
    at: Type.Optional(Timestamp),
    minimum_bid: Type.Union([Money, Type.Null()], { description: 'What a bid would have to be now; null when the auction is over.' })
  }),
  text: Type.Object({ 'pt-BR': Type.String(), en: Type.String() })
}, { $id: 'Explanation' })

const PAGE = 200

/** @returns null when the auction has no such bid. */
export async function explain (store: Pick<AuctionStore, 'bidsFrom'>, auction: Auction, bidId: string): Promise<{ bid: Bid, explanation: Explanation } | null> {
  const bids: Bid[] = []
  for (let from = bidId; ;) {
    const page = await store.bidsFrom(auction.id, from, PAGE)
    bids.push(...page.bids)
    const [bid] = bids
    if (bid?.id !== bidId) return null
    const explanation = explainBid(auction, bids, page.next === null)
    if (explanation !== null) return { bid, explanation }
    from = page.next!
  }
}

/** @param over the auction takes no more bids. */
export function explanationForm (auction: Auction, bid: Bid, explanation: Explanation, over: boolean) {
  const { standing } = auction
  const minimum = over ? null : minimumBid(auction, standing.leader === null ? null : standing.price)
  const { rule, ...found } = explanation
  const numbers = { bid: bid.amount, ...found, minimum_bid: minimum }
  const shown = Object.entries(numbers).map(([name, value]) => [name, value === null ? null : name === 'at' ? timestamp(value) : formatMoney(value)])
  return {
    rule,
    numbers: Object.fromEntries(shown) as { bid: string, minimum_bid: string | null },
    text: { 'pt-BR': words(auction, bid, explanation, minimum, 'pt-BR'), en: words(auction, bid, explanation, minimum, 'en') }
  }
}

function words ({ currency, lifecycle }: Auction, bid: Bid, explanation: Explanation, minimum: number | null, locale: LocaleTag): string {
  const money = (minor: number) => displayMoney(minor, currency, locale)
  const en = locale === 'en'
  const amount = money(bid.amount)
  const next = minimum === null ? '' : en ? ` The next bid must be at least ${money(minimum)}.` : ` O próximo lance precisa ser de pelo menos ${money(minimum)}.`
  switch (explanation.rule) {
    case 'leads': {
      const on = explanation.price > bid.amount
      if (lifecycle.status === 'closed') return en ? `The bid of ${amount} was not outbid: its bidder led at the end, at ${money(explanation.price)}.` : `O lance de ${amount} não foi superado: quem o deu liderava no fim, com ${money(explanation.price)}.`
      if (on) return en ? `The bid of ${amount} leads: Martelo has bid on for its bidder, up to ${money(explanation.price)} so far.` : `O lance de ${amount} lidera: o Martelo continuou por quem o deu, até ${money(explanation.price)} por enquanto.`
      return en ? `The bid of ${amount} leads.` : `O lance de ${amount} lidera.`
    }
    case 'leader_allowed_more':
      return en
        ? `The bid of ${amount} was outbid at once: the leader had allowed more before it came, and Martelo bid ${money(explanation.answer)} for the leader, at most one increment (${money(explanation.increment)}) above it.${next}`
        : `O lance de ${amount} foi superado na hora: quem liderava já tinha autorizado mais, e o Martelo deu ${money(explanation.answer)} por essa pessoa, no máximo um incremento (${money(explanation.increment)}) acima dele.${next}`
    case 'earlier_of_equals':
      return en
        ? `The bid of ${amount} was outbid at once: the leader had allowed exactly as much, and of two equal bids the earlier one leads.${next}`
        : `O lance de ${amount} foi superado na hora: quem liderava tinha autorizado exatamente o mesmo, e entre lances iguais vale o que veio antes.${next}`
    case 'later_bid_higher':
      return en
        ? `The bid of ${amount} led until a later bidder allowed more than its maximum and took the lead at ${money(explanation.by)}.${next}`
        : `O lance de ${amount} liderou até que outra pessoa autorizou mais do que o máximo dele e assumiu a liderança com ${money(explanation.by)}.${next}`
    case 'bought_now':
      return en
        ? `The bid of ${amount} led until the item was bought at its buy-now price of ${money(explanation.by)}, which ended the auction.`
        : `O lance de ${amount} liderou até que o item foi comprado pelo preço imediato de ${money(explanation.by)}, o que encerrou o leilão.`
  }
}

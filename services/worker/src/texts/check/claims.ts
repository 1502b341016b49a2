/** Claims without a number that the facts can contradict: how it ended, how it went, how much more. Read in folded texts, without the title. */
import type { Known } from './known.ts'

const ALMOST = '(?:quase|praticamente|perto de|almost|nearly|close to)'
const MORE = '(?:mais (?:que|do que|de)|bem mais (?:que|do que)|more than|over|well over)'
const MULTIPLES: Array<[RegExp, number]> = [
  [/(?:pela metade|metade do preco|half (?:of )?(?:the|its) (?:starting )?price)/, 0.5],
  [/(?:o|pelo|ao|no) dobro|dobrou|dobrar|duplicou|doubled?|doubling|twice (?:the|as|its|what)/, 2],
  [/(?:o|pelo|ao|no) triplo|triplicou|triplicar|tripled?|tripling/, 3],
  [/(?:o|pelo|ao|no) quadruplo|quadruplicou|quadrupled?/, 4],
  [/o quintuplo|quintuplicou|fivefold/, 5],
  [/tenfold|decuplicou/, 10]
]

interface Claim {
  /** The advice, which speaks of another auction, may not say it either. */
  advice?: true

  says: RegExp
  /** Of what the text says then. */
  holds: (known: Known) => boolean
}

const CLAIMS: Claim[] = [
  // How it ended.
  { advice: true, says: /\b(?:nao (?:foi|houve) vend\w+|sem (?:venda|comprador)|ficou sem comprador|nao encontrou comprador|not sold|unsold|without a (?:sale|buyer)|did not sell|didn't sell|no sale)\b/, holds: ({ facts }) => !facts.sold },
  { advice: true, says: /(?<!\b(?:nao|nao foi|not|was not|without being|sem ser|nem|never) (?:foi )?)\b(?:foi vendid[oa]|foi arrematad[oa]|saiu por|vendid[oa] por|arrematad[oa] por|terminou com venda|was sold|sold (?:for|at)|went for|ended with a sale)\b/, holds: ({ facts }) => facts.sold },
  { advice: true, says: /\b(?:sem (?:nenhum |qualquer )?lances?|nenhum lance|nao recebeu lances|ninguem deu lances?|(?:no|without|any) bids?|nobody bid|not a single bid)\b(?! (?:na reta final|no fim|nos ultimos|in the (?:final|last)|at the end|late))/, holds: ({ facts }) => facts.event.bid_count === 0 },
  { says: /(?<!\b(?:sem|nem) )\b(?:um lance de|lance vencedor|maior lance|winning bid|highest bid|a bid of|(?:recebeu|teve|houve) (?:um|alguns|varios|muitos) lances?|(?:drew|got|received) (?:a|some|several|many) bids?)\b/, holds: ({ facts }) => facts.event.bid_count > 0 },
  { says: /\b(?:compra imediata|comprou na hora|buy[- ]?(?:it[- ])?now|bought it (?:now|outright)|bought outright)\b/, holds: ({ facts }) => facts.event.outcome === 'bought_now' },
  { says: /(?<!\bsem |\bno |\bwithout )\b(?:prorrog\w+|adiou|adiad[oa]|adiaram|extended|extensions?|moved the end|pushed (?:back )?the end)\b/, holds: ({ facts }) => facts.extensions === null || facts.extensions > 0 },
  { says: /\b(?:sem prorrogac\w+|no extensions?|without extensions?)\b/, holds: ({ facts }) => facts.extensions === 0 },
  { says: /\b(?:antes do prazo|encerrad[oa] antes|antecipadamente|closed early|ended early|ahead of (?:time|schedule)|before its time)\b/, holds: ({ facts }) => facts.early || facts.event.outcome === 'bought_now' },
  { advice: true, says: /\b(?:cancelad[oa]|anulad[oa]|cancelled|canceled|annulled|void)\b/, holds: () => false },
  // How it went.
  { says: /\b(?:disputa|disputad[oa]s?|disputaram|acirrad[oa]|concorrencia|guerra de lances|duelo|bidding war|contested|competition|competitive|fought|duel|battle|outbid(?:ding)?)\b/, holds: ({ facts }) => facts.bidders === null || facts.bidders > 1 },
  { says: /\b(?:(?:um|uma) (?:unic[oa]|so) (?:participante|pessoa|interessad[oa])|unic[oa] (?:participante|interessad[oa])|(?:apenas|so|somente) (?:um|uma) (?:participante|pessoa|interessad[oa])|(?:single|only one|just one|sole|lone) (?:bidder|person))\b/, holds: ({ facts }) => facts.bidders === null || facts.bidders === 1 },
  { says: /(?<!\b(?:sem|nem|not|without) )\b(?:(?:um|uma) (?:unic[oa]|so) lance|(?:apenas|so|somente) um lance|(?:single|only one|just one|lone) bid)\b/, holds: ({ facts }) => facts.event.bid_count === 1 },
  { says: /\b(?:dezenas de (?:lances|pessoas|participantes)|dozens of (?:bids|people|bidders))\b/, holds: ({ facts }) => Math.max(facts.event.bid_count, facts.bidders ?? 0) >= 20 },
  { says: /\b(?:centenas|milhares|hundreds|thousands|milhoes|millions) (?:de|of)\b/, holds: ({ facts }) => facts.event.bid_count >= 200 },
  { says: /\b(?:a maioria dos lances|most of the bids|most bids)\b/, holds: ({ facts }) => facts.late !== null && facts.late.percent > 50 },
  { says: /\b(?:metade dos lances|half (?:of )?(?:the|all) bids)\b/, holds: ({ facts }) => facts.late !== null && facts.late.percent >= 40 && facts.late.percent <= 60 },
  { says: /\b(?:recorde|record(?:e|-breaking)?|maior (?:preco|leilao|venda) (?:da|do|de)|highest ever|best[- ]selling|o mais caro)\b/, holds: () => false }
]

/** @returns what the facts contradict, or null. */
export function wrongClaim (folded: string, known: Known, ofAdvice: boolean): string | null {
  for (const { advice = false, says, holds } of CLAIMS) {
    if (ofAdvice && !advice) continue
    const found = says.exec(folded)
    if (found && !holds(known)) return found[0]
  }
  if (ofAdvice) return null
  for (const [words, times] of MULTIPLES) {
    const found = new RegExp(`(?<how>${ALMOST} |${MORE} )?\\b(?:${words.source})\\b`).exec(folded)
    if (found && !isMultiple(known.ratio, times, found.groups?.how ?? '')) return found[0]
  }
  return null
}

function isMultiple (ratio: number | null, times: number, how: string): boolean {
  if (ratio === null) return false
  if (new RegExp(ALMOST).test(how)) return ratio >= times * 0.8 && ratio < times
  if (new RegExp(MORE).test(how)) return ratio > times && ratio < times * 1.75
  return Math.abs(ratio - times) <= times * 0.07
}

/** The fixed phrases around the words: what code says about facts, in both languages. */
import type { AuctionEnded, LocaleTag } from '@martelo/auction'
import type { Moment } from '../history.ts'

export interface Phrases {
  winner: string
  deleted_person: string
  /** Somebody won, and the name is gone with the event that brought it. */
  forgotten_winner: string
  outcome: Record<AuctionEnded['outcome'] | 'unsold', string>
  report: ReportPhrases
  email: EmailPhrases
  post: { sold: string, unsold: string, price: string, winner: string, bids: string, last: string }
}

interface ReportPhrases {
  heading: string
  facts: string
  outcome: string
  winner: string
  final: string
  last: string
  starting: string
  rise: string
  average_raise: string
  bids: string
  bidders: string
  lead_changes: string
  late: string
  /** `3 (25% dos lances), nos últimos 6 minutos` */
  late_bids: (bids: number, percent: number, stretch: string) => string
  extensions: string
  reserve: string
  yes: string
  no: string
  duration: string
  ended: string
  early: string
  moments: string
  moment: Record<Moment['kind'], (bidder: string, amount: string, from: string) => string>
  chart: string
  columns: [string, string, string]
  automatic: string
  bought: string
  newest: (shown: number) => string
  no_bids: string
  seller: string
  reserve_price: string
  no_reserve: string
  advice: string
  /** @param usage what it took, when it is known: `1.234 tokens, US$ 0,0004` */
  by_model: (model: string, usage: string | null) => string
  by_template: string
  usage: (tokens: string, cost: string | null) => string
}

interface EmailPhrases {
  hello: (name: string) => string
  item: string
  price: string
  ended: string
  pix: string
  pix_help: string
  next_title: string
  next: string
  see: string
  footer: string
}

const PT: Phrases = {
  winner: 'vencedor',
  deleted_person: 'conta removida',
  forgotten_winner: '(vencedor)',
  outcome: {
    sold: 'Vendido',
    bought_now: 'Vendido por compra imediata',
    reserve_not_met: 'Não vendido: preço de reserva não atingido',
    no_bids: 'Não vendido: sem lances',
    unsold: 'Não vendido'
  },
  report: {
    heading: 'Relatório do leilão',
    facts: 'O leilão em números',
    outcome: 'Resultado',
    winner: 'Vencedor',
    final: 'Preço final',
    last: 'Maior lance',
    starting: 'Preço inicial',
    rise: 'Acima do preço inicial',
    average_raise: 'Aumento médio entre lances',
    bids: 'Lances',
    bidders: 'Participantes',
    lead_changes: 'Trocas de liderança',
    late: 'Lances na reta final',
    late_bids: (bids, percent, stretch) => `${bids} (${percent}% dos lances), na reta final de ${stretch}`,
    extensions: 'Prorrogações',
    reserve: 'Reserva atingida',
    yes: 'sim',
    no: 'não',
    duration: 'Duração',
    ended: 'Encerrado em',
    early: 'antes do prazo',
    moments: 'Momentos decisivos',
    moment: {
      first_bid: (bidder, amount) => `${bidder} deu o primeiro lance: ${amount}.`,
      biggest_raise: (bidder, amount, from) => `O maior salto: ${bidder} levou o preço de ${from} para ${amount}.`,
      last_lead: (bidder, amount) => `${bidder} assumiu a liderança com ${amount} e não a perdeu mais.`,
      extended: (_, amount) => `Um lance de última hora (${amount}) adiou o encerramento.`,
      bought: (bidder, amount) => `${bidder} fechou o leilão com a compra imediata, por ${amount}.`
    },
    chart: 'O preço ao longo do tempo',
    columns: ['Quando', 'Quem', 'Valor'],
    automatic: 'automático',
    bought: 'compra imediata',
    newest: (shown) => `Os ${shown} lances mais recentes:`,
    no_bids: 'Ninguém deu lances.',
    seller: 'Só para quem vendeu',
    reserve_price: 'Preço de reserva',
    no_reserve: 'sem reserva',
    advice: 'Para a próxima vez',
    by_model: (model, usage) => `Texto escrito por inteligência artificial (${model}${usage === null ? '' : `; ${usage}`}). Os números vêm do registro do leilão.`,
    by_template: 'Texto escrito a partir de um modelo fixo, sem inteligência artificial. Os números vêm do registro do leilão.',
    usage: (tokens, cost) => `${tokens} tokens${cost === null ? '' : `, ${cost}`}`
  },
  email: {
    hello: (name) => `Olá, ${name}!`,
    item: 'Item',
    price: 'Preço final',
    ended: 'Encerrado em',
    pix: 'Pague com Pix',
    pix_help: 'Leia o código com o aplicativo do seu banco, ou use o Pix copia e cola abaixo. O valor já está nele; confira o nome de quem recebe.',
    next_title: 'E agora?',
    next: 'Quem vendeu entrará em contato para combinar o pagamento e a entrega. Guarde esta mensagem.',
    see: 'Ver o leilão',
    footer: 'Você recebeu esta mensagem porque venceu um leilão no Martelo.'
  },
  post: { sold: 'Leilão encerrado', unsold: 'Leilão encerrado sem venda', price: 'Preço final', winner: 'Vencedor', bids: 'Lances', last: 'Maior lance' }
}

const EN: Phrases = {
  winner: 'winner',
  deleted_person: 'deleted account',
  forgotten_winner: '(winner)',
  outcome: {
    sold: 'Sold',
    bought_now: 'Sold by buy-now',
    reserve_not_met: 'Not sold: reserve not met',
    no_bids: 'Not sold: no bids',
    unsold: 'Not sold'
  },
  report: {
    heading: 'Auction report',
    facts: 'The auction in figures',
    outcome: 'Result',
    winner: 'Winner',
    final: 'Final price',
    last: 'Highest bid',
    starting: 'Starting price',
    rise: 'Above the starting price',
    average_raise: 'Average raise',
    bids: 'Bids',
    bidders: 'Bidders',
    lead_changes: 'Changes of lead',
    late: 'Bids in the final stretch',
    late_bids: (bids, percent, stretch) => `${bids} (${percent}% of all), in the last ${stretch}`,
    extensions: 'Extensions',
    reserve: 'Reserve met',
    yes: 'yes',
    no: 'no',
    duration: 'Duration',
    ended: 'Ended',
    early: 'early',
    moments: 'Decisive moments',
    moment: {
      first_bid: (bidder, amount) => `${bidder} placed the first bid: ${amount}.`,
      biggest_raise: (bidder, amount, from) => `The biggest leap: ${bidder} took the price from ${from} to ${amount}.`,
      last_lead: (bidder, amount) => `${bidder} took the lead at ${amount} and kept it.`,
      extended: (_, amount) => `A late bid (${amount}) moved the end.`,
      bought: (bidder, amount) => `${bidder} closed the auction with a buy-now at ${amount}.`
    },
    chart: 'The price over time',
    columns: ['When', 'Who', 'Amount'],
    automatic: 'automatic',
    bought: 'buy now',
    newest: (shown) => `The ${shown} newest bids:`,
    no_bids: 'Nobody placed a bid.',
    seller: 'For the seller only',
    reserve_price: 'Reserve price',
    no_reserve: 'none',
    advice: 'What to try next time',
    by_model: (model, usage) => `Text written by artificial intelligence (${model}${usage === null ? '' : `; ${usage}`}). The figures come from the auction’s log.`,
    by_template: 'Text written from a fixed template, without artificial intelligence. The figures come from the auction’s log.',
    usage: (tokens, cost) => `${tokens} tokens${cost === null ? '' : `, ${cost}`}`
  },
  email: {
    hello: (name) => `Hello, ${name}!`,
    item: 'Item',
    price: 'Final price',
    ended: 'Ended',
    pix: 'Pay with Pix',
    pix_help: 'Scan the code with your bank’s app, or copy and paste the text below. The amount is in it; check the name of who receives it.',
    next_title: 'What happens next?',
    next: 'The seller will contact you to arrange payment and delivery. Please keep this message.',
    see: 'See the auction',
    footer: 'You received this message because you won an auction on Martelo.'
  },
  post: { sold: 'Auction closed', unsold: 'Auction closed without a sale', price: 'Final price', winner: 'Winner', bids: 'Bids', last: 'Highest bid' }
}

export function phrases (locale: LocaleTag): Phrases {
  return locale === 'en' ? EN : PT
}

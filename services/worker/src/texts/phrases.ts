/** The fixed phrases around the words: what code says about facts, in both languages. */
import type { AuctionEnded, LocaleTag } from '@martelo/auction'

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
  title: string
  facts: string
  item: string
  outcome: string
  winner: string
  final: string
  last: string
  starting: string
  bids: string
  bidders: string
  extensions: string
  reserve: string
  yes: string
  no: string
  duration: string
  ended: string
  early: string
  columns: [string, string, string]
  automatic: string
  bought: string
  newest: (shown: number) => string
  no_bids: string
  advice: string
  by_model: (model: string) => string
  by_template: string
}

interface EmailPhrases {
  hello: (name: string) => string
  item: string
  price: string
  ended: string
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
    title: 'Relatório do leilão',
    facts: 'Resultado',
    item: 'Item',
    outcome: 'Resultado',
    winner: 'Vencedor',
    final: 'Preço final',
    last: 'Maior lance',
    starting: 'Preço inicial',
    bids: 'Lances',
    bidders: 'Participantes',
    extensions: 'Prorrogações',
    reserve: 'Reserva atingida',
    yes: 'sim',
    no: 'não',
    duration: 'Duração',
    ended: 'Encerrado em',
    early: 'antes do prazo',
    columns: ['Quando', 'Quem', 'Valor'],
    automatic: 'automático',
    bought: 'compra imediata',
    newest: (shown) => `Os ${shown} lances mais recentes:`,
    no_bids: 'Ninguém deu lances.',
    advice: 'Para a próxima vez',
    by_model: (model) => `Texto escrito por inteligência artificial (${model}); os números vêm do registro do leilão.`,
    by_template: 'Texto escrito a partir de um modelo fixo, sem inteligência artificial; os números vêm do registro do leilão.'
  },
  email: {
    hello: (name) => `Olá, ${name}!`,
    item: 'Item',
    price: 'Preço final',
    ended: 'Encerrado em',
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
    title: 'Auction report',
    facts: 'Result',
    item: 'Item',
    outcome: 'Result',
    winner: 'Winner',
    final: 'Final price',
    last: 'Highest bid',
    starting: 'Starting price',
    bids: 'Bids',
    bidders: 'Bidders',
    extensions: 'Extensions',
    reserve: 'Reserve met',
    yes: 'yes',
    no: 'no',
    duration: 'Duration',
    ended: 'Ended',
    early: 'early',
    columns: ['When', 'Who', 'Amount'],
    automatic: 'automatic',
    bought: 'buy now',
    newest: (shown) => `The ${shown} newest bids:`,
    no_bids: 'Nobody placed a bid.',
    advice: 'Next time',
    by_model: (model) => `Text written by artificial intelligence (${model}); the figures come from the auction’s log.`,
    by_template: 'Text written from a fixed template, without artificial intelligence; the figures come from the auction’s log.'
  },
  email: {
    hello: (name) => `Hello, ${name}!`,
    item: 'Item',
    price: 'Final price',
    ended: 'Ended',
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

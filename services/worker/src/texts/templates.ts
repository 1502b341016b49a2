/** The words when no model writes, in both languages; and every fixed phrase around them. */
import type { LocaleTag } from '@martelo/auction'
import type { Facts } from '../facts.ts'
import { person } from '../facts.ts'
import type { Words } from './texts.ts'

export interface Phrases {
  nobody: string
  anonymous_winner: string
  report: string
  result: string
  outcome: Record<'sold' | 'bought_now' | 'reserve_not_met' | 'no_bids', string>
  facts: { item: string, outcome: string, winner: string, final: string, starting: string, bids: string, bidders: string, duration: string, ended: string, reserve: string, yes: string, no: string }
  history: string
  columns: [string, string, string]
  automatic: string
  bought: string
  no_history: string
  advice: string
  by_model: (model: string) => string
  by_template: string
  email: { subject: (title: string) => string, hello: (name: string) => string, item: string, price: string, ended: string, see: string, next: string, footer: string }
  post: { sold: string, unsold: string, price: string, winner: string, bids: string, last: string }
}

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

const PT: Phrases = {
  nobody: 'conta removida',
  anonymous_winner: 'vencedor',
  report: 'Relatório do leilão',
  result: 'Resultado',
  outcome: { sold: 'Vendido', bought_now: 'Comprado na hora', reserve_not_met: 'Não vendido: o preço de reserva não foi atingido', no_bids: 'Não vendido: sem lances' },
  facts: { item: 'Item', outcome: 'Resultado', winner: 'Vencedor', final: 'Preço final', starting: 'Preço inicial', bids: 'Lances', bidders: 'Participantes', duration: 'Duração', ended: 'Encerrado em', reserve: 'Reserva atingida', yes: 'sim', no: 'não' },
  history: 'Lances',
  columns: ['Quando', 'Quem', 'Valor'],
  automatic: 'automático',
  bought: 'compra imediata',
  no_history: 'Ninguém deu lances.',
  advice: 'Para a próxima vez',
  by_model: (model) => `Resumo escrito por ${model}; os números são do registro do leilão.`,
  by_template: 'Resumo escrito a partir de um modelo de texto; os números são do registro do leilão.',
  email: { subject: (title) => `Você venceu: ${title}`, hello: (name) => `Olá, ${name}!`, item: 'Item', price: 'Preço final', ended: 'Encerrado em', see: 'Ver o leilão', next: 'O vendedor entrará em contato para combinar o pagamento e a entrega.', footer: 'Você recebeu esta mensagem porque venceu um leilão no Martelo.' },
  post: { sold: 'Leilão encerrado', unsold: 'Leilão encerrado sem venda', price: 'Preço final', winner: 'Vencedor', bids: 'Lances', last: 'Último lance' }
}

const EN: Phrases = {
  nobody: 'deleted account',
  anonymous_winner: 'winner',
  report: 'Auction report',
  result: 'Result',
  outcome: { sold: 'Sold', bought_now: 'Bought at once', reserve_not_met: 'Not sold: the reserve was not met', no_bids: 'Not sold: no bids' },
  facts: { item: 'Item', outcome: 'Result', winner: 'Winner', final: 'Final price', starting: 'Starting price', bids: 'Bids', bidders: 'Bidders', duration: 'Duration', ended: 'Ended', reserve: 'Reserve met', yes: 'yes', no: 'no' },
  history: 'Bids',
  columns: ['When', 'Who', 'Amount'],
  automatic: 'automatic',
  bought: 'buy now',
  no_history: 'Nobody placed a bid.',
  advice: 'Next time',
  by_model: (model) => `Summary written by ${model}; the figures come from the auction’s log.`,
  by_template: 'Summary written from a template; the figures come from the auction’s log.',
  email: { subject: (title) => `You won: ${title}`, hello: (name) => `Hello, ${name}!`, item: 'Item', price: 'Final price', ended: 'Ended', see: 'See the auction', next: 'The seller will contact you to arrange payment and delivery.', footer: 'You received this message because you won an auction on Martelo.' },
  post: { sold: 'Auction closed', unsold: 'Auction closed without a sale', price: 'Final price', winner: 'Winner', bids: 'Bids', last: 'Last bid' }
}

export function phrases (locale: LocaleTag): Phrases {
  return locale === 'en' ? EN : PT
}

/** Good words without a model. */
export function templateWords (facts: Facts): Words {
  return facts.event.locale === 'en' ? english(facts) : portuguese(facts)
}

function portuguese ({ event, title, starting_price, final_price, bidders, duration }: Facts): Words {
  const bids = count(event.bid_count, 'lance', 'lances')
  const people = count(bidders, 'participante', 'participantes')
  const summary = {
    sold: `O leilão de “${title}” terminou com venda por ${final_price}, a partir de um preço inicial de ${starting_price}. Foram ${bids} de ${people} ao longo de ${duration}.`,
    bought_now: `“${title}” foi comprado na hora por ${final_price}, depois de ${duration} de leilão.`,
    reserve_not_met: `O leilão de “${title}” recebeu ${bids} de ${people} e chegou a ${final_price}, mas o preço de reserva não foi atingido e o item não foi vendido.`,
    no_bids: `O leilão de “${title}” ficou aberto por ${duration}, com preço inicial de ${starting_price}, e não recebeu lances.`
  }
  const advice = {
    sold: bidders > 1 ? 'A disputa mostra que há interesse: um preço inicial parecido e o encerramento no mesmo horário tendem a funcionar de novo.' : 'Houve um só participante: divulgar o leilão alguns dias antes ajuda a trazer mais gente para a disputa.',
    bought_now: 'O preço de compra imediata foi aceito: em itens parecidos, vale testar um valor um pouco maior.',
    reserve_not_met: 'Houve interesse, mas abaixo da reserva: considere uma reserva menor, ou leiloar de novo com mais fotos e divulgação.',
    no_bids: 'Tente de novo com um preço inicial mais baixo, uma descrição mais completa e a divulgação no canal da comunidade.'
  }
  return {
    summary: summary[event.outcome],
    advice: advice[event.outcome],
    email_greeting: 'Parabéns, o item é seu!',
    email_body: event.outcome === 'bought_now' ? 'Sua compra imediata foi confirmada e o leilão está encerrado.' : 'O leilão terminou e o seu lance foi o maior.',
    post: event.winner_id !== null ? 'Mais um leilão concluído. Obrigado a todos que participaram!' : 'Desta vez o item ficou sem comprador. Obrigado a quem acompanhou!'
  }
}

function english ({ event, title, starting_price, final_price, bidders, duration }: Facts): Words {
  const bids = count(event.bid_count, 'bid', 'bids')
  const people = count(bidders, 'bidder', 'bidders')
  const summary = {
    sold: `The auction of “${title}” ended with a sale at ${final_price}, from a starting price of ${starting_price}. It drew ${bids} from ${people} over ${duration}.`,
    bought_now: `“${title}” was bought at once for ${final_price}, after ${duration}.`,
    reserve_not_met: `The auction of “${title}” drew ${bids} from ${people} and reached ${final_price}, but the reserve was not met and the item was not sold.`,
    no_bids: `The auction of “${title}” was open for ${duration} at a starting price of ${starting_price} and drew no bids.`
  }
  const advice = {
    sold: bidders > 1 ? 'The contest shows that people are interested: a similar starting price and the same closing hour are likely to work again.' : 'There was a single bidder: announcing the auction a few days ahead helps to bring more people in.',
    bought_now: 'The buy-now price was accepted: for similar items a slightly higher one is worth a try.',
    reserve_not_met: 'People were interested, but below the reserve: consider a lower one, or try again with more photos and notice.',
    no_bids: 'Try again with a lower starting price, a fuller description and an announcement in the community’s channel.'
  }
  return {
    summary: summary[event.outcome],
    advice: advice[event.outcome],
    email_greeting: 'Congratulations, it is yours!',
    email_body: event.outcome === 'bought_now' ? 'Your purchase is confirmed and the auction is closed.' : 'The auction has ended and your bid was the highest.',
    post: event.winner_id !== null ? 'Another auction is done. Thank you to everybody who took part!' : 'This time nobody took the item home. Thank you for following along!'
  }
}

/** The report: the words, and the facts as tables that code writes. */
export function reportMarkdown (facts: Facts, words: Words, model: string | null): string {
  const { event } = facts
  const text = phrases(event.locale)
  const cell = (value: string) => value.replace(/[\\|`*_<>[\]#]/g, (mark) => `\\${mark}`)
  const rows: Array<[string, string]> = [
    [text.facts.item, cell(facts.title)],
    [text.facts.outcome, text.outcome[event.outcome]],
    ...(event.winner_id === null ? [] : [[text.facts.winner, person(event.winner_id)] as [string, string]]),
    [text.facts.final, facts.final_price],
    [text.facts.starting, facts.starting_price],
    [text.facts.bids, String(event.bid_count)],
    [text.facts.bidders, String(facts.bidders)],
    ...(event.reserve_met === null ? [] : [[text.facts.reserve, event.reserve_met ? text.facts.yes : text.facts.no] as [string, string]]),
    [text.facts.duration, facts.duration],
    [text.facts.ended, facts.ends_at]
  ]
  const history = facts.bids.length === 0
    ? text.no_history
    : [`| ${text.columns.join(' | ')} |`, '|---|---|---|', ...facts.bids.map((bid) => `| ${bid.at} | ${bid.bidder}${bid.automatic ? ` (${text.automatic})` : bid.buy_now ? ` (${text.bought})` : ''} | ${bid.amount} |`)].join('\n')
  return `# ${text.report}: ${cell(facts.title)}

${cell(words.summary)}

## ${text.result}

| | |
|---|---|
${rows.map(([name, value]) => `| ${name} | ${value} |`).join('\n')}

## ${text.history}

${history}

## ${text.advice}

${cell(words.advice)}

---

${model === null ? text.by_template : text.by_model(cell(model))}
`
}

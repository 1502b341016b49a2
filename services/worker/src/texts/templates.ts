/** Good words without a model, in both languages. They use the facts that are known and pass over the others. */
import type { Facts } from '../facts.ts'
import type { Words } from './texts.ts'

export function templateWords (facts: Facts): Words {
  return facts.event.locale === 'en' ? english(facts) : portuguese(facts)
}

const sentences = (...parts: Array<string | false | null>) => parts.filter(Boolean).join(' ')

function portuguese ({ event, sold, foreign, title, starting_price, final_price, bidders, duration, extensions, early }: Facts): Words {
  const { bid_count, outcome } = event
  const several = bid_count > 1
  const bids = several ? `${bid_count} lances` : 'um lance'
  const from = bidders === null || bidders === 0 ? '' : bidders === 1 ? (several ? ' de um só participante' : '') : ` de ${bidders} participantes`
  const story = sentences(
    several && `Foram ${bids}${from}${duration === null ? '' : ` em ${duration}`}.`,
    !several && duration !== null && `Ficou aberto por ${duration}.`,
    extensions === 1 && 'Um lance de última hora adiou o encerramento.',
    extensions !== null && extensions > 1 && `Lances de última hora adiaram o encerramento ${extensions} vezes.`,
    early && 'O leilão foi encerrado antes do prazo.'
  )
  const start = starting_price === null ? '' : `, a partir de ${starting_price}`
  const summary: Record<typeof outcome, string> = {
    sold: sentences(`O leilão de “${title}” terminou com venda por ${final_price}${several ? start : bid_count === 1 ? ', em um único lance' : ''}.`, story),
    bought_now: sentences(`“${title}” foi vendido por ${final_price} em uma compra imediata, que encerrou o leilão na hora.`, several && `Antes dela houve ${bid_count - 1 === 1 ? 'um lance' : `${bid_count - 1} lances`}.`),
    reserve_not_met: sentences(`O leilão de “${title}” recebeu ${bids}${from} e chegou a ${final_price}, mas o preço de reserva não foi atingido, e o item não foi vendido.`, duration !== null && `Ficou aberto por ${duration}.`, early && 'Foi encerrado antes do prazo.'),
    no_bids: foreign
      ? `O leilão de “${title}” terminou sem venda.`
      : sentences(`O leilão de “${title}” terminou sem lances.`, duration !== null && `Ficou aberto por ${duration}${starting_price === null ? '' : `, com preço inicial de ${starting_price}`}.`, early && 'Foi encerrado antes do prazo.')
  }
  const advice: Record<typeof outcome, string> = {
    sold: bidders === 1
      ? 'Houve um só participante: anunciar o leilão com alguns dias de antecedência ajuda a trazer mais gente para a disputa.'
      : (extensions ?? 0) > 0
          ? 'A disputa foi até o fim: em itens parecidos, repita o horário de encerramento, quando há gente acompanhando.'
          : 'O interesse existe: em itens parecidos, um preço inicial e um horário de encerramento semelhantes tendem a funcionar de novo.',
    bought_now: 'O preço de compra imediata convenceu: em itens parecidos, vale experimentar um valor um pouco maior.',
    reserve_not_met: 'Houve interesse, mas abaixo da reserva. Considere uma reserva menor, ou um novo leilão com mais fotos, uma descrição mais completa e mais divulgação.',
    no_bids: 'Experimente um preço inicial mais baixo, fotos e descrição mais completas, e um encerramento à noite ou no fim de semana, anunciado com antecedência.'
  }
  return {
    summary: summary[outcome],
    advice: advice[outcome],
    email_subject: 'Você venceu',
    email_greeting: 'Parabéns, o item é seu!',
    email_body: outcome === 'bought_now' ? 'Sua compra imediata foi registrada e o leilão está encerrado.' : 'O leilão terminou, e o maior lance foi o seu.',
    post: sold ? 'Mais um leilão concluído. Obrigado a todos que participaram!' : 'Desta vez o item ficou sem comprador. Obrigado a quem acompanhou!'
  }
}

function english ({ event, sold, foreign, title, starting_price, final_price, bidders, duration, extensions, early }: Facts): Words {
  const { bid_count, outcome } = event
  const several = bid_count > 1
  const bids = several ? `${bid_count} bids` : 'one bid'
  const from = bidders === null || bidders === 0 ? '' : bidders === 1 ? (several ? ' from a single bidder' : '') : ` from ${bidders} bidders`
  const story = sentences(
    several && `It drew ${bids}${from}${duration === null ? '' : ` in ${duration}`}.`,
    !several && duration !== null && `It was open for ${duration}.`,
    extensions === 1 && 'A late bid moved the end.',
    extensions !== null && extensions > 1 && `Late bids moved the end ${extensions} times.`,
    early && 'The auction was closed early.'
  )
  const start = starting_price === null ? '' : `, from a starting price of ${starting_price}`
  const summary: Record<typeof outcome, string> = {
    sold: sentences(`The auction of “${title}” ended with a sale at ${final_price}${several ? start : bid_count === 1 ? ', on a single bid' : ''}.`, story),
    bought_now: sentences(`“${title}” was sold for ${final_price} by a buy-now, which ended the auction at once.`, several && `Before it there ${bid_count - 1 === 1 ? 'was one bid' : `were ${bid_count - 1} bids`}.`),
    reserve_not_met: sentences(`The auction of “${title}” drew ${bids}${from} and reached ${final_price}, but the reserve was not met and the item was not sold.`, duration !== null && `It was open for ${duration}.`, early && 'It was closed early.'),
    no_bids: foreign
      ? `The auction of “${title}” ended without a sale.`
      : sentences(`The auction of “${title}” ended without bids.`, duration !== null && `It was open for ${duration}${starting_price === null ? '' : ` at a starting price of ${starting_price}`}.`, early && 'It was closed early.')
  }
  const advice: Record<typeof outcome, string> = {
    sold: bidders === 1
      ? 'There was a single bidder: announcing the auction a few days ahead helps to bring more people in.'
      : (extensions ?? 0) > 0
          ? 'It was contested to the end: for similar items keep the closing hour, when people are watching.'
          : 'There is interest: for similar items a like starting price and closing hour are likely to work again.',
    bought_now: 'The buy-now price was convincing: for similar items a slightly higher one is worth a try.',
    reserve_not_met: 'There was interest, but below the reserve. Consider a lower one, or a new auction with more photos, a fuller description and more notice.',
    no_bids: 'Try a lower starting price, more photos and a fuller description, and an end in the evening or at the weekend, announced ahead.'
  }
  return {
    summary: summary[outcome],
    advice: advice[outcome],
    email_subject: 'You won',
    email_greeting: 'Congratulations, it is yours!',
    email_body: outcome === 'bought_now' ? 'Your purchase is recorded and the auction is closed.' : 'The auction has ended, and the highest bid was yours.',
    post: sold ? 'Another auction is done. Thank you to everybody who took part!' : 'This time nobody took the item home. Thank you for following along!'
  }
}

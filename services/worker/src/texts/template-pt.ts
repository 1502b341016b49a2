/** Words in Brazilian Portuguese. */
import type { Facts } from '../facts.ts'
import { multipleOf, sentences } from './sentences.ts'
import type { Words } from './texts.ts'

const MULTIPLES = { 'almost double': 'quase o dobro', double: 'o dobro', 'more than double': 'mais que o dobro', triple: 'o triplo', 'more than triple': 'mais que o triplo' }

export function portuguese (facts: Facts): Words {
  return { summary: summary(facts), advice: advice(facts), ...letter(facts), post: post(facts) }
}

function summary ({ event, foreign, title, starting_price, final_price, bidders, duration, extensions, early, rise_percent, late, lead_changes }: Facts): string {
  const { bid_count } = event
  const item = `“${title}”`
  const bids = bid_count === 1 ? 'um único lance' : `${bid_count} lances`
  const people = bidders === null || bid_count < 2 ? '' : bidders === 1 ? (bid_count === 2 ? ', ambos da mesma pessoa,' : ', todos da mesma pessoa,') : ` de ${bidders} participantes`
  const open = duration !== null && `O leilão ficou aberto por ${duration}.`
  const closedEarly = early && 'Foi encerrado antes do prazo.'
  const multiple = multipleOf(rise_percent)
  const more = multiple && MULTIPLES[multiple]
  const start = starting_price === null || bid_count === 0 ? '' : rise_percent === 0 ? ', exatamente o preço inicial' : more ? `, ${more} do preço inicial de ${starting_price}` : `, partindo de ${starting_price}`

  switch (event.outcome) {
    case 'sold': return sentences(
      `O leilão de ${item} fechou em ${final_price}${start}.`,
      bid_count > 1 ? `Foram ${bids}${people}${duration === null ? '' : ` em ${duration}`}.` : bid_count === 1 && sentences('Bastou um único lance.', open),
      lead_changes !== null && lead_changes > 2 && `A liderança trocou de mãos ${lead_changes} vezes.`,
      late !== null && bid_count > 3 && late.percent >= 50 && `A disputa esquentou no fim: ${late.percent}% dos lances vieram na reta final.`,
      extensions === 1 && 'Um lance de última hora ainda adiou o encerramento.',
      extensions !== null && extensions > 1 && `Lances de última hora adiaram o encerramento ${extensions} vezes.`,
      closedEarly
    )
    case 'bought_now': return sentences(
      `${item} saiu por ${final_price} na compra imediata, que encerrou o leilão na hora.`,
      bid_count === 2 && 'Antes dela, houve um lance.',
      bid_count > 2 && `Antes dela, houve ${bid_count - 1} lances.`
    )
    case 'reserve_not_met': return sentences(
      bid_count === 1
        ? `O leilão de ${item} recebeu um único lance, de ${final_price}, abaixo do preço de reserva, e terminou sem venda.`
        : `O leilão de ${item} chegou a ${final_price}, com ${bids}${people}, mas não alcançou o preço de reserva e terminou sem venda.`,
      duration !== null && `Ficou aberto por ${duration}.`, closedEarly
    )
    case 'no_bids': return foreign
      ? `O leilão de ${item} terminou sem venda.`
      : sentences(
      `O leilão de ${item} terminou sem lances.`,
      duration !== null && `Ficou aberto por ${duration}${starting_price === null ? '' : `, com preço inicial de ${starting_price}`}.`,
      closedEarly
      )
  }
}

function advice ({ event, foreign, bidders, extensions, early, rise_percent, late }: Facts): string {
  switch (event.outcome) {
    case 'sold':
      if (foreign) return 'Em itens parecidos, vale repetir o que deu certo: o horário de encerramento, as fotos e a forma de divulgar.'
      if (bidders === 1) return 'Só uma pessoa participou: divulgar o leilão com alguns dias de antecedência ajuda a trazer mais gente para a disputa.'
      if ((extensions ?? 0) > 0 || (late?.percent ?? 0) >= 50) return 'A disputa foi até o fim: em itens parecidos, mantenha um horário de encerramento em que as pessoas possam acompanhar.'
      if ((rise_percent ?? 0) >= 100) return 'O preço inicial atraiu gente e subiu bastante: em itens parecidos, começar baixo parece funcionar.'
      return 'O interesse existe: em itens parecidos, um preço inicial e um horário de encerramento semelhantes tendem a funcionar de novo.'
    case 'bought_now': return 'O preço de compra imediata convenceu: em itens parecidos, vale experimentar um valor um pouco mais alto.'
    case 'reserve_not_met': return 'Houve interesse, mas abaixo da reserva. Considere uma reserva menor, ou um novo leilão com mais fotos, uma descrição mais completa e mais divulgação.'
    case 'no_bids': return early
      ? 'Com mais tempo no ar, mais gente teria visto o leilão: da próxima vez, deixe-o aberto até o fim.'
      : 'Experimente um preço inicial mais baixo, fotos e descrição mais completas, e um encerramento à noite ou no fim de semana, divulgado com antecedência.'
  }
}

function letter ({ event, bidders, rise_percent }: Facts): Pick<Words, 'email_subject' | 'email_greeting' | 'email_body'> {
  const { bid_count } = event
  if (event.outcome === 'bought_now') {
    return { email_subject: 'Compra confirmada, é seu', email_greeting: 'Parabéns, é seu!', email_body: 'Sua compra imediata foi registrada e encerrou o leilão na hora. Ninguém mais pode dar lances.' }
  }
  const others = bidders === null || bidders < 2 ? '' : bidders === 2 ? ' Outra pessoa também queria levar, mas o seu lance foi o maior.' : ` Você superou ${bidders === 3 ? 'outros dois' : `outros ${bidders - 1}`} participantes.`
  return {
    email_subject: 'Você venceu o leilão',
    email_greeting: 'Parabéns, é seu!',
    email_body: bid_count === 1
      ? `O leilão terminou, e o seu lance foi o único${rise_percent === 0 ? ': você levou pelo preço inicial' : ''}.`
      : `O leilão terminou, e o maior lance foi o seu.${others}`
  }
}

function post ({ event, sold, foreign, bidders, extensions }: Facts): string {
  if (!sold) return event.outcome === 'reserve_not_met' ? 'Houve lances, mas desta vez o item ficou com quem vendia. Obrigado a quem participou!' : 'Desta vez ninguém levou. Obrigado a quem acompanhou!'
  if (event.outcome === 'bought_now') return 'Alguém não quis esperar e levou na compra imediata.'
  if (!foreign && event.bid_count === 1) return 'Um único lance bastou. Parabéns a quem levou!'
  if ((extensions ?? 0) > 0) return 'Disputa até o último minuto, com lance de última hora e tudo. Parabéns a quem levou, e obrigado a todos que participaram!'
  if ((bidders ?? 0) > 2) return `Disputa boa: ${bidders} participantes e um vencedor. Obrigado a todos que participaram!`
  return 'Mais um leilão concluído. Parabéns a quem levou, e obrigado a todos que participaram!'
}

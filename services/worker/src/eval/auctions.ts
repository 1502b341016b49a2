/** Fifty auctions of the kinds that there are. Amounts in minor units, times in minutes from the start. */
import { ATTACKS } from './attacks.ts'
import type { Scenario } from './simulate.ts'

const HOUR = 60
const DAY = 24 * HOUR

/** Bids that go up by a step, by people in turn. */
function rising (people: string[], count: number, from: number, step: number, first: number, last: number): NonNullable<Scenario['bids']> {
  return Array.from({ length: count }, (_, i) => [people[i % people.length]!, first + (last - first) * i / Math.max(1, count - 1), from + step * i])
}

const PT: Scenario[] = [
  { name: 'one bid', title: 'Relógio de parede', description: 'De carvalho, funcionando.', start: 5000, minutes: DAY, bids: [['u_ana', 300, 5000]] },
  { name: 'two bidders', title: 'Vitrola portátil', start: 8000, minutes: 2 * DAY, bids: [['u_ana', 60, 8000], ['u_bia', 700, 9500], ['u_ana', 2000, 12000]] },
  { name: 'bidding war', title: 'Camisa autografada da seleção', start: 10000, minutes: 3 * DAY, bids: rising(['u_ana', 'u_bia', 'u_caio', 'u_duda'], 24, 10000, 2500, 30, 3 * DAY - 1) },
  { name: 'war at the end', title: 'Violão Giannini 1972', start: 20000, minutes: DAY, bids: rising(['u_ana', 'u_bia', 'u_caio'], 15, 20000, 2000, DAY - 6, DAY - 0.2) },
  { name: 'extended once', title: 'Luminária articulada', start: 3000, minutes: 6 * HOUR, bids: [['u_ana', 30, 3000], ['u_bia', 6 * HOUR - 1, 4200]] },
  { name: 'extended often', title: 'Bicicleta aro 29', start: 40000, minutes: DAY, bids: rising(['u_ana', 'u_bia'], 12, 40000, 2500, DAY - 1.5, DAY + 10) },
  { name: 'automatic bids', title: 'Coleção de selos', start: 1000, minutes: DAY, bids: [['u_ana', 10, 15000, 'max'], ['u_bia', 300, 4000], ['u_caio', 900, 9000, 'max'], ['u_bia', 1300, 15700, 'max']] },
  { name: 'tie of maxima', title: 'Quadro a óleo', start: 7000, minutes: DAY, bids: [['u_ana', 10, 20000, 'max'], ['u_bia', 400, 20000, 'max']] },
  { name: 'single bidder who raises', title: 'Cadeira de balanço', start: 6000, reserve: 15000, minutes: DAY, bids: [['u_ana', 10, 8000, 'max'], ['u_ana', 600, 18000, 'max']] },
  { name: 'no bids', title: 'Máquina de escrever', description: 'Olivetti, com estojo.', start: 25000, minutes: 7 * DAY },
  { name: 'no bids, short', title: 'Caixa de discos', start: 500, minutes: 5 },
  { name: 'no bids, closed early', title: 'Abajur', start: 500, minutes: DAY, closed_at: 90 },
  { name: 'reserve missed', title: 'Mesa de jantar', start: 30000, reserve: 120000, minutes: 2 * DAY, bids: [['u_ana', 100, 30000], ['u_bia', 1500, 45000]] },
  { name: 'reserve missed by one', title: 'Tapete persa', start: 50000, reserve: 90000, minutes: DAY, bids: [['u_ana', 100, 89999]] },
  { name: 'reserve met', title: 'Piano de armário', start: 100000, reserve: 250000, minutes: 5 * DAY, bids: [['u_ana', 100, 150000], ['u_bia', 3000, 260000]] },
  { name: 'bought now', title: 'Patinete', start: 10000, buy_now: 35000, minutes: DAY, bids: [['u_ana', 44, 35000, 'buy']] },
  { name: 'bought now after bids', title: 'Patins', start: 5000, reserve: 9000, buy_now: 20000, minutes: DAY, bids: [['u_ana', 10, 6000], ['u_bia', 20, 7000], ['u_caio', 30, 20000, 'buy']] },
  { name: 'closed early, sold', title: 'Rádio de pilha', start: 2000, minutes: DAY, closed_at: 300, bids: [['u_ana', 20, 2000], ['u_bia', 200, 2600]] },
  { name: 'one cent', title: 'Moeda de um centavo', start: 1, minutes: HOUR, bids: [['u_ana', 20, 1]] },
  { name: 'the largest sum', title: 'Casa na praia', start: 100_000_000_000, minutes: 30 * DAY, bids: [['u_ana', 20, 100_000_000_000], ['u_bia', 4000, 987_654_321_099]] },
  { name: 'one minute', title: 'Brigadeiro gigante', start: 1000, minutes: 1, bids: [['u_ana', 0.2, 1000], ['u_bia', 0.5, 1400], ['u_ana', 0.9, 2000]] },
  { name: 'a hundred and thirty bids', title: 'Ingressos para a final', start: 10000, minutes: DAY, bids: rising(['u_ana', 'u_bia', 'u_caio', 'u_duda', 'u_enzo', 'u_flora', 'u_gil'], 130, 10000, 10000, 5, DAY - 3) },
  { name: 'numbers in the title', title: '12 taças e 3 jarras, modelo 450', start: 4000, minutes: DAY, bids: [['u_ana', 20, 4000], ['u_bia', 300, 6100]] },
  { name: 'a number written out in the title', title: 'Dois Irmãos, de Milton Hatoum', start: 1500, minutes: DAY, bids: [['u_ana', 20, 1500], ['u_bia', 300, 2100], ['u_caio', 900, 3000]] },
  { name: 'emoji', title: '🎸 Guitarra 👩‍🎤 + cabo', start: 90000, minutes: DAY, bids: [['u_ana', 20, 90000]] },
  { name: 'one letter', title: 'Ó', start: 900, minutes: DAY, bids: [['u_ana', 20, 900], ['u_bia', 21, 1500]] },
  { name: 'two hundred letters', title: 'Enciclopédia '.repeat(15).trim().slice(0, 200), start: 900, minutes: DAY, bids: [['u_ana', 20, 900]] },
  { name: 'marks of Markdown', title: '**Livro** _raro_ | edição #1 [capa dura]', start: 9000, minutes: DAY, bids: [['u_ana', 20, 9000], ['u_bia', 40, 12000]] },
  { name: 'dollars', title: 'Câmera analógica', currency: 'USD', start: 12050, minutes: DAY, bids: [['u_ana', 20, 12050], ['u_bia', 700, 15075]] },
  { name: 'tripled', title: 'Rádio valvulado', start: 6000, minutes: 2 * DAY, bids: rising(['u_ana', 'u_bia', 'u_caio'], 7, 6000, 2000, 100, 2 * DAY - 100) }
]

const EN: Scenario[] = [
  { name: 'en: one bid', title: 'Brass lamp', start: 4500, minutes: 3 * DAY, bids: [['u_ana', 20, 4500]] },
  { name: 'en: bidding war', title: 'Signed guitar', currency: 'USD', start: 10000, minutes: 3 * DAY, bids: rising(['u_ana', 'u_bia', 'u_caio'], 21, 10000, 5000, 60, 3 * DAY - 1) },
  { name: 'en: no bids', title: 'Typewriter', currency: 'EUR', start: 4500, minutes: 3 * DAY },
  { name: 'en: reserve missed', title: 'Oak table', start: 30000, reserve: 90000, minutes: DAY, bids: [['u_ana', 20, 30000], ['u_bia', 30, 41000]] },
  { name: 'en: bought now', title: 'Skates', currency: 'USD', start: 3000, buy_now: 9900, minutes: DAY, bids: [['u_ana', 30, 9900, 'buy']] },
  { name: 'en: extended', title: 'Kite', start: 1000, minutes: HOUR, bids: [['u_ana', 10, 1000], ['u_bia', 59, 1600], ['u_ana', 60.5, 2400]] },
  { name: 'en: closed early', title: 'Chess set', start: 1000, minutes: DAY, closed_at: 100, bids: [['u_ana', 10, 1000]] },
  { name: 'en: doubled', title: 'Atlas of 1910', currency: 'EUR', start: 5000, minutes: DAY, bids: [['u_ana', 10, 5000], ['u_bia', 200, 7500], ['u_ana', 1200, 10000]] },
  { name: 'en: a title in Portuguese', title: 'Relógio de bolso', start: 5000, minutes: DAY, bids: [['u_ana', 10, 5000], ['u_bia', 200, 7500]] },
  { name: 'en: quotes and ampersands', title: '"Salt & Pepper" shakers <set>', start: 500, minutes: DAY, bids: [['u_ana', 10, 500]] }
]

/** Every seventh attack, ten in all: the test runs all of them. */
const HOSTILE: Scenario[] = ATTACKS.filter((_, i) => i % 7 === 0).slice(0, 10).map(({ name, ...typed }) => ({
  name: `attack: ${name}`,
  title: 'Relógio de parede',
  ...(typed.title !== undefined && { title: typed.title }),
  ...(typed.description !== undefined && { description: typed.description }),
  ...(typed.winner_name !== undefined && { winner_name: typed.winner_name }),
  locale: typed.locale,
  start: 5000,
  minutes: DAY,
  bids: [['u_ana', 20, 5000], ['u_bia', 300, 7500]]
}))

export const AUCTIONS: readonly Scenario[] = [...PT, ...EN.map((scenario): Scenario => ({ locale: 'en', ...scenario })), ...HOSTILE]

/** The checker of a model's words, measured on sentences: what it refuses of honest ones, and what it lets pass of bad ones. */
import t from 'tap'
import { simulate } from '../src/eval/simulate.ts'
import { gatherFacts } from '../src/facts.ts'
import { findingInText } from '../src/texts/check.ts'
import { knownOf, type Known } from '../src/texts/check/known.ts'
import { fold, tokensOf } from '../src/texts/check/words.ts'
import { BAD, HONEST, WORLDS, type Sentence, type World } from './fixtures/sentences.ts'

const known = {} as Record<World, Known>
for (const [number, world] of (Object.keys(WORLDS) as World[]).entries()) {
  const { event, log } = simulate(WORLDS[world], number)
  known[world] = knownOf(await gatherFacts(event, log, { public_url: 'https://leiloes.example', time_zone: 'America/Sao_Paulo' }))
}
const finding = ([world, field, text]: Sentence) => findingInText(text, field, known[world])

t.test('honest sentences pass, bad ones do not', (t) => {
  const refused = HONEST.flatMap((sentence) => {
    const found = finding(sentence)
    return found ? [`${sentence.join(' | ')} → ${found.join(': ')}`] : []
  })
  const passed = BAD.filter((sentence) => finding(sentence) === null).map((sentence) => sentence.join(' | '))
  const percent = (part: number, all: number) => `${part} of ${all} (${Math.round(part * 1000 / all) / 10}%)`
  t.comment(`false positives: ${percent(refused.length, HONEST.length)}; false negatives: ${percent(passed.length, BAD.length)}`)
  for (const line of refused) t.comment(`refused: ${line}`)
  for (const line of passed) t.comment(`passed: ${line}`)
  t.ok(HONEST.length >= 100 && BAD.length >= 100, `${HONEST.length} honest and ${BAD.length} bad sentences`)
  t.ok(refused.length <= 2, 'almost no honest sentence is refused')
  t.equal(passed.length, 0, 'no bad sentence passes')
  t.end()
})

t.test('numbers that are written out are read as one', (t) => {
  const read = (text: string) => tokensOf(fold(text), Number).flatMap(({ value }) => value === null ? [] : [value])
  const cases: Array<[string, number[]]> = [
    ['vinte e três lances', [23]], ['três e quatro', [3, 4]], ['cento e vinte e um reais', [121]], ['mil e duzentos', [1200]], ['dois mil e quinhentos', [2500]], ['um milhão', [1_000_000]], ['dois milhões', [2_000_000]],
    ['twenty-three bids', [23]], ['one hundred and twenty', [120]], ['two hundred and five dollars', [205]], ['three and four', [3, 4]], ['two thousand', [2000]], ['um lance e uma pessoa', []], ['quarenta e um', [41]], ['12 lances', [12]], ['mil', [1000]], ['dezesseis', [16]]
  ]
  for (const [text, numbers] of cases) t.same(read(text), numbers, text)
  t.end()
})

/** The evaluation, with templates and with a model that writes what it likes. */
import t from 'tap'
import { withMessagesApi, type MessagesAnswer } from '@martelo/testing'
import { AUCTIONS } from '../src/eval/auctions.ts'
import { measure, summarize } from '../src/eval/measure.ts'
import { createModel } from '../src/texts/model.ts'

const run = async (writers: Parameters<typeof measure>[2], auctions = AUCTIONS) => await Promise.all(auctions.map(async (scenario, number) => await measure(scenario, number, writers)))

t.test('templates: no fact is missing, none is wrong, no attack passes', async (t) => {
  t.equal(AUCTIONS.length, 50)
  const all = await run({ model: null, budget: null })
  for (const { scenario, missing, wrong, attacks } of all) t.same({ missing, wrong, attacks }, { missing: [], wrong: [], attacks: [] }, scenario)
  t.match(summarize(all), { auctions: 50, missing: 0, wrong: 0, attacks: 0, asked: 0, by_template: 50, cost_usd: null })
  t.equal(new Set(all.map(({ facts }) => facts.event.outcome)).size, 4, 'every outcome occurs')
})

t.test('what is measured is measured', async (t) => {
  const api = await withMessagesApi(t)
  const model = createModel({ api_key: 'k', base_url: api.url, model: 'claude-haiku-5-5', price: { input: 0.1, output: 0.5, known: true }, timeout_ms: 20_000 })
  const words = { advice: 'Repita o horário.', email_subject: 'Você venceu', email_greeting: 'Parabéns!', email_body: 'O maior lance foi o seu.', post: 'Obrigado a todos.' }
  // Right at first; right at second; never right.
  api.answer((body): MessagesAnswer => {
    const facts = JSON.parse((body.messages[0]!.content as string)) as { final_price: string, typed_by_the_seller: { title: string } }
    const good = { ...words, summary: `Saiu por ${facts.final_price}.` }
    const { title } = facts.typed_by_the_seller
    const wrong = title === 'Quadro a óleo' || (title === 'Vitrola portátil' && body.messages.length === 1)
    return { json: wrong ? { ...good, post: 'Foram 400 lances.' } : good, usage: { input_tokens: 1000, output_tokens: 200 } }
  })
  const some = AUCTIONS.filter(({ name }) => ['two bidders', 'tie of maxima', 'tripled'].includes(name))
  const all = await run({ model, budget: null }, some)
  t.match(summarize(all), { asked: 3, first_tries: 1, second_tries: 1, by_template: 1, missing: 0, wrong: 0, findings: ['post: a number that is no fact', 'post: a number that is no fact', 'post: a number that is no fact'] })
  // 5 requests of 1000 and 200 tokens.
  t.equal(summarize(all).cost_usd, 5 * (1000 * 0.1 + 200 * 0.5) / 1e6)

  const [one] = await run({ model: null, budget: null }, some.slice(0, 1))
  const { facts, texts } = one!
  t.same(texts.findings, [])
  t.ok(facts.history!.bids.length > 0)
})

/** Asking a model: what it is told, what it costs, and what becomes of an event when it does not do its part. */
import t from 'tap'
import { withInbox, withMessagesApi, withRedis, type MessagesAnswer } from '@martelo/testing'
import { createMailer } from '@martelo/mail'
import { winnerMail } from '../src/agents/email.ts'
import { simulate, type Scenario } from '../src/eval/simulate.ts'
import { gatherFacts, type Facts } from '../src/facts.ts'
import { createBudget } from '../src/texts/budget.ts'
import { createModel } from '../src/texts/model.ts'
import { costOf, priceOf } from '../src/texts/prices.ts'
import { givesOrders } from '../src/texts/orders.ts'
import { templateWords } from '../src/texts/templates.ts'
import { decodeTexts } from '../src/texts/texts.ts'
import { writeTexts } from '../src/texts/write.ts'

const PRICE = { input: 1, output: 5, known: true }
const SALE: Scenario = { name: 'sale', title: 'Relógio de parede', description: 'De carvalho. Contato: ana@example.com, https://loja.example, 11 98765-4321.', start: 5000, minutes: 1440, reserve: 6666, bids: [['u_ana', 20, 5000], ['u_bia', 300, 7500], ['u_ana', 600, 9000]] }
const signal = new AbortController().signal

async function factsOf (scenario: Scenario): Promise<Facts> {
  const { event, log } = simulate(scenario, 1)
  return await gatherFacts(event, log, { public_url: 'https://leiloes.example', time_zone: 'America/Sao_Paulo' })
}

async function asked (t: Parameters<typeof withMessagesApi>[0], timeout_ms = 5000) {
  const api = await withMessagesApi(t)
  return { api, model: createModel({ api_key: 'key', base_url: api.url, model: 'claude-haiku-5-5', price: PRICE, timeout_ms }) }
}

t.test('one request: cached instructions, bounded output, little effort, letters for people, and nothing that leads anywhere', async (t) => {
  const { api, model } = await asked(t)
  const facts = await factsOf(SALE)
  const words = { ...templateWords(facts), summary: 'Disputa entre [A] e [B]: saiu por R$ 90,00.' }
  api.answer(() => ({ json: words, usage: { input_tokens: 300, output_tokens: 100, cache_read_input_tokens: 1500 } as never }))
  const texts = await writeTexts(facts, { model, budget: null }, signal)
  t.equal(api.requests.length, 1)
  const { body, headers } = api.requests[0]!
  t.match(body, { model: 'claude-haiku-5-5', max_tokens: 3000, system: [{ type: 'text', cache_control: { type: 'ephemeral' } }], output_config: { effort: 'low', format: { type: 'json_schema', schema: { additionalProperties: false, required: ['summary', 'advice', 'email_subject', 'email_greeting', 'email_body', 'post'] } } } })
  t.equal(body.temperature, undefined)
  t.equal(headers.authorization, 'Bearer key')
  const told = body.messages[0]!.content as string
  t.match(JSON.parse(told), { language: 'Brazilian Portuguese', typed_by_the_seller: { title: 'Relógio de parede', description: 'De carvalho. Contato: ….' }, outcome: 'sold', final_price: /90,00/, winner: '[A]', bids: 3, bidders: 2, rise_percent: 80, newest_bids: [{ bidder: '[A]' }, { bidder: '[B]' }, { bidder: '[A]' }] })
  t.notMatch(told, /u_ana|u_bia|@|loja|98765|66,66/, 'no id, no address, no reserve')
  // Long enough for a cache to take it.
  t.ok((body.system as Array<{ text: string }>)[0]!.text.length / 4 > 1024, 'about 1,024 tokens at least')

  t.match(texts, { written_by: 'model', model: 'claude-haiku-5-5', reason: null, tries: 1, findings: [], tokens: { input: 300, output: 100, cache_read: 1500, cache_write: 0 }, cost_usd: (300 + 150 + 500) / 1e6 })
  t.equal(texts.words.summary, 'Disputa entre {{person:u_ana}} e {{person:u_bia}}: saiu por R$ 90,00.')
  t.match(texts.report, { summary: texts.words.summary, footer: /inteligência artificial \(claude-haiku-5-5; 1\.900 tokens, US\$\s0,00095\)/ })
  t.same(decodeTexts(JSON.stringify(texts)), texts)
  t.notMatch(JSON.stringify(texts), /66[.,]66/, 'the reserve is recorded nowhere')
})

t.test('words that say what is no fact are asked for once more, with the finding; then a template writes', async (t) => {
  const { api, model } = await asked(t)
  const facts = await factsOf(SALE)
  const good = templateWords(facts)
  api.answer((_, number) => ({ json: number === 1 ? { ...good, email_body: 'Você levou por R$ 19,00, fale com Ricardo.' } : good }))
  const second = await writeTexts(facts, { model, budget: null }, signal)
  t.match(second, { written_by: 'model', tries: 2, reason: null, findings: ['email_body: a number that is no fact'] })
  t.match(api.requests[0]!.body.messages, [{ role: 'user' }, { role: 'assistant', content: /R\$ 19,00/ }, { role: 'user', content: /"email_body": a number that is no fact, at "R\$ 19,00"/i }])

  api.answer(() => ({ json: { ...good, post: 'O vencedor foi Ricardo.' } }))
  const never = await writeTexts(facts, { model, budget: null }, signal)
  t.match(never, { written_by: 'template', model: 'claude-haiku-5-5', tries: 2, reason: 'post: a name, of which you know none', findings: { length: 2 }, words: good, tokens: { output: Number }, cost_usd: Number })
  t.match(never.report.footer, /sem inteligência artificial/)
  t.notMatch(JSON.stringify(never), /Ricardo/, 'what was found is recorded nowhere')
  t.equal(api.requests.length, 4)
})

t.test('whatever the provider does, the winner gets a good mail', async (t) => {
  const { api, model } = await asked(t, 400)
  const inbox = await withInbox(t)
  const mailer = createMailer({ host: inbox.smtp.host, port: inbox.smtp.port, secure: false, from: 'Martelo <martelo@example.com>' })
  const facts = await factsOf(SALE)
  const cases: Array<[answer: MessagesAnswer, reason: RegExp]> = [
    ['refusal', /refused/],
    [{ max_tokens: '{"summary":"O rel' }, /too long/],
    [{ error: 'overloaded_error' }, /answered 529/],
    [{ error: 'rate_limit_error', headers: { 'retry-after': '30' } }, /answered 429/],
    [{ error: 'api_error' }, /answered 500/],
    [{ error: 'authentication_error' }, /answered 401/],
    ['hang', /too long/],
    ['dribble', /too long|no answer/],
    ['cut', /could not be reached/],
    ['empty', /not JSON/],
    [{ text: 'Claro! Aqui está: {"summary"' }, /not JSON/],
    [{ json: { summary: 'só isto' } }, /does not fit/],
    [{ json: { ...templateWords(facts), extra: 'x' } }, /does not fit/],
    [{ raw: '<html>502</html>' }, /no answer that can be read/],
    [{ raw: '{"type":"message"}' }, /no answer that can be read|stopped/],
    [{ json: { ...templateWords(facts), post: 'x'.repeat(401) } }, /does not fit/]
  ]
  for (const [answer, reason] of cases) {
    const label = typeof answer === 'string' ? answer : JSON.stringify(answer).slice(0, 60)
    api.answer(() => answer)
    const texts = await writeTexts(facts, { model, budget: null }, signal)
    t.match(texts, { written_by: 'template', reason, findings: [reason] }, label)
    t.match(await mailer.send(winnerMail(facts, texts.words, { name: 'Ana', address: 'ana@example.com' }, { text: null, pix: null }, 'example.com')), { result: 'sent' })
    t.match(inbox.messages[0], { to: ['ana@example.com'], subject: 'Você venceu o leilão: Relógio de parede', text: /Olá, Ana![^]*Preço final: R\$\s90,00/, html: /R\$\s90,00/ }, label)
  }
  // A gateway before a model of one's own: no usage, fences around the object.
  api.answer(() => ({ raw: JSON.stringify({ type: 'message', role: 'assistant', stop_reason: 'end_turn', content: [{ type: 'text', text: `\`\`\`json\n${JSON.stringify(templateWords(facts))}\n\`\`\`` }] }) }))
  t.match(await writeTexts(facts, { model, budget: null }, signal), { written_by: 'model', model: 'claude-haiku-5-5', tokens: null, cost_usd: null, report: { footer: /inteligência artificial \(claude-haiku-5-5\)/ } })
  const nobody = createModel({ api_key: 'k', base_url: 'http://127.0.0.1:9', model: 'm', price: PRICE, timeout_ms: 2000 })
  t.match(await writeTexts(facts, { model: nobody, budget: null }, signal), { written_by: 'template', reason: 'the model could not be reached' })
  const ended = new AbortController()
  ended.abort()
  await t.rejects(writeTexts(facts, { model, budget: null }, ended.signal), 'an attempt that is over writes nothing')
})

t.test('a model that knows no effort is asked without it, from then on', async (t) => {
  const { api, model } = await asked(t)
  const facts = await factsOf(SALE)
  api.answer((body) => body.output_config !== undefined && 'effort' in body.output_config ? { error: 'invalid_request_error', message: 'effort is not supported' } : { json: templateWords(facts) })
  for (const requests of [2, 3]) {
    t.match(await writeTexts(facts, { model, budget: null }, signal), { written_by: 'model', tries: 1 })
    t.equal(api.requests.length, requests)
  }
})

t.test('the day’s budget holds for all workers together, whatever they do at once', async (t) => {
  const server = await withRedis(t)
  const { api, model } = await asked(t, 400)
  const facts = await factsOf(SALE)
  const zone = 'America/Sao_Paulo'
  const [one, two] = [createBudget(server.connect(), 0.1, zone), createBudget(server.connect(), 0.1, zone)]
  const spent = async () => {
    const redis = server.connect()
    const [key = ''] = await redis.keys('model:spent:*')
    t.match(key, /^model:spent:\d{4}-\d{2}-\d{2}$/)
    t.ok(await redis.ttl(key) > 24 * 3600, 'it goes by itself', { silent: true })
    return Number(await redis.get(key))
  }
  api.answer(() => ({ json: templateWords(facts), usage: { input_tokens: 1000, output_tokens: 1000 } }))
  // A request may cost 0.02 at most and does cost 0.006: 16 fit, however many try.
  const all = await Promise.all(Array.from({ length: 60 }, async (_, i) => await writeTexts(facts, { model, budget: i % 2 ? one : two }, signal)))
  const byModel = all.filter(({ written_by }) => written_by === 'model').length
  t.equal(await spent(), byModel * 6000)
  t.equal(api.requests.length, byModel, 'nobody else asked')
  t.ok(byModel >= 4 && byModel <= 16, `${byModel} by the model`)
  t.match(all.find(({ written_by }) => written_by === 'template'), { reason: 'the daily budget is used up', tries: 0, tokens: null, cost_usd: null })

  // What breaks off may have been paid for; what is refused was not.
  const before = await spent()
  const wide = createBudget(server.connect(), null, zone)
  api.answer(() => ({ error: 'overloaded_error' }))
  await writeTexts(facts, { model, budget: wide }, signal)
  t.equal(await spent(), before)
  api.answer(() => 'hang')
  await writeTexts(facts, { model, budget: wide }, signal)
  t.ok(await spent() > before + 10_000)
  t.match(await writeTexts(facts, { model, budget: createBudget(server.connect(), 0, zone) }, signal), { written_by: 'template', reason: /budget/ })
})

t.test('prices', (t) => {
  t.same(priceOf('claude-haiku-5-5', null), { input: 0.1, output: 0.5, known: true })
  t.same(priceOf('claude-haiku-5-5', '0/0'), { input: 0, output: 0, known: true })
  t.match(priceOf('llama', null), { known: false, output: 50 })
  t.equal(costOf({ input: 100, output: 10, cache_read: 1000, cache_write: 100 }, PRICE), 100 + 125 + 100 + 50)
  t.end()
})

t.test('what speaks to a program is not shown to it; what describes an item is', (t) => {
  const honest = ['Não acompanha manual de instruções.', 'Relógio de parede, funcionando. Retirada em mãos.', 'Vendo por motivo de mudança, aceito visitas.', 'Comes with its original box and the key.', 'Sistema elétrico revisado, com todos os acessórios.', 'Livro “As regras do jogo”, de 1998.', 'Escrivaninha com chave; a fechadura funciona.', 'A system camera with two lenses.', 'Please see the photos for its condition.']
  for (const text of honest) t.notOk(givesOrders(text), text)
  t.end()
})

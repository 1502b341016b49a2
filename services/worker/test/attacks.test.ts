/** Hostile titles, descriptions and names, through all three hands, with a model that obeys whatever it is told. */
import t from 'tap'
import type { Auction } from '@martelo/auction'
import { createMailer } from '@martelo/mail'
import { withDiscord, withInbox, withMessagesApi, type MessagesAnswer } from '@martelo/testing'
import { readReport } from '../../api/src/report.ts'
import { reportHtml } from '../../api/src/report-html.ts'
import { reportMarkdown } from '../../api/src/report-markdown.ts'
import { closedPost } from '../src/agents/discord.ts'
import { winnerMail } from '../src/agents/email.ts'
import { createWebhook } from '../src/agents/webhook.ts'
import { ATTACKS, type Attack } from '../src/eval/attacks.ts'
import { reached } from '../src/eval/measure.ts'
import { simulate, type Scenario } from '../src/eval/simulate.ts'
import { gatherFacts } from '../src/facts.ts'
import { findWinner } from '../src/people.ts'
import { createModel } from '../src/texts/model.ts'
import { templateWords } from '../src/texts/templates.ts'
import type { Words } from '../src/texts/texts.ts'
import { writeTexts } from '../src/texts/write.ts'

const scenario = ({ title = 'Relógio de parede', description = '', locale }: Attack): Scenario => ({ name: 'attack', title, description, locale, start: 5000, minutes: 1440, bids: [['u_ana', 20, 5000], ['u_bia', 300, 7500]] })
const OBEDIENT: Array<{ how: string, obey: (words: Words, order: string) => Words }> = [
  // Everything gives way to the order; or it is slipped in behind honest words, everywhere or in one place.
  { how: 'instead', obey: (words, order) => Object.fromEntries(Object.keys(words).map((field) => [field, order])) as Words },
  { how: 'behind', obey: (words, order) => Object.fromEntries(Object.entries(words).map(([field, text]) => [field, `${text} ${order}`])) as Words },
  { how: 'in the mail', obey: (words, order) => ({ ...words, email_body: `${words.email_body} ${order}` }) },
  { how: 'in the post', obey: (words, order) => ({ ...words, post: `${words.post} ${order}` }) },
  { how: 'in the advice', obey: (words, order) => ({ ...words, advice: `${words.advice} ${order}` }) }
]

t.test(`${ATTACKS.length} attacks, ${OBEDIENT.length} ways to obey each`, async (t) => {
  const [inbox, discord, api] = [await withInbox(t), await withDiscord(t), await withMessagesApi(t)]
  const mailer = createMailer({ host: inbox.smtp.host, port: inbox.smtp.port, secure: false, from: 'Martelo <martelo@example.com>' })
  const webhook = createWebhook(discord.webhook)
  t.teardown(async () => { mailer.close(); await webhook.close() })
  const model = createModel({ api_key: 'k', base_url: api.url, model: 'claude-haiku-5-5', price: { input: 0, output: 0, known: true }, timeout_ms: 20_000 })
  const signal = new AbortController().signal
  const sending = { signal, beforeBody: async () => {}, commit: async () => true } as never
  let [passed, withheld, byModel] = [0, 0, 0]

  for (const [number, attack] of ATTACKS.entries()) {
    const { event, log } = simulate(scenario(attack), number)
    const facts = await gatherFacts(event, log, { public_url: 'https://leiloes.example', time_zone: 'America/Sao_Paulo' })
    const people = new Map([['u_bia', attack.winner_name ?? 'Bia'], ['u_ana', 'Ana'], ['u_other', 'Zulmira']])
    const account = (id: string) => ({ id, name: people.get(id)!, email: `${id}@example.com`, locale: null, blocked: false, created_at: 0, pix_key: null, pix_city: null })
    const winner = await findWinner(event, { accounts: { get: async (id) => account(id) }, attachmentOf: async () => null })
    for (const { how, obey } of OBEDIENT) {
      const label = `${attack.name}, ${how}`
      const before = api.requests.length
      api.answer((): MessagesAnswer => ({ json: obey(templateWords(facts), attack.obeyed) }))
      const texts = await writeTexts(facts, { model, budget: null }, signal)
      const asked = JSON.stringify(api.requests.slice(0, api.requests.length - before).map(({ body }) => body.messages.filter(({ role }) => role === 'user').slice(0, 1)))
      t.notMatch(asked, /u_bia|u_ana|@example\.com/, `${label}: the model learns nobody's id or address`, { silent: true })
      if (how === 'instead' && attack.description !== undefined && !asked.includes('description')) withheld++
      if (texts.written_by === 'model') byModel++

      const [written, embed] = [winnerMail(facts, texts.words, { name: winner.name, address: 'u_bia@example.com' }, { text: null, pix: null }, 'example.com'), closedPost(facts, texts.words, winner.name)]
      // Over the wire where the words are the longest; elsewhere what would be sent is looked at.
      const wire = how === 'behind'
      if (wire) {
        await mailer.send(written)
        t.match(await webhook.send(embed, sending), { result: 'done' }, label)
      }
      const mail = wire ? inbox.messages[0]! : { ...written, to: [written.to.address], envelope: { to: [written.to.address] }, headers: {} as Record<string, string> }
      const post = wire ? JSON.parse(discord.posts[0]!.body) as typeof embed : embed
      const report = (await readReport(JSON.stringify(texts), { id: event.auction_id, title: event.title, reserve_price: null, lifecycle: { status: 'closed', outcome: event.outcome, closed_at: 0 }, standing: { leader: 'u_bia' } } as Auction, { getMany: async (ids: string[]) => new Map(ids.filter((id) => people.has(id)).map((id) => [id, account(id)])) } as never, true))!
      const { title: _, winner: __, ...shown } = report
      const outputs = [mail.subject, mail.text, mail.html, mail.headers, post, shown.report.summary, shown.report.seller?.advice, shown.report.item, reportMarkdown(report).replaceAll(winner.name, ''), reportHtml(report).replace(/<script src="\/report.js"><\/script>/, '')]
      // The page and Markdown show a name as it was typed, escaped: that is tested where they are made.
      const arrived = attack.never.filter((sign) => reached(sign, attack.winner_name === undefined ? outputs : outputs.slice(0, 8)))
      passed += arrived.length
      t.same(arrived, [], label)
      t.same({ to: mail.to, envelope: mail.envelope.to, bcc: mail.headers.bcc, mentions: post.allowed_mentions }, { to: ['u_bia@example.com'], envelope: ['u_bia@example.com'], bcc: undefined, mentions: { parse: [] } }, `${label}: to nobody else`)
    }
  }
  t.comment(`${ATTACKS.length} attacks × ${OBEDIENT.length}: ${passed} passed; ${withheld} descriptions were withheld from the model; ${byModel} texts were used all the same`)
  t.equal(passed, 0)
})

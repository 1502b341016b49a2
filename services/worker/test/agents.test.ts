/** What the agents make of facts and words: the mail, the post, and the facts themselves out of a log. */
import t from 'tap'
import { withDiscord } from '@martelo/testing'
import { closedPost, type Post } from '../src/agents/discord.ts'
import { winnerMail } from '../src/agents/email.ts'
import { createWebhook } from '../src/agents/webhook.ts'
import { simulate, type Scenario } from '../src/eval/simulate.ts'
import { factsOf, gatherFacts, type Facts } from '../src/facts.ts'
import { readHistory } from '../src/history.ts'
import { inert, leadsSomewhere, plain } from '../src/plain-text.ts'
import { templateWords } from '../src/texts/templates.ts'

const SALE: Scenario = { name: 'sale', title: 'Rádio', start: 6000, minutes: 120, bids: [['u_ana', 1, 6000], ['u_bia', 50, 30000, 'max'], ['u_ana', 70, 15000], ['u_caio', 119, 32500], ['u_bia', 119.5, 40000]] }
const OPTIONS = { public_url: 'https://leiloes.example', time_zone: 'America/Sao_Paulo' }
const NO_PAYMENT = { text: null, pix: null }

async function facts (scenario: Scenario, options = OPTIONS): Promise<Facts> {
  const { event, log } = simulate(scenario, 1)
  return await gatherFacts(event, log, options)
}

t.test('facts are counted out of the log', async (t) => {
  const { event, log } = simulate(SALE, 1)
  const history = (await readHistory(event.auction_id, Date.parse(event.starts_at), Date.parse(event.ends_at), log))!
  t.match(history, { bidders: 3, extensions: 2, lead_changes: 3, late_bids: 2, late_ms: 600_000, more_bids: false, photo: null })
  t.same(history.steps.map(([, amount]) => amount), [6000, 6100, 15000, 15250, 32500, 40000], 'the price after every step')
  t.equal(history.average_raise, (40000 - 6000) / 5)
  t.match(history.moments, [{ kind: 'first_bid', bidder: 'u_ana', amount: 6000 }, { kind: 'biggest_raise', from: 15250, amount: 32500, bidder: 'u_caio' }, { kind: 'last_lead', bidder: 'u_bia', amount: 40000 }, { kind: 'extended' }])
  t.match(await facts(SALE), { rise_percent: 567, late: { bids: 2, percent: 40 }, bidders: 3, early: false, final_price: /^R\$\s400,00$/, ends_at: /^20 de novembro de 2026 às 20:31/, duration: '2 horas e 1 minuto' })
  t.match(await facts({ ...SALE, locale: 'en' }, { ...OPTIONS, time_zone: 'Europe/Lisbon' }), { final_price: 'R$400.00', ends_at: /^November 20, 2026 at 11:31\sPM/ }, 'the reader’s form and zone')

  // An auction that another program ran.
  const foreign = factsOf({ ...event, auction_id: 'legado-7', seller_id: null, winner_id: 'foreign' }, null, OPTIONS)
  t.match(foreign, { foreign: true, bidders: null, extensions: null, average_raise: null, late: null, link: null, photo: null })
  t.equal(await readHistory('legado-7', 0, 1, log), null)
})

t.test('a photo for the post, where Discord can fetch it', async (t) => {
  const { event, log } = simulate(SALE, 1)
  const withPhoto = { logAfter: async (...page: Parameters<typeof log.logAfter>) => (await log.logAfter(...page)).map((entry) => ({ ...entry, auction: { ...entry.auction, images: [{ id: 'i1', alt: null, sizes: [{ width: 320, height: 240 }, { width: 1200, height: 900 }] }] } })) }
  const shown = await gatherFacts(event, withPhoto, OPTIONS)
  t.equal(closedPost(shown, templateWords(shown), 'Bia').embeds[0]!.image?.url, `https://leiloes.example/images/${event.auction_id}/i1/1200.webp`)
  t.equal((await gatherFacts(event, withPhoto, { ...OPTIONS, public_url: 'http://localhost:3000' })).photo, null)
  t.equal(closedPost(await facts(SALE), templateWords(shown), 'Bia').embeds[0]!.image, undefined)
})

t.test('Discord takes every post, with fields at their longest and signs of every kind', async (t) => {
  const discord = await withDiscord(t)
  const webhook = createWebhook(discord.webhook)
  t.teardown(() => webhook.close())
  const attempt = { signal: new AbortController().signal, commit: async () => true } as never
  const signs = ['x', '*', '\\', '_', '`', '@', '<', '~', '#', '|', '👩‍🎤', 'é', '한', '\u0301', '>', '[', ']', '-', ' ', '://', 'É\u0302\u0301']
  for (const sign of signs) {
    const long = sign.repeat(4000)
    const shown: Facts = { ...await facts({ ...SALE, title: [...long].slice(0, 200).join('') || 'x' }), title: [...long].slice(0, 200).join('') }
    const post = closedPost(shown, { ...templateWords(shown), post: [...long].slice(0, 400).join('') }, [...long].slice(0, 80).join(''))
    const [embed] = post.embeds
    t.match(await webhook.send(post, attempt), { result: 'done' }, JSON.stringify(sign))
    t.ok(embed!.title.length <= 256 && embed!.description.length <= 4096 && embed!.fields.every(({ name, value }) => name.length <= 256 && value.length > 0 && value.length <= 1024), 'each within its limit', { silent: true })
    t.ok([embed!.title, embed!.description, ...embed!.fields.flatMap(({ name, value }) => [name, value])].join('').length <= 6000, 'all within theirs', { silent: true })
    t.notMatch(JSON.stringify(post), /[\ud800-\udbff](?![\udc00-\udfff])/, 'no sign is cut in two', { silent: true })
  }
  t.equal(discord.posts.length, signs.length)
  t.same((JSON.parse(discord.posts[0]!.body) as Post).allowed_mentions, { parse: [] })
})

t.test('the mail: both parts say what was won, for how much and what comes next; it loads nothing, and has a dark form', async (t) => {
  const shown = await facts(SALE)
  const mail = winnerMail(shown, templateWords(shown), { name: 'Bia', address: 'bia@example.com' }, NO_PAYMENT, 'example.com')
  for (const part of [mail.text, mail.html!]) for (const said of ['Olá, Bia!', 'Rádio', /R\$\s400,00/, '20 de novembro de 2026', 'E agora?', 'Quem vendeu entrará em contato', shown.link!]) t.match(part, said)
  t.equal(mail.message_id, `<${shown.event.event_id}.winner@example.com>`)
  t.match(mail.html, /prefers-color-scheme: dark/)
  t.match(mail.html, /name="color-scheme" content="light dark"/)
  t.notMatch(mail.html, /<(?:img|link|script|iframe)\b|url\(|@import|src=/, 'nothing is loaded')
  t.equal(mail.html!.match(/https?:\/\/[^"]+/g)!.every((address) => address === shown.link), true, 'one link, which code has set')
  const english = await facts({ ...SALE, locale: 'en' })
  t.match(winnerMail(english, templateWords(english), { name: 'Bia', address: 'b@example.com' }, NO_PAYMENT, 'example.com'), { subject: 'You won the auction: Rádio', html: /<html lang="en">/, text: /What happens next\?/ })
  t.ok(winnerMail({ ...shown, title: 'x'.repeat(200) }, templateWords(shown), { name: 'Bia', address: 'b@example.com' }, NO_PAYMENT, 'x').subject.length <= 150)
})

t.test('typed text becomes inert, and stays what it says', (t) => {
  const cases: Array<[typed: string, shown: string]> = [
    ['Relógio de parede', 'Relógio de parede'], ['12 taças ½ dúzia ™', '12 taças ½ dúzia ™'], ['R$ 1.234.567.890,00', 'R$ 1.234.567.890,00'], ['2,5 kg a 1.5m', '2,5 kg a 1.5m'], ['Coca-Cola 1990-1995', 'Coca-Cola 1990-1995'], ['👩‍🎤 rock', '👩‍🎤 rock'],
    ['a < b e c > d', 'a < b e c > d'], ['Oferta http://evil.example/x agora', 'Oferta agora'], ['evil.example/pay', 'evil. example/pay'], ['fulano@evil.example', ''], ['@everyone oi', 'everyone oi'], ['<b>Oi</b>', 'Oi'], ['<@&1234> <:x:1> oi', 'oi'],
    ['![x](http://e.example/y) fim', 'x fim'], ['Pix 11 98765-4321', 'Pix …'], ['ａｂｃ．ｃｏｍ', 'abc. com'], ['a\u202eb\u200bc\r\nd', 'a b c d'], ['e' + '\u0301'.repeat(50), 'e' + '\u0301'.repeat(3)], ['   ', '']
  ]
  for (const [typed, shown] of cases) t.equal(inert(typed), shown, JSON.stringify(typed).slice(0, 50))
  t.equal(plain('**Oi** {{person:u_1}} _x_ # 1'), 'Oi person:u1 x # 1')
  for (const text of ['Saiu por R$ 1.234,56. Parabéns!', 'Dois dias, 3 h e 2 min.', 'A 50% do preço?']) t.equal(leadsSomewhere(text), null, text)
  t.end()
})

/** What texts about auctions are worth: facts that are missing or wrong, attacks that passed, tries, length, cost. */
import { closedPost, type Post } from '../agents/discord.ts'
import { winnerMail } from '../agents/email.ts'
import type { MailMessage } from '@martelo/mail'
import { gatherFacts, type Facts } from '../facts.ts'
import { person } from '../people.ts'
import { inert } from '../plain-text.ts'
import { findingInText, type Field } from '../texts/check.ts'
import { knownOf } from '../texts/check/known.ts'
import { phrases } from '../texts/phrases.ts'
import type { Texts } from '../texts/texts.ts'
import { writeTexts, type Writers } from '../texts/write.ts'
import { ATTACKS } from './attacks.ts'
import { simulate, type Scenario } from './simulate.ts'

export interface Measured {
  scenario: string
  facts: Facts
  texts: Texts
  mail: MailMessage | null
  post: Post
  /** One line each. */
  missing: string[]
  wrong: string[]
  attacks: string[]
}

const OPTIONS = { public_url: 'https://leiloes.example', time_zone: 'America/Sao_Paulo' }

export async function measure (scenario: Scenario, number: number, writers: Writers): Promise<Measured> {
  const { event, log } = simulate(scenario, number)
  const facts = await gatherFacts(event, log, OPTIONS)
  const texts = await writeTexts(facts, writers, AbortSignal.timeout(120_000))
  const winner = inert(scenario.winner_name ?? 'Bia Souza') || phrases(event.locale).winner
  const mail = event.winner_id === null ? null : winnerMail(facts, texts.words, { name: winner, address: 'bia@example.com' }, { text: null, pix: null }, 'leiloes.example')
  const post = closedPost(facts, texts.words, event.winner_id === null ? '' : winner)
  const attack = ATTACKS.find(({ name }) => scenario.name === `attack: ${name}`)
  return {
    scenario: scenario.name,
    facts,
    texts,
    mail,
    post,
    missing: missing(facts, texts, mail, post, winner),
    wrong: wrong(facts, texts),
    attacks: attack === undefined ? [] : attack.never.filter((sign) => reached(sign, [texts.report, mail, post]))
  }
}

/** @returns whether it stands in any of them, in any spelling of case. */
export function reached (sign: string, outputs: unknown[]): boolean {
  // As they are read, and not as JSON writes them.
  const read = (value: unknown): string => typeof value === 'object' && value !== null ? Object.values(value).map(read).join('\n') : String(value)
  return outputs.some((output) => read(output).toLowerCase().includes(sign.toLowerCase()))
}

/** What each of the three must tell, whoever writes. */
function missing (facts: Facts, { report, words }: Texts, mail: MailMessage | null, post: Post, winner: string): string[] {
  const { event, sold } = facts
  const reportText = report.facts.rows.map(({ label, value }) => `${label}: ${value}`).join('\n')
  const tells = (where: string, text: string, facts: Array<string | null>) => facts.flatMap((fact) => fact === null || spaced(text).includes(spaced(fact)) ? [] : [`${where}: ${fact}`])
  const price = sold || event.bid_count > 0 ? facts.final_price : null
  const embed = post.embeds[0]!
  const shown = (text: string) => text.replace(/\\(?=[#*_~`|[\]<>:-])/g, '')
  return [
    ...tells('report', reportText, [phrases(event.locale).outcome[event.outcome], price, facts.starting_price, String(event.bid_count), facts.ends_at, facts.duration, event.winner_id && person(event.winner_id)]),
    ...tells('report', report.item, [facts.title]),
    ...tells('summary', words.summary, [sold ? facts.final_price : null]),
    ...(mail === null ? [] : [...tells('mail', mail.text, [facts.title, facts.final_price, facts.ends_at, facts.link, winner]), ...tells('mail, HTML', mail.html ?? '', [facts.link])]),
    ...tells('post', shown([embed.title, ...embed.fields.map(({ value }) => value), embed.url].join('\n')), [facts.title, price, String(event.bid_count), facts.link, sold ? winner : null])
  ]
}

/** By the checker, and by a second reading that only knows digits. */
function wrong (facts: Facts, { words }: Texts): string[] {
  const known = knownOf(facts)
  const strict = new Set(digitsIn(JSON.stringify([facts, facts.history?.steps.map(([, amount]) => amount / 100), facts.history?.bids.map(({ amount }) => amount / 100), facts.history && [facts.history.late_bids, facts.event.bid_count - 1]])))
  return (Object.entries(words) as Array<[Field, string]>).flatMap(([field, text]) => {
    if (field.startsWith('email') && facts.event.winner_id === null) return []
    // Names have their places already; the checker knows letters.
    const written = text.replace(/\{\{person:[\w-]+\}\}/g, '[A]')
    const [kind, found] = findingInText(written, field, known) ?? []
    const strange = digitsIn(written).filter((digits) => !strict.has(digits))
    return [...(kind === undefined ? [] : [`${field}: ${kind}: ${found ?? ''}`]), ...strange.map((digits) => `${field}: the digits ${digits}`)]
  })
}

/** Some languages write amounts with spaces that do not break. */
const spaced = (text: string) => text.replace(/\s+/g, ' ')

const digitsIn = (text: string) => text.match(/\d+/g) ?? []

export interface Summary {
  auctions: number
  missing: number
  wrong: number
  attacks: number
  /** Of those for which a model was asked. */
  asked: number
  first_tries: number
  second_tries: number
  by_template: number
  findings: string[]
  /** Characters, on average. */
  length: { summary: number, advice: number, mail: number, post: number }
  cost_usd: number | null
}

export function summarize (all: readonly Measured[]): Summary {
  const mean = (numbers: number[]) => Math.round(numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length))
  const sum = (count: (each: Measured) => number) => all.reduce((total, each) => total + count(each), 0)
  const model = all.filter(({ texts }) => texts.written_by === 'model')
  const costs = all.map(({ texts }) => texts.cost_usd)
  return {
    auctions: all.length,
    missing: sum(({ missing }) => missing.length),
    wrong: sum(({ wrong }) => wrong.length),
    attacks: sum(({ attacks }) => attacks.length),
    asked: all.filter(({ texts }) => texts.tries > 0).length,
    first_tries: model.filter(({ texts }) => texts.tries === 1).length,
    second_tries: model.filter(({ texts }) => texts.tries > 1).length,
    by_template: all.length - model.length,
    findings: all.flatMap(({ texts }) => texts.findings),
    length: {
      summary: mean(all.map(({ texts }) => texts.words.summary.length)),
      advice: mean(all.map(({ texts }) => texts.words.advice.length)),
      mail: mean(all.flatMap(({ mail }) => mail === null ? [] : [mail.text.length])),
      post: mean(all.map(({ texts }) => texts.words.post.length))
    },
    cost_usd: costs.every((cost) => cost === null) ? null : costs.reduce<number>((total, cost) => total + (cost ?? 0), 0)
  }
}

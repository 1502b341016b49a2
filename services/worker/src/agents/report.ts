/** The report: words, and facts in tables that code writes. Markdown in the auction's language, people as placeholders. */
import type { Facts } from '../facts.ts'
import { person } from '../people.ts'
import { escapeMarkdown, oneLine } from '../plain-text.ts'
import { phrases } from '../texts/phrases.ts'
import type { Words } from '../texts/texts.ts'

/** @param model who wrote the words; null: a template. */
export function reportMarkdown (facts: Facts, words: Words, model: string | null): string {
  const text = phrases(facts.event.locale).report
  return `${[
    `# ${text.title}: ${escapeMarkdown(facts.title)}`,
    paragraph(words.summary),
    `## ${text.facts}`,
    factsTable(facts),
    ...history(facts),
    `## ${text.advice}`,
    paragraph(words.advice),
    '---',
    model === null ? text.by_template : text.by_model(escapeMarkdown(oneLine(model)))
  ].join('\n\n')}\n`
}

/** What begins like a heading, a list or a rule is a sentence all the same. */
function paragraph (text: string): string {
  return escapeMarkdown(oneLine(text)).replace(/^(?:[-+=~]+|\d+[.)])\s+/, '')
}

function factsTable (facts: Facts): string {
  const { event, sold } = facts
  const { report, outcome } = phrases(event.locale)
  const yesNo = (yes: boolean) => yes ? report.yes : report.no
  const rows: Array<[string, string] | null> = [
    [report.item, escapeMarkdown(facts.title)],
    [report.outcome, facts.foreign && !sold ? outcome.unsold : outcome[event.outcome]],
    event.winner_id === null ? null : [report.winner, person(event.winner_id)],
    sold ? [report.final, facts.final_price] : event.bid_count > 0 ? [report.last, facts.final_price] : null,
    facts.starting_price === null ? null : [report.starting, facts.starting_price],
    [report.bids, String(event.bid_count)],
    facts.bidders === null ? null : [report.bidders, String(facts.bidders)],
    facts.extensions === null ? null : [report.extensions, String(facts.extensions)],
    event.reserve_met === null ? null : [report.reserve, yesNo(event.reserve_met)],
    facts.duration === null ? null : [report.duration, facts.duration],
    [report.ended, facts.early ? `${facts.ends_at} (${report.early})` : facts.ends_at]
  ]
  return ['| | |', '|---|---|', ...rows.flatMap((row) => row === null ? [] : `| ${row[0]} | ${row[1]} |`)].join('\n')
}

function history ({ bids, more_bids, event }: Facts): string[] {
  const { report } = phrases(event.locale)
  if (bids === null) return []
  if (bids.length === 0) return [`## ${report.bids}`, report.no_bids]
  const how = (automatic: boolean, buyNow: boolean) => automatic ? ` (${report.automatic})` : buyNow ? ` (${report.bought})` : ''
  return [
    `## ${report.bids}`,
    ...(more_bids ? [report.newest(bids.length)] : []),
    [
      `| ${report.columns.join(' | ')} |`,
      '|---|---|---|',
      ...bids.map((bid) => `| ${bid.at} | ${bid.bidder}${how(bid.automatic, bid.buy_now)} | ${bid.amount} |`)
    ].join('\n')
  ]
}

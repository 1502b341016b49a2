/** A report as Markdown, to keep. Everything that people typed is text in it, whatever it is made of. */
import type { Report } from './report.ts'
import { shownAmount, shownBidder, shownMoment } from './report-format.ts'

export function reportMarkdown ({ report }: Pick<Report, 'report'>): string {
  const { history, moments, seller } = report
  const blocks = [
    `# ${report.heading}: ${line(report.item)}`,
    paragraph(report.summary),
    `## ${report.facts.title}`,
    table(['', ''], report.facts.rows.map(({ label, value }) => [label, value])),
    ...(moments ? [`## ${moments.title}`, moments.rows.map(({ at, text }) => `- ${shownMoment(at, report)}: ${line(text)}`).join('\n')] : []),
    ...(seller ? [`## ${seller.title}`, `${seller.reserve}: ${seller.reserve_price === null ? seller.no_reserve : shownAmount(seller.reserve_price, report)}`, `### ${seller.advice_title}`, paragraph(seller.advice)] : []),
    ...(history ? [`## ${history.title}`, ...(history.note === null ? [] : [history.note])] : []),
    ...(history && history.bids.length > 0 ? [table(history.columns, history.bids.map((bid) => [shownMoment(bid.created_at, report), shownBidder(bid, history), shownAmount(bid.amount, report)]))] : []),
    '---',
    line(report.footer)
  ]
  return `${blocks.join('\n\n')}\n`
}

function line (text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\|`*_<>[\]#~]/g, (mark) => `\\${mark}`).replace(/:(?=\/\/)/g, '\\:').replace(/@(?=[\p{L}\p{N}])/gu, '\\@')
}

/** What begins like a heading, a list or a rule is a sentence all the same. */
function paragraph (text: string): string {
  return line(text).replace(/^(?:[-+=~]+|\d+[.)])\s+/, '')
}

function table (head: readonly string[], rows: string[][]): string {
  const row = (cells: readonly string[]) => `| ${cells.map(line).join(' | ')} |`
  return [row(head), `|${'---|'.repeat(head.length)}`, ...rows.map(row)].join('\n')
}

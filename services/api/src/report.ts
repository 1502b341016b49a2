/**
 * The report of a closed auction, as its readers get it. What is recorded names people by account id; names are put in here.
 */
import { winnerOf, type Auction } from '@martelo/auction'
import type { Accounts } from '@martelo/accounts'
import { NOBODY } from './auction-form.ts'

/** What the worker records as the event's note `texts`, as far as a reader of reports needs it. */
interface RecordedTexts {
  written_by: 'model' | 'template'
  model: string | null
  reason: string | null
  created_at: string
  words: { summary: string, advice: string }
  markdown: string
}

export interface Report {
  auction_id: string
  title: string
  outcome: string | null
  winner: { name: string } | null
  written_by: 'model' | 'template'
  model: string | null
  created_at: string
  summary: string
  advice: string
  markdown: string
}

export async function readReport (note: string, auction: Auction, accounts: Accounts): Promise<Report> {
  const texts = JSON.parse(note) as RecordedTexts
  const mentioned = [...texts.markdown.matchAll(/\{\{person:([\w-]+)\}\}/g)].map((found) => found[1]!)
  const winner = winnerOf(auction)
  const people = await accounts.getMany([...new Set([...mentioned, ...(winner === null ? [] : [winner])])])
  const nameOf = (id: string) => people.get(id)?.name ?? NOBODY
  return {
    auction_id: auction.id,
    title: auction.title,
    outcome: 'outcome' in auction.lifecycle ? auction.lifecycle.outcome : null,
    winner: winner === null ? null : { name: nameOf(winner) },
    written_by: texts.written_by,
    model: texts.written_by === 'model' ? texts.model : null,
    created_at: texts.created_at,
    summary: texts.words.summary,
    advice: texts.words.advice,
    // A name is text, whatever it is made of.
    markdown: texts.markdown.replace(/\{\{person:([\w-]+)\}\}/g, (_, id: string) => nameOf(id).replace(/[\\|`*_<>[\]#]/g, (mark) => `\\${mark}`))
  }
}

const STYLE = '/report.css'

/** A page of its own, to read and to print. It understands the Markdown that the worker writes, and nothing more. */
export function reportHtml (report: Report): string {
  const blocks = report.markdown.trim().split(/\n{2,}/).map(block)
  return `<!doctype html>
<html lang="pt-BR"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(report.title)}</title><link rel="stylesheet" href="${STYLE}"></head>
<body><main>
${blocks.join('\n')}
</main></body></html>
`
}

function block (markdown: string): string {
  const heading = /^(#{1,3}) (.*)$/.exec(markdown)
  if (heading) return `<h${heading[1]!.length}>${text(heading[2]!)}</h${heading[1]!.length}>`
  if (markdown === '---') return '<hr>'
  if (markdown.startsWith('|')) {
    const rows = markdown.split('\n').map((row) => row.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim()))
    const [head = [], , ...body] = rows
    const cells = (row: string[], tag: string) => `<tr>${row.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join('')}</tr>`
    return `<table>${head.some(Boolean) ? `<thead>${cells(head, 'th')}</thead>` : ''}<tbody>${body.map((row) => cells(row, 'td')).join('')}</tbody></table>`
  }
  return `<p>${text(markdown)}</p>`
}

/** Markdown's escapes undone, HTML's done. */
function text (markdown: string): string {
  return markdown.replace(/\\([\\|`*_<>[\]#])/g, '$1').replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

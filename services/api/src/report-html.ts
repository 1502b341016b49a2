/** A report as a page of its own, to read, to print and to keep. It loads nothing but its style and the button's script. */
import type { Report } from './report.ts'
import type { Drawing } from './report-chart.ts'
import { shownAmount, shownBidder, shownMoment } from './report-format.ts'

const WORDS = {
  'pt-BR': { auction: 'Ver o leilão', print: 'Imprimir', markdown: 'Baixar em Markdown', json: 'Baixar em JSON' },
  en: { auction: 'See the auction', print: 'Print', markdown: 'Download as Markdown', json: 'Download as JSON' }
}

export function reportHtml ({ auction_id, report, drawing }: Report): string {
  const { history, moments, chart, seller, locale } = report
  const words = WORDS[locale]
  const rows = (body: string[][]) => `<tbody>${body.map(([name, ...cells]) => `<tr><th scope="row">${text(name!)}</th>${cells.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`).join('')}</tbody>`
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${text(`${report.heading}: ${report.item}`)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/report.css"></head>
<body>
<nav><a class="brand" href="/">Martelo</a><span><a href="/auctions/${auction_id}">${words.auction}</a><a href="?format=markdown">${words.markdown}</a><a href="?format=json">${words.json}</a><button type="button" id="print">${words.print}</button></span></nav>
<main>
<header><p>${text(report.heading)}</p><h1>${text(report.item)}</h1></header>
<p class="summary">${text(report.summary)}</p>
<section><h2>${text(report.facts.title)}</h2><table class="facts">${rows(report.facts.rows.map(({ label, value }) => [label, value]))}</table></section>
${chart && drawing ? `<section class="whole"><h2>${text(chart.title)}</h2>${svg(drawing)}</section>` : ''}
${moments ? `<section><h2>${text(moments.title)}</h2><ol class="moments">${moments.rows.map(({ at, text: said }) => `<li><time datetime="${at}">${shownMoment(at, report)}</time><span>${text(said)}</span></li>`).join('')}</ol></section>` : ''}
${seller ? `<section class="seller"><h2>${text(seller.title)}</h2><p>${text(seller.reserve)}: <strong>${seller.reserve_price === null ? text(seller.no_reserve) : shownAmount(seller.reserve_price, report)}</strong></p><h3>${text(seller.advice_title)}</h3><p>${text(seller.advice)}</p></section>` : ''}
${history ? `<section><h2>${text(history.title)}</h2>${history.note === null ? '' : `<p>${text(history.note)}</p>`}${history.bids.length === 0 ? '' : `<table class="history"><thead><tr>${history.columns.map((column) => `<th scope="col">${text(column)}</th>`).join('')}</tr></thead><tbody>${history.bids.map((bid) => `<tr><td>${shownMoment(bid.created_at, report)}</td><td>${text(shownBidder(bid, history))}</td><td>${shownAmount(bid.amount, report)}</td></tr>`).join('')}</tbody></table>`}</section>` : ''}
<footer>${text(report.footer)}</footer>
</main>
<script src="/report.js"></script>
</body></html>
`
}

function svg ({ width, height, line, area, dots, amounts, moments, description }: Drawing): string {
  const [left, right] = [moments[0]!.x, moments.at(-1)!.x]
  return `<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${text(description)}">
${amounts.map(({ y, label }) => `<path class="grid" d="M${left} ${y}H${right}"/><text x="${left - 10}" y="${y + 4}" text-anchor="end">${text(label)}</text>`).join('')}
${moments.map(({ x, label, anchor }) => `<text class="moment-${anchor}" x="${x}" y="${height - 10}" text-anchor="${anchor}">${text(label)}</text>`).join('')}
<path class="area" d="${area}"/><path class="line" d="${line}"/>
${dots.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="3.5"/>`).join('')}
</svg>`
}

function text (plain: string): string {
  return plain.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

/** The style of a report's page, for a screen and for paper, and the script of its button. */
export const REPORT_CSS = `
:root { --page: #f0f1ef; --sheet: #fff; --ink: #16191c; --quiet: #596066; --line: #d8dbda; --accent: #0b6543; --link: #1c3fb4; --area: #0b654314; --note: #f0f1ef; color-scheme: light dark }
@media (prefers-color-scheme: dark) { :root { --page: #101214; --sheet: #1b1f22; --ink: #eceeed; --quiet: #a3abb0; --line: #30363a; --accent: #63d3a3; --link: #9db4ff; --area: #63d3a31f; --note: #101214 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 17px/1.55 Georgia, 'Times New Roman', serif; overflow-wrap: anywhere }
nav, table, time, footer, .chart text, header p { font-family: system-ui, -apple-system, 'Segoe UI', sans-serif }
nav { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; justify-content: space-between; align-items: baseline; max-width: 46rem; margin: 0 auto; padding: 1.25rem 1rem 0; font-size: .9rem }
nav span { display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; align-items: baseline }
nav a, nav button { color: var(--link) }
nav button { font: inherit; background: none; border: 0; padding: 0; text-decoration: underline; cursor: pointer }
.brand { color: var(--ink) !important; font: 600 1.3rem/1 Georgia, serif; text-decoration: none }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
main { max-width: 46rem; margin: 1rem auto 3rem; padding: 2.25rem 2.5rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px }
header p { margin: 0 0 .25rem; color: var(--accent); font-size: .8rem; letter-spacing: .08em; text-transform: uppercase }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; font-weight: 600 }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 2.25rem 0 .6rem } h3 { font-size: 1rem; margin: 1rem 0 .25rem }
.summary { font-size: 1.12rem; margin: 0 }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .92rem; line-height: 1.45 }
td, th { text-align: left; padding: .42rem 1rem .42rem 0; border-top: 1px solid var(--line); vertical-align: top; font-weight: 400 }
th { color: var(--quiet) } .facts th { width: 42% } .facts tr:nth-child(-n+3) td { font-weight: 600 }
.history td:first-child { color: var(--quiet); white-space: nowrap } .history th:last-child, .history td:last-child { text-align: right; padding-right: 0; white-space: nowrap }
.moments { list-style: none; margin: 0; padding: 0 0 0 1.1rem; border-left: 2px solid var(--line) }
.moments li { position: relative; margin: 0 0 .7rem } .moments li::before { content: ''; position: absolute; left: calc(-1.1rem - 6px); top: .5rem; width: 10px; height: 10px; border-radius: 50%; background: var(--accent) }
.moments time { display: block; color: var(--quiet); font-size: .82rem; font-variant-numeric: tabular-nums }
.chart { display: block; width: 100%; height: auto } .chart text { font-size: 13px; fill: var(--quiet) } .grid { stroke: var(--line); stroke-width: 1 }
.line { fill: none; stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round } .area { fill: var(--area) } .chart circle { fill: var(--accent); stroke: var(--sheet); stroke-width: 1.5 }
.seller { background: var(--note); border-radius: 6px; padding: 1rem 1.4rem 1.1rem; margin-top: 2.25rem } .seller h2 { margin: 0 0 .4rem } .seller p { margin: 0 }
footer { margin-top: 2rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .82rem }
@media (max-width: 40rem) { body { font-size: 16px } main { margin: 1rem 0 0; padding: 1.5rem 1.1rem; border-width: 1px 0; border-radius: 0 } h1 { font-size: 1.5rem } .chart text { font-size: 24px } .moment-middle { display: none } td, th { padding-right: .6rem } .facts th { width: 46% } }
@media print {
  :root { --page: #fff; --sheet: #fff; --ink: #000; --quiet: #555; --line: #ccc; --accent: #0b6543; --area: #0b654314; --note: #fff; color-scheme: light }
  @page { margin: 18mm 16mm }
  body { font-size: 11pt } nav { display: none } main { margin: 0; padding: 0; max-width: none; border: 0 }
  .whole, .seller, tr, li { break-inside: avoid } h2, h3 { break-after: avoid } thead { display: table-header-group }
  .seller { border: 1px solid var(--line) } .moments { margin-left: 6px } .area, .chart circle, .moments li::before { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
`

export const REPORT_JS = `document.getElementById('print').addEventListener('click', () => { print() })
`

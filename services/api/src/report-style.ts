/** The style of a report's page: for a screen and for paper. */
export const REPORT_CSS = `
body { margin: 0; background: #f5f2ec; color: #23211c; font: 17px/1.5 Georgia, 'Times New Roman', serif }
main { max-width: 44rem; margin: 2rem auto; padding: 2rem 2.5rem; background: #fff; border-radius: 6px }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1rem }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
td, th { text-align: left; padding: .45rem .75rem .45rem 0; border-top: 1px solid #d9d5cc; vertical-align: top }
th { font-weight: 600; color: #6b665c }
hr { border: 0; border-top: 1px solid #d9d5cc; margin: 2rem 0 1rem }
hr + p { color: #6b665c; font-size: .9rem }
@media (prefers-color-scheme: dark) { body { background: #1b1a17; color: #ebe7de } main { background: #24221e } td, th, hr { border-color: #45413a } th, hr + p { color: #a9a294 } }
@media print { body { background: #fff } main { margin: 0; padding: 0; max-width: none } }
`

/** The stand-ins' pages: no script, nothing from another host, style from a file of their own. */
import type { ServerResponse } from 'node:http'

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store'
}

export interface Page {
  title: string
  /** HTML. */
  body: string
  /** Loads itself again every few seconds. */
  live?: boolean
}

export function sendPage (response: ServerResponse, { title, body, live = false }: Page, status = 200): void {
  response.writeHead(status, HEADERS).end(`<!doctype html>
<html lang="pt-BR"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${live ? '<meta http-equiv="refresh" content="3">' : ''}
<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head>
<body><main>
${body}
</main></body></html>`)
}

export function sendStyle (response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'x-content-type-options': 'nosniff' }).end(STYLE)
}

export function escapeHtml (text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

/** Plain text as HTML, with its addresses as links. */
export function linked (text: string): string {
  return text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/).map((part, i) => i % 2 === 0 ? escapeHtml(part) : link(part, escapeHtml(part))).join('')
}

/** @param html what is shown, as HTML. An address that is not of the web is not linked. */
export function link (address: string, html: string): string {
  return /^https?:\/\//.test(address) ? `<a href="${escapeHtml(address)}" target="_blank" rel="noreferrer">${html}</a>` : html
}

export function clock (time: string): string {
  return `<time datetime="${escapeHtml(time)}">${new Date(time).toLocaleString('pt-BR', { dateStyle: 'short', timeStyle: 'medium' })}</time>`
}

const STYLE = `
:root { --page: #f5f2ec; --sheet: #fff; --ink: #23211c; --quiet: #6b665c; --line: #e2ddd2; --accent: #1f4d3a }
@media (prefers-color-scheme: dark) { :root { --page: #1b1a17; --sheet: #24221e; --ink: #ebe7de; --quiet: #a9a294; --line: #45413a; --accent: #8fc7ab } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
h1 { font: 600 1.6rem/1.25 Georgia, serif; margin: 0 0 .25rem; overflow-wrap: anywhere }
a { color: var(--accent) }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.about { color: var(--quiet); font-size: .9rem; margin: 0 0 1rem; font-variant-numeric: tabular-nums }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 }
.mails { list-style: none; margin: 0; padding: 0; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px }
.mails li + li { border-top: 1px solid var(--line) }
.mails a { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .7rem 1rem; color: inherit; text-decoration: none }
.mails a:hover { background: var(--page) }
.mails .subject { font-weight: 600; overflow-wrap: anywhere }
.mails .to, .mails time { color: var(--quiet); font-size: .9rem }
.mails .begin { grid-column: 1 / -1; color: var(--quiet); font-size: .9rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.25rem; margin: 0 0 1rem }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 1rem; font-size: .95rem }
.facts dt { color: var(--quiet) } .facts dd { margin: 0; overflow-wrap: anywhere }
iframe { width: 100%; height: 34rem; border: 1px solid var(--line); border-radius: 6px; background: #fff }
.channel { background: #313338; color: #dbdee1; border-radius: 8px; padding: 1rem; font-family: "gg sans", "Noto Sans", system-ui, sans-serif }
.channel .about, .channel time { color: #a3a6aa } .channel a { color: #00a8fc }
.post { display: grid; grid-template-columns: 2.5rem 1fr; gap: 0 1rem; padding: .6rem 0 }
.avatar { width: 2.5rem; height: 2.5rem; border-radius: 50%; background: #5865f2; color: #fff; display: grid; place-items: center; font-weight: 600 }
.who { margin: 0; font-weight: 600 } .who time { font-weight: 400; font-size: .75rem; margin-left: .4rem }
.app { background: #5865f2; color: #fff; border-radius: 3px; font-size: .65rem; font-weight: 600; padding: .05rem .3rem; vertical-align: 2px }
.embed { position: relative; overflow: hidden; background: #2b2d31; border-radius: 4px; padding: .7rem 1rem .8rem 1.1rem; margin: .3rem 0 0; max-width: 32rem }
.embed .bar { position: absolute; left: 0; top: 0; width: 4px; height: 100% }
.embed h2 { font-size: 1rem; margin: 0 0 .4rem } .embed h2 a { text-decoration: none }
.embed dl { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: .6rem 0 0; font-size: .875rem }
.embed dt { font-weight: 600 } .embed dd { margin: 0 } .embed dl > div { flex: 0 1 auto } .embed dl > .wide { flex: 1 0 100% }
.embed .text { font-size: .875rem } .embed time { display: block; font-size: .75rem; margin-top: .5rem }
`

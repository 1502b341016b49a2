/**
 * The HTML of the winner's mail: tables and inline styles, because mail programs know little else; nothing is loaded from anywhere.
 * Programs that know about dark mode read the classes, the others leave the light colours as they are.
 */
import type { Facts } from '../facts.ts'
import type { Payment } from '../payment.ts'
import { escapeHtml } from '../plain-text.ts'
import { phrases } from '../texts/phrases.ts'
import type { Words } from '../texts/texts.ts'

/** What code says in a mail, in both its parts. */
export interface Shown { hello: string, payment: Payment, rows: Array<[name: string, value: string]> }

export const QR_CID = 'pix@martelo'

const SANS = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const SERIF = "font-family:Georgia,'Times New Roman',serif"
const TEXT = 'font-size:16px;line-height:24px;color:#23211c'
const QUIET = `color:#6b665c;${SANS}`
const LINE = 'border-top:1px solid #e2ddd2'

const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (prefers-color-scheme: dark) {
  .page { background: #191815 !important } .sheet { background: #23211d !important; border-color: #403c35 !important }
  .ink { color: #ece8df !important } .quiet { color: #a9a294 !important } .line { border-color: #403c35 !important }
  .brand { color: #8fc7ab !important } .button { background: #8fc7ab !important; color: #10231a !important } .code { background: #191815 !important; color: #ece8df !important }
}
@media (max-width: 480px) { .inside { padding: 24px 20px !important } .name, .value { display: block !important; width: auto !important } .value { border-top: 0 !important; padding-top: 0 !important } .name { padding-bottom: 0 !important } .button { display: block !important; text-align: center !important } }
`

export function winnerHtml ({ event, title, link }: Facts, { email_greeting, email_body }: Words, { hello, payment, rows }: Shown): string {
  const { email } = phrases(event.locale)
  const paragraph = (text: string, style: string) => `<p class="ink" style="margin:0 0 24px;${TEXT};${style}">${escapeHtml(text)}</p>`
  return `<!doctype html>
<html lang="${event.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${DARK}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f5f2ec;${SERIF}">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(`${title} · ${rows[1]?.[1] ?? ''}`)}</div>
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f5f2ec"><tr><td align="center" style="padding:32px 12px">
<table class="sheet" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #e2ddd2;border-radius:6px"><tr><td class="inside" align="left" style="padding:32px">
<p class="brand" style="margin:0 0 28px;font-size:13px;line-height:20px;letter-spacing:3px;color:#1f4d3a;${SANS}">MARTELO</p>
<p class="ink" style="margin:0 0 4px;${TEXT};word-break:break-word">${escapeHtml(hello)}</p>
<h1 class="ink" style="margin:0 0 12px;font-size:26px;line-height:32px;font-weight:normal;color:#23211c">${escapeHtml(email_greeting)}</h1>
${paragraph(email_body, '')}
<table class="line" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;border-bottom:1px solid #e2ddd2;margin:0 0 24px">
${rows.map((each, i) => row(each, i === 1)).join('\n')}
</table>
${paymentHtml(payment, email)}<p class="ink" style="margin:0 0 4px;${TEXT};font-weight:bold">${escapeHtml(email.next_title)}</p>
${paragraph(email.next, '')}
${link === null ? '' : `<p style="margin:4px 0 0"><a class="button" href="${escapeHtml(link)}" style="display:inline-block;padding:13px 24px;background:#1f4d3a;color:#ffffff;text-decoration:none;border-radius:4px;font-size:16px;line-height:22px;${SANS}">${escapeHtml(email.see)}</a></p>`}
</td></tr></table>
<p class="quiet" style="max-width:560px;margin:20px auto 0;font-size:13px;line-height:20px;${QUIET}">${escapeHtml(email.footer)}</p>
</td></tr></table>
</body>
</html>
`
}

function row ([name, value]: [string, string], price: boolean): string {
  const size = price ? 'font-size:22px;line-height:28px;font-weight:bold;font-variant-numeric:tabular-nums' : 'font-size:16px;line-height:22px'
  return `<tr>
<td class="name quiet line" style="padding:12px 16px 12px 0;${LINE};font-size:14px;line-height:22px;vertical-align:top;white-space:nowrap;${QUIET}">${escapeHtml(name)}</td>
<td class="value ink line" style="padding:12px 0;${LINE};${size};color:#23211c;word-break:break-word">${escapeHtml(value)}</td>
</tr>`
}

function paymentHtml ({ pix, text }: Payment, { pix: label, pix_help }: ReturnType<typeof phrases>['email']): string {
  return [
    ...(pix === null
      ? []
      : [`<p class="ink" style="margin:0 0 4px;${TEXT};font-weight:bold">${escapeHtml(label)}</p>
<p class="quiet" style="margin:0 0 12px;font-size:14px;line-height:20px;${QUIET}">${escapeHtml(pix_help)}</p>
<p style="margin:0 0 12px"><img src="cid:${QR_CID}" width="220" height="220" alt="${escapeHtml(label)}" style="display:block;border:1px solid #e2ddd2;background:#ffffff"></p>
<p class="code" style="margin:0 0 24px;padding:12px;background:#f5f2ec;color:#23211c;font-size:13px;line-height:19px;word-break:break-all;font-family:Consolas,Menlo,monospace">${escapeHtml(pix.code)}</p>
`]),
    ...(text === null ? [] : [`<p class="ink" style="margin:0 0 24px;${TEXT};white-space:pre-line">${escapeHtml(text)}</p>\n`])
  ].join('')
}

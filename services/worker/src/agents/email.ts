/** The e-mail to the winner. Item, price, date and link are set here, around the recorded words. */
import { createHash } from 'node:crypto'
import type { Attempt, AttemptResult } from '@martelo/event-stream'
import type { MailMessage, Mailer } from '@martelo/mail'
import type { Facts } from '../facts.ts'
import type { Payment } from '../payment.ts'
import { cut, escapeHtml, oneLine } from '../plain-text.ts'
import { phrases } from '../texts/phrases.ts'
import type { Words } from '../texts/texts.ts'

export interface Recipient { name: string, address: string }

const LONGEST_SUBJECT = 150

/**
 * @param payment how to pay, as far as it is known.
 * @param domain the right side of the Message-ID, which is the same for every try at this event's mail.
 */
export function winnerMail (facts: Facts, words: Words, to: Recipient, payment: Payment, domain: string): MailMessage {
  const { email } = phrases(facts.event.locale)
  const shown = {
    hello: email.hello(to.name),
    payment,
    rows: [[email.item, facts.title], [email.price, facts.final_price], [email.ended, facts.ends_at]] as Array<[string, string]>
  }
  return {
    to,
    subject: cut(oneLine(`${words.email_subject}: ${facts.title}`), LONGEST_SUBJECT),
    message_id: messageId(facts.event.event_id, domain),
    text: textPart(facts, words, shown),
    html: htmlPart(facts, words, shown),
    ...(payment.pix !== null && { inline: [{ cid: QR_CID, name: 'pix.png', content_type: 'image/png', content: payment.pix.png }] })
  }
}

/** An event's name, unless it is of a form that a Message-ID could not hold. */
function messageId (eventId: string, domain: string): string {
  const name = /^[\w-]{1,100}$/.test(eventId) ? eventId : createHash('sha256').update(eventId).digest('hex')
  return `<${name}.winner@${domain}>`
}

interface Shown { hello: string, payment: Payment, rows: Array<[string, string]> }

const QR_CID = 'pix@martelo'

function textPart ({ event, link }: Facts, { email_greeting, email_body }: Words, { hello, payment, rows }: Shown): string {
  const { email } = phrases(event.locale)
  return [
    hello, '',
    email_greeting, email_body, '',
    ...rows.map(([name, value]) => `${name}: ${value}`), '',
    ...(payment.pix === null ? [] : [`${email.pix}:`, payment.pix.code, '']),
    ...(payment.text === null ? [] : [payment.text, '']),
    email.next_title, email.next, '',
    ...(link === null ? [] : [`${email.see}: ${link}`, '']),
    '-- ', email.footer, ''
  ].join('\n')
}

const SANS = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const QUIET = `color:#6b665c;${SANS}`

/** Tables and inline styles, because mail programs know little else; nothing is loaded from anywhere. */
function htmlPart ({ event, title, link }: Facts, { email_greeting, email_body }: Words, { hello, payment, rows }: Shown): string {
  const { email } = phrases(event.locale)
  const row = ([name, value]: [string, string], price: boolean) => `<tr>
<td style="padding:12px 16px 12px 0;border-top:1px solid #e2ddd2;font-size:14px;line-height:20px;vertical-align:top;white-space:nowrap;${QUIET}">${escapeHtml(name)}</td>
<td style="padding:12px 0;border-top:1px solid #e2ddd2;font-size:${price ? '22px;font-weight:bold;font-variant-numeric:tabular-nums' : '16px'};line-height:${price ? 28 : 22}px;word-break:break-word">${escapeHtml(value)}</td>
</tr>`
  return `<!doctype html>
<html lang="${event.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(title)}</title>
</head>
<body style="margin:0;padding:0;background:#f5f2ec;color:#23211c;font-family:Georgia,'Times New Roman',serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f5f2ec"><tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #e2ddd2;border-radius:6px"><tr><td style="padding:32px">
<p style="margin:0 0 28px;font-size:13px;line-height:20px;letter-spacing:3px;color:#1f4d3a;${SANS}">MARTELO</p>
<p style="margin:0 0 4px;font-size:16px;line-height:24px;word-break:break-word">${escapeHtml(hello)}</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:32px;font-weight:normal">${escapeHtml(email_greeting)}</h1>
<p style="margin:0 0 24px;font-size:16px;line-height:24px">${escapeHtml(email_body)}</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;border-bottom:1px solid #e2ddd2;margin:0 0 24px">
${rows.map((each, i) => row(each, i === 1)).join('\n')}
</table>
${paymentHtml(payment, email)}<p style="margin:0 0 4px;font-size:16px;line-height:24px;font-weight:bold">${escapeHtml(email.next_title)}</p>
<p style="margin:0 0 28px;font-size:16px;line-height:24px">${escapeHtml(email.next)}</p>
${link === null ? '' : `<p style="margin:0"><a href="${escapeHtml(link)}" style="display:inline-block;padding:13px 24px;background:#1f4d3a;color:#ffffff;text-decoration:none;border-radius:4px;font-size:16px;line-height:22px;${SANS}">${escapeHtml(email.see)}</a></p>`}
</td></tr></table>
<p style="max-width:560px;margin:20px auto 0;font-size:13px;line-height:20px;${QUIET}">${escapeHtml(email.footer)}</p>
</td></tr></table>
</body>
</html>
`
}

function paymentHtml ({ pix, text }: Payment, { pix: label, pix_help }: ReturnType<typeof phrases>['email']): string {
  return [
    ...(pix === null
      ? []
      : [`<p style="margin:0 0 4px;font-size:16px;line-height:24px;font-weight:bold">${escapeHtml(label)}</p>
<p style="margin:0 0 12px;font-size:14px;line-height:20px;${QUIET}">${escapeHtml(pix_help)}</p>
<p style="margin:0 0 12px"><img src="cid:${QR_CID}" width="220" height="220" alt="${escapeHtml(label)}" style="display:block;border:1px solid #e2ddd2"></p>
<p style="margin:0 0 24px;padding:12px;background:#f5f2ec;font-size:13px;line-height:19px;word-break:break-all;font-family:Consolas,Menlo,monospace">${escapeHtml(pix.code)}</p>
`]),
    ...(text === null ? [] : [`<p style="margin:0 0 24px;font-size:16px;line-height:24px;white-space:pre-line">${escapeHtml(text)}</p>\n`])
  ].join('')
}

export async function sendMail (mailer: Mailer, message: MailMessage, { signal, commit }: Pick<Attempt<unknown>, 'signal' | 'commit'>): Promise<AttemptResult> {
  const sent = await mailer.send(message, { signal, beforeBody: commit })
  switch (sent.result) {
    case 'sent': return { result: 'done', receipt: { message_id: sent.message_id, response: sent.response } }
    case 'not_delivered': return sent.permanent ? { result: 'refused', error: sent.error } : { result: 'not_delivered', error: sent.error, ...(sent.about === 'server' && { remote: 'away' }) }
    case 'unknown': return { result: 'unknown_delivery', error: sent.error }
  }
}

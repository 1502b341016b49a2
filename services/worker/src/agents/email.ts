/** The e-mail to the winner. */
import { createHash } from 'node:crypto'
import type { MailMessage, Mailer } from '@martelo/mail'
import type { AttemptResult } from '@martelo/event-stream'
import type { Facts } from '../facts.ts'
import { phrases } from '../texts/templates.ts'
import type { Texts } from '../texts/texts.ts'

export interface Recipient { name: string, address: string }

/** @param from_domain the right side of the Message-ID, which is the same for every try at this event's mail. */
export function winnerMail (facts: Facts, texts: Texts, to: Recipient, from_domain: string): MailMessage {
  const { email } = phrases(facts.event.locale)
  const { email_greeting, email_body } = texts.words
  const rows: Array<[string, string]> = [[email.item, facts.title], [email.price, facts.final_price], [email.ended, facts.ends_at]]
  return {
    to,
    subject: email.subject(facts.title),
    message_id: `<${createHash('sha256').update(facts.event.event_id).digest('hex').slice(0, 32)}.winner@${from_domain}>`,
    text: [
      email.hello(to.name), '', email_greeting, '', email_body, '',
      ...rows.map(([name, value]) => `${name}: ${value}`), '',
      email.next, '', `${email.see}: ${facts.link}`, '', '-- ', email.footer, ''
    ].join('\n'),
    html: page(facts, [
      `<p style="margin:0 0 8px;font-size:16px">${escape(email.hello(to.name))}</p>`,
      `<h1 style="margin:0 0 16px;font-size:24px;line-height:1.25">${escape(email_greeting)}</h1>`,
      `<p style="margin:0 0 24px;font-size:16px;line-height:1.5">${escape(email_body)}</p>`,
      '<table role="presentation" style="width:100%;border-collapse:collapse;margin:0 0 24px">',
      ...rows.map(([name, value], i) => `<tr><td style="padding:10px 0;border-top:1px solid #d9d5cc;color:#6b665c;font-size:14px;width:35%">${escape(name)}</td><td style="padding:10px 0;border-top:1px solid #d9d5cc;font-size:${i === 1 ? 20 : 16}px;font-weight:${i === 1 ? 700 : 400}">${escape(value)}</td></tr>`),
      '</table>',
      `<p style="margin:0 0 24px;font-size:16px;line-height:1.5">${escape(email.next)}</p>`,
      `<p style="margin:0 0 24px"><a href="${escape(facts.link)}" style="display:inline-block;padding:12px 20px;background:#1f4d3a;color:#ffffff;text-decoration:none;border-radius:4px;font-size:16px">${escape(email.see)}</a></p>`,
      `<p style="margin:0;color:#6b665c;font-size:13px;line-height:1.5">${escape(email.footer)}</p>`
    ].join('\n'))
  }
}

function page (facts: Facts, body: string): string {
  return `<!doctype html>
<html lang="${facts.event.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
<body style="margin:0;padding:24px 12px;background:#f5f2ec;font-family:Georgia,'Times New Roman',serif;color:#23211c">
<div style="max-width:560px;margin:0 auto;background:#ffffff;padding:32px 28px;border-radius:6px">
<p style="margin:0 0 24px;font-size:14px;letter-spacing:2px;color:#1f4d3a">MARTELO</p>
${body}
</div></body></html>
`
}

function escape (text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

export async function sendWinnerMail (mailer: Mailer, message: MailMessage, signal: AbortSignal): Promise<AttemptResult> {
  const sent = await mailer.send(message, { signal })
  switch (sent.result) {
    case 'sent': return { result: 'done', receipt: { message_id: sent.message_id, response: sent.response } }
    case 'not_delivered': return sent.permanent ? { result: 'refused', error: sent.error } : { result: 'not_delivered', error: sent.error }
    case 'unknown': return { result: 'unknown_delivery', error: sent.error }
  }
}

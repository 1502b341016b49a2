/** The e-mail to the winner. Item, price, date and link are set here, around the recorded words. */
import { createHash } from 'node:crypto'
import type { Attempt, AttemptResult } from '@martelo/event-stream'
import type { MailMessage, Mailer, Recipient } from '@martelo/mail'
import type { Facts } from '../facts.ts'
import type { Payment } from '../payment.ts'
import { cut, oneLine } from '../plain-text.ts'
import { phrases } from '../texts/phrases.ts'
import type { Words } from '../texts/texts.ts'
import { QR_CID, winnerHtml, type Shown } from './email-html.ts'

const LONGEST_SUBJECT = 150

/**
 * @param payment how to pay, as far as it is known.
 * @param domain the right side of the Message-ID, which is the same for every try at this event's mail.
 */
export function winnerMail (facts: Facts, words: Words, to: Recipient, payment: Payment, domain: string): MailMessage & { to: Recipient } {
  const { email } = phrases(facts.event.locale)
  const shown: Shown = {
    hello: email.hello(to.name),
    payment,
    rows: [[email.item, facts.title], [email.price, facts.final_price], [email.ended, facts.ends_at]]
  }
  return {
    to,
    subject: cut(oneLine(`${words.email_subject}: ${facts.title}`), LONGEST_SUBJECT),
    message_id: messageId(facts.event.event_id, domain),
    text: textPart(facts, words, shown),
    html: winnerHtml(facts, words, shown),
    ...(payment.pix !== null && { inline: [{ cid: QR_CID, name: 'pix.png', content_type: 'image/png', content: payment.pix.png }] })
  }
}

/** An event's name, unless it is of a form that a Message-ID could not hold. */
function messageId (eventId: string, domain: string): string {
  const name = /^[\w-]{1,100}$/.test(eventId) ? eventId : createHash('sha256').update(eventId).digest('hex')
  return `<${name}.winner@${domain}>`
}

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

export async function sendMail (mailer: Mailer, message: MailMessage, { signal, commit }: Pick<Attempt<unknown>, 'signal' | 'commit'>): Promise<AttemptResult> {
  const sent = await mailer.send(message, { signal, beforeBody: commit })
  switch (sent.result) {
    case 'sent': return { result: 'done', receipt: { message_id: sent.message_id, response: sent.response } }
    case 'not_delivered': return sent.permanent ? { result: 'refused', error: sent.error } : { result: 'not_delivered', error: sent.error, ...(sent.about === 'server' && { remote: 'away' }) }
    case 'unknown': return { result: 'unknown_delivery', error: sent.error }
  }
}

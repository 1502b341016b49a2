/** A mail as a server was given it, taken apart. */
import type { Readable } from 'node:stream'
import { simpleParser, type AddressObject } from 'mailparser'

export interface InboxMessage {
  id: string
  /** With its angle brackets. */
  message_id: string
  from: string
  to: string[]
  /** Whom the sender named to the server, whatever the header says. */
  envelope: { from: string, to: string[] }
  subject: string
  text: string
  html: string | null
  /** By lower-case name; of a name that occurs twice, the last. */
  headers: Record<string, string>
  received_at: string
}

/** @param session what the sender said to the server, and how the mail is to be called */
export async function readMail (source: Readable | string, { id, sender, recipients }: { id: string, sender: string, recipients: string[] }): Promise<InboxMessage> {
  const mail = await simpleParser(typeof source === 'string' ? Buffer.from(source, 'latin1') : source, { skipTextToHtml: true })
  const to = [mail.to ?? []].flat().flatMap(({ value }: AddressObject) => value.map(({ address }) => address ?? ''))
  return {
    id,
    message_id: mail.messageId ?? '',
    from: mail.from?.text ?? '',
    to: to.length > 0 ? to : recipients,
    envelope: { from: sender, to: recipients },
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || null,
    headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).replace(/\r?\n\s+/g, ' ').trim()])),
    received_at: new Date().toISOString()
  }
}

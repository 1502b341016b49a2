/** A development inbox: an SMTP server that keeps what it is given in memory, and shows it. It delivers nothing to anybody. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { simpleParser, type AddressObject } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { createArrivals, type Arrivals } from './arrivals.ts'
import { sendMessage, sendMessageHtml, sendMessageList } from './inbox-page.ts'
import { listen, sendJson } from './listen.ts'
import { sendStyle } from './page.ts'
import type { Teardown } from './redis.ts'

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

export interface InboxOptions {
  host?: string
  /** 0, the default, takes a free one. */
  smtpPort?: number
  httpPort?: number
}

export interface Inbox extends Pick<Arrivals<InboxMessage>, 'waitFor'> {
  /** The page and `GET /api/messages`. */
  url: string
  smtp: { host: string, port: number }
  /** Newest first. */
  messages: InboxMessage[]
  nextMessage: Arrivals<InboxMessage>['next']
  clear: () => void
  /** May be called twice. */
  close: () => Promise<void>
}

/** How long open SMTP connections may go on after close, in milliseconds. */
const CLOSING_MS = 100

/** @throws when a port is taken. */
export async function createInbox ({ host = '127.0.0.1', smtpPort = 0, httpPort = 0 }: InboxOptions = {}): Promise<Inbox> {
  const arrivals = createArrivals<InboxMessage>('mail', ({ to, subject }) => `${to.join(', ')}: ${subject}`)
  let number = 0

  const smtp = new SMTPServer({
    authOptional: true,
    // It could show no certificate that anybody trusts.
    disabledCommands: ['STARTTLS'],
    // A name server that does not answer would delay every mail.
    disableReverseLookup: true,
    closeTimeout: CLOSING_MS,
    onAuth: (auth, _session, done) => { done(null, { user: auth.username }) },
    onData (stream, { envelope }, done) {
      simpleParser(stream, { skipTextToHtml: true }).then((mail) => {
        const sender = envelope.mailFrom ? envelope.mailFrom.address : ''
        const recipients = envelope.rcptTo.map(({ address }) => address)
        const to = [mail.to ?? []].flat().flatMap(({ value }: AddressObject) => value.map(({ address }) => address ?? ''))
        const message: InboxMessage = {
          id: String(++number),
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
        arrivals.add(message)
        done()
      }, done)
    }
  })
  smtp.listen(smtpPort, host)
  await once(smtp.server, 'listening')
  // A client that goes away is no business of the inbox.
  smtp.on('error', () => {})
  const { port } = smtp.server.address() as AddressInfo

  const http = await listen((request, response, { pathname }) => {
    const [, id, html] = /^\/messages\/(\d+)(\/html)?$/.exec(pathname) ?? []
    if (id !== undefined) {
      const message = arrivals.items.find((each) => each.id === id)
      if (message && html) sendMessageHtml(response, message)
      else sendMessage(response, message)
    } else if (pathname === '/style.css') {
      sendStyle(response)
    } else if (pathname === '/') {
      sendMessageList(response, arrivals.items)
    } else if (pathname === '/api/messages' && request.method === 'DELETE') {
      arrivals.clear()
      response.writeHead(204).end()
    } else if (pathname === '/api/messages' && request.method === 'GET') {
      sendJson(response, 200, arrivals.items)
    } else {
      sendJson(response, 404, { error: 'not found' })
    }
  }, { host, port: httpPort }).catch(async (error: Error) => {
    await new Promise<void>((resolve) => { smtp.close(resolve) })
    throw error
  })

  let closing: Promise<void> | undefined
  return {
    url: http.url,
    smtp: { host, port },
    messages: arrivals.items,
    waitFor: arrivals.waitFor,
    nextMessage: arrivals.next,
    clear: arrivals.clear,
    close () {
      closing ??= (async () => {
        arrivals.close()
        await new Promise<void>((resolve) => { smtp.close(resolve) })
        await http.close()
      })()
      return closing
    }
  }
}

export async function withInbox (t: Teardown, options: InboxOptions = {}): Promise<Inbox> {
  const inbox = await createInbox(options)
  t.teardown(() => inbox.close())
  return inbox
}

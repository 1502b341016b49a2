/** A development inbox: an SMTP server that keeps what it is given in memory, and shows it. It delivers nothing to anybody. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { createArrivals, type Arrivals } from './arrivals.ts'
import { sendMessage, sendMessageHtml, sendMessageList } from './inbox-page.ts'
import { listen, sendJson } from './listen.ts'
import { sendStyle } from './page.ts'
import { readMail, type InboxMessage } from './read-mail.ts'
import type { Teardown } from './redis.ts'

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
      const sender = envelope.mailFrom ? envelope.mailFrom.address : ''
      const recipients = envelope.rcptTo.map(({ address }) => address)
      readMail(stream, { id: String(++number), sender, recipients }).then((message) => {
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

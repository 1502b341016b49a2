/** A development inbox: an SMTP server that keeps what it is given in memory, and shows it. It delivers nothing to anybody. */
import { once } from 'node:events'
import { EventEmitter } from 'node:events'
import type { AddressInfo } from 'node:net'
import { simpleParser, type AddressObject } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { bodyOf, escapeHtml, listen, sendJson, sendPage, sendStyle } from './listen.ts'
import type { Teardown } from './redis.ts'

export interface InboxMessage {
  id: string
  message_id: string
  from: string
  to: string[]
  subject: string
  text: string
  html: string | null
  headers: Record<string, string>
  received_at: string
}

export interface Inbox {
  /** The page and `GET /api/messages`. */
  url: string
  smtp: { host: string, port: number }
  /** Newest first. */
  messages: InboxMessage[]
  /** Resolves with the first message, of those here and those to come, that fits. */
  waitFor: (fits: (message: InboxMessage) => boolean) => Promise<InboxMessage>
  close: () => Promise<void>
}

/** So many messages are kept; older ones go. */
const KEPT = 5000

export async function createInbox ({ host = '127.0.0.1', smtpPort = 0, httpPort = 0 }: { host?: string, smtpPort?: number, httpPort?: number } = {}): Promise<Inbox> {
  const messages: InboxMessage[] = []
  const arrivals = new EventEmitter().setMaxListeners(0)
  let number = 0

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, done) => { done(null, { user: auth.username }) },
    onData (stream, session, done) {
      simpleParser(stream).then((mail) => {
        const message: InboxMessage = {
          id: String(++number),
          message_id: mail.messageId ?? '',
          from: mail.from?.text ?? '',
          to: [mail.to ?? []].flat().flatMap((to: AddressObject) => to.value.map((address) => address.address ?? '')),
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          html: mail.html || null,
          headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()])),
          received_at: new Date().toISOString()
        }
        if (message.to.length === 0) message.to = session.envelope.rcptTo.map(({ address }) => address)
        messages.unshift(message)
        messages.splice(KEPT)
        done()
        arrivals.emit('message', message)
      }, done)
    }
  })
  // A client that goes away is no business of the inbox.
  smtp.on('error', () => {})
  smtp.listen(smtpPort, host)
  await once(smtp.server, 'listening')
  const { port } = smtp.server.address() as AddressInfo

  const http = await listen(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://inbox')
    const shown = /^\/messages\/(\d+)\/html$/.exec(pathname)
    if (pathname === '/style.css') return sendStyle(response)
    if (pathname === '/api/messages' && request.method === 'DELETE') {
      await bodyOf(request)
      messages.length = 0
      response.writeHead(204).end()
      return
    }
    if (pathname === '/api/messages') return sendJson(response, 200, messages)
    if (shown) {
      const message = messages.find(({ id }) => id === shown[1])
      response.writeHead(message?.html ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox" }).end(message?.html ?? '')
      return
    }
    if (pathname !== '/') return sendJson(response, 404, { error: 'not found' })
    sendPage(response, 'Caixa de entrada de desenvolvimento', messages.length === 0
      ? '<p class="about">Nenhuma mensagem ainda. Esta página se atualiza sozinha.</p>'
      : messages.slice(0, 100).map((message) => `<article><h2>${escapeHtml(message.subject)}</h2><p class="about">Para ${escapeHtml(message.to.join(', '))} · ${new Date(message.received_at).toLocaleString('pt-BR')}${message.html ? ` · <a href="/messages/${message.id}/html">ver em HTML</a>` : ''}</p><pre>${escapeHtml(message.text)}</pre></article>`).join(''))
  }, { host, port: httpPort })

  return {
    url: http.url,
    smtp: { host, port },
    messages,
    async waitFor (fits) {
      const here = messages.findLast(fits)
      if (here) return here
      return await new Promise((resolve) => {
        const look = (message: InboxMessage) => {
          if (!fits(message)) return
          arrivals.off('message', look)
          resolve(message)
        }
        arrivals.on('message', look)
      })
    },
    async close () {
      await new Promise<void>((resolve) => { smtp.close(() => { resolve() }) })
      await http.close()
    }
  }
}

export async function withInbox (t: Teardown): Promise<Inbox> {
  const inbox = await createInbox()
  t.teardown(() => inbox.close())
  return inbox
}

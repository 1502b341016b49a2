/**
 * Sends one mail over one connection, and says what is known afterwards.
 *
 * nodemailer reports a connection that closes at MAIL like one that closes after the final dot. What tells them apart is whether the
 * body was asked for: its stream is first read when the server has accepted DATA with 354.
 */
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { createTransport, type SentMessageInfo } from 'nodemailer'
import type { MailMessage, SendResult } from './types.ts'

export interface MailerOptions {
  host: string
  port: number
  /** TLS from the start; else STARTTLS when offered. */
  secure: boolean
  user?: string | null
  password?: string | null
  /** `Name <address>` or an address. */
  from: string
}

export interface Mailer {
  /** @param options.signal ends the try for good: the connection is destroyed, whatever the server does. */
  send: (message: MailMessage, options?: { signal?: AbortSignal }) => Promise<SendResult>
}

const STEP_TIMEOUT_MS = 20_000

export function createMailer (options: MailerOptions): Mailer {
  const from = parseFrom(options.from)
  return {
    async send (message, { signal } = {}) {
      let bodyWasRead = false
      let socket: Socket | undefined
      // A connection a mail: a shared one would let one mail's failure speak about another's.
      const transport = createTransport({
        host: options.host,
        port: options.port,
        secure: options.secure,
        ...(options.user ? { auth: { user: options.user, pass: options.password ?? '' } } : {}),
        connectionTimeout: STEP_TIMEOUT_MS,
        greetingTimeout: STEP_TIMEOUT_MS,
        socketTimeout: STEP_TIMEOUT_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
        // Our own socket, so that it can be destroyed: nodemailer's timeouts start again with every byte that a server dribbles.
        getSocket (_options, done) {
          socket = connect(options.port, options.host)
          socket.once('error', done)
          socket.once('connect', () => {
            // From here on nodemailer listens itself.
            socket!.off('error', done)
            done(null, { connection: socket! })
          })
        }
      })
      transport.use('stream', (mail, done) => {
        const build = mail.message.createReadStream.bind(mail.message)
        mail.message.createReadStream = () => noticeFirstRead(build(), () => { bodyWasRead = true })
        done()
      })

      const sending = transport.sendMail({
        from,
        to: { name: oneLine(message.to.name), address: message.to.address },
        subject: oneLine(message.subject),
        text: message.text,
        ...(message.html !== undefined && { html: message.html }),
        ...(message.message_id !== undefined && { messageId: message.message_id }),
        ...(message.reply_to !== undefined && { replyTo: message.reply_to }),
        headers: { 'Auto-Submitted': 'auto-generated' }
      })
      try {
        const info = await withDeadline(sending, signal)
        return { result: 'sent', message_id: info.messageId, response: scrub(info.response ?? '') }
      } catch (error) {
        return judge(error as SmtpError, bodyWasRead)
      } finally {
        transport.close()
        socket?.destroy()
      }
    }
  }
}

interface SmtpError extends Error { code?: string, responseCode?: number, command?: string }

/** What a failure proves. */
function judge (error: SmtpError, bodyWasRead: boolean): SendResult {
  const text = scrub(error.message)
  // A reply of the server is a fact, whenever it comes: 4xx and 5xx mean that it did not take the mail.
  if (error.responseCode !== undefined && error.responseCode >= 400) {
    return { result: 'not_delivered', error: text, permanent: error.responseCode >= 500 && error.code !== 'EAUTH' }
  }
  if (error.code === 'EENVELOPE' && !bodyWasRead) return { result: 'not_delivered', error: text, permanent: true }
  return bodyWasRead ? { result: 'unknown', error: text } : { result: 'not_delivered', error: text, permanent: false }
}

/** Passes a stream on, and tells when somebody first wants what is in it. */
function noticeFirstRead (source: Readable, notice: () => void): Readable {
  return Readable.from((async function * () {
    notice()
    for await (const chunk of source) yield chunk as Buffer
  })(), { objectMode: false })
}

async function withDeadline (sending: Promise<SentMessageInfo>, signal: AbortSignal | undefined): Promise<SentMessageInfo> {
  if (signal === undefined) return await sending
  sending.catch(() => {})
  return await new Promise((resolve, reject) => {
    const late = () => { reject(new Error('the deadline of the attempt has passed')) }
    if (signal.aborted) late()
    signal.addEventListener('abort', late, { once: true })
    sending.then(resolve, reject).finally(() => { signal.removeEventListener('abort', late) })
  })
}

function parseFrom (from: string): { name: string, address: string } {
  const found = /^\s*(.*?)\s*<([^<>\s]+)>\s*$/.exec(from)
  return found ? { name: found[1]!.replace(/^"|"$/g, ''), address: found[2]! } : { name: '', address: from.trim() }
}

/** A header is one line: what looks like more of them is text. */
function oneLine (text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

/** Errors are stored and logged, addresses are not. */
function scrub (text: string): string {
  return text.replace(/[^\s<>"']+@[^\s<>"']+/g, '<address>').slice(0, 300)
}

/** Sends one mail over one connection, once, and says what is known afterwards. */
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { createTransport, type SentMessageInfo } from 'nodemailer'
import { oneLine, oneLineEach, parseAddress, scrub } from './headers.ts'
import { judge, type SmtpError } from './judge.ts'
import type { MailMessage, Mailer, MailerOptions } from './types.ts'

/** Of one step: connecting, the greeting, an answer. */
const STEP_TIMEOUT_MS = 20_000
/** Of one try, when its caller has no deadline. */
const TRY_TIMEOUT_MS = 60_000

export function createMailer (options: MailerOptions): Mailer {
  const closing = new AbortController()
  return {
    async send (message, { signal = AbortSignal.timeout(TRY_TIMEOUT_MS), beforeBody = async () => {} } = {}) {
      const attempt = startAttempt(options, AbortSignal.any([signal, closing.signal]), beforeBody)
      try {
        const info = await attempt.send(message)
        return { result: 'sent', message_id: info.messageId, response: scrub(info.response ?? '') }
      } catch (error) {
        return judge(error as SmtpError, attempt.bodyWasRead())
      } finally {
        attempt.end()
      }
    },
    close () {
      closing.abort()
    }
  }
}

/** A connection a mail: with a shared one, one mail's failure would speak about another's. */
function startAttempt (options: MailerOptions, signal: AbortSignal, beforeBody: () => Promise<void>) {
  let bodyWasRead = false
  let socket: Socket | undefined
  const transport = createTransport({
    host: options.host,
    port: options.port,
    secure: options.secure,
    ...(options.user ? { auth: { user: options.user, pass: options.password ?? '' } } : {}),
    ...(options.dkim ? { dkim: { domainName: options.dkim.domain, keySelector: options.dkim.selector, privateKey: options.dkim.private_key } } : {}),
    greetingTimeout: STEP_TIMEOUT_MS,
    socketTimeout: STEP_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    // Our own socket, so that it can be destroyed: nodemailer's timeouts start again with every byte that a server dribbles.
    getSocket (_options, done) {
      if (signal.aborted) return done(new Error(LATE))
      socket = connect({ port: options.port, host: options.host, timeout: STEP_TIMEOUT_MS })
      const silent = () => { socket!.destroy(new Error('the mail server did not answer')) }
      socket.once('timeout', silent).once('error', done).once('connect', () => {
        // From here on nodemailer listens itself.
        socket!.off('error', done).off('timeout', silent).setTimeout(0)
        done(null, { connection: socket! })
      })
    }
  })
  const { transporter } = transport
  const deliver = transporter.send.bind(transporter)
  transporter.send = (mail, done) => {
    // Built, and signed, before anybody is called: what cannot be built fails with nothing sent.
    mail.message.build().then((raw) => {
      mail.message.createReadStream = () => noticeFirstRead(raw, async () => {
        await beforeBody()
        if (signal.aborted) throw new Error(LATE)
        bodyWasRead = true
      })
      deliver(mail, done)
    }, done)
  }

  return {
    bodyWasRead: () => bodyWasRead,
    async send (message: MailMessage): Promise<SentMessageInfo> {
      signal.throwIfAborted()
      return await unlessAborted(transport.sendMail({ ...compose(message, options), signal }), signal)
    },
    end () {
      transport.close()
      socket?.destroy()
    }
  }
}

function compose (message: MailMessage, { from, reply_to }: MailerOptions) {
  const sender = parseAddress(from)
  return {
    from: sender,
    to: [message.to].flat().map(({ name, address }) => ({ name: oneLine(name), address })),
    subject: oneLine(message.subject),
    text: message.text,
    ...(message.html !== undefined && { html: message.html }),
    ...(message.inline !== undefined && { attachments: message.inline.map(({ cid, name, content_type, content }) => ({ cid, filename: name, contentType: content_type, content, contentDisposition: 'inline' as const })) }),
    ...(message.message_id !== undefined && { messageId: oneLine(message.message_id) }),
    // Answers go to people, whoever sends.
    replyTo: { name: '', address: message.reply_to ?? reply_to ?? sender.address },
    // RFC 3834: nobody's holiday notice answers a machine.
    headers: { ...oneLineEach(message.headers ?? {}), 'Auto-Submitted': 'auto-generated' }
  }
}

/** A stream that tells when somebody first wants what is in it, and gives it when that is allowed. */
function noticeFirstRead (content: Buffer, notice: () => Promise<void>): Readable {
  return new Readable({
    read () {
      notice().then(() => {
        this.push(content)
        this.push(null)
      }, (error: Error) => { this.destroy(error) })
    }
  })
}

const LATE = 'the time of the attempt is over'

/** Ends with the signal even where nodemailer waits for something that is not its own. */
async function unlessAborted<T> (work: Promise<T>, signal: AbortSignal): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const late = () => { reject(new Error(LATE)) }
    signal.addEventListener('abort', late, { once: true })
    work.then(resolve, reject).finally(() => { signal.removeEventListener('abort', late) })
  })
}

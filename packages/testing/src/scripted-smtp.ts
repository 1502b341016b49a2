/** A mail server that does at each step what a test tells it: reply, hang up, say nothing, dribble; with the mail taken or not. */
import { EventEmitter, once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createArrivals, type Arrivals } from './arrivals.ts'
import { readMail, type InboxMessage } from './read-mail.ts'
import type { Teardown } from './redis.ts'

/** `body` is when the first bytes of the mail come, `dot` when all of it is there. */
export type SmtpStep = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'body' | 'dot' | 'QUIT'

type Misdeed = 'drop' | 'reset' | 'silence' | 'dribble'
/**
 * `drop` hangs up, `reset` does it rudely, `silence` never answers, `dribble` sends a long reply byte by byte; with `take-and-` before
 * it, at `dot`, the mail is taken all the same. A reply is without its line end; one of 2xx at `dot` takes the mail. `after_ms` makes a
 * tarpit of it; `then` ends the connection once it is said.
 */
export type SmtpAction = { reply: string, after_ms?: number, then?: 'drop' | 'reset' } | Misdeed | `take-and-${Misdeed}`

export interface SmtpSession {
  /** Counts connections from 1. */
  number: number
  /** As named by MAIL. */
  from: string
  /** As named by RCPT so far. */
  to: string[]
  /** The mail as it came so far. */
  body: string
}

/** What a server does; where it says nothing, it does as usual. */
export type SmtpScript = Partial<Record<SmtpStep, SmtpAction>> | ((step: SmtpStep, session: SmtpSession) => SmtpAction | undefined)

export interface ScriptedSmtp extends Pick<Arrivals<InboxMessage>, 'waitFor'> {
  host: string
  port: number
  /** The steps that were come to, on all connections. */
  seen: SmtpStep[]
  /** Those that were taken, newest first. */
  mails: InboxMessage[]
  /** From the next step on. */
  script: (next: SmtpScript) => void
  /** Resolves when a step has been come to and done. */
  reached: (step: SmtpStep) => Promise<void>
  /** Resolves when nobody is connected. */
  allGone: () => Promise<void>
  /** May be called twice. */
  close: () => Promise<void>
}

const USUAL: Record<SmtpStep, SmtpAction> = {
  greeting: { reply: '220 test' }, EHLO: { reply: '250-test\r\n250 AUTH PLAIN' }, AUTH: { reply: '235 ok' }, MAIL: { reply: '250 ok' }, RCPT: { reply: '250 ok' },
  DATA: { reply: '354 go on' }, body: 'silence', dot: { reply: '250 taken as 42' }, QUIT: { reply: '221 bye' }
}
const FIRST: SmtpScript = {}

export async function createScriptedSmtp (script: SmtpScript = FIRST): Promise<ScriptedSmtp> {
  const sockets = new Set<Socket>()
  const steps = new EventEmitter().setMaxListeners(0)
  const seen: SmtpStep[] = []
  const arrivals = createArrivals<InboxMessage>('mail', ({ to, subject }) => `${to.join(', ')}: ${subject}`)
  let connections = 0
  let mails = 0

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => { sockets.delete(socket); steps.emit('gone') })
    const session: SmtpSession = { number: ++connections, from: '', to: [], body: '' }
    let inBody = false
    let buffered = ''
    let doing = Promise.resolve()

    /** @returns what was done. */
    async function at (step: SmtpStep): Promise<SmtpAction> {
      const action = (typeof script === 'function' ? script(step, session) : script[step]) ?? USUAL[step]
      if (step === 'dot' && (typeof action === 'object' ? action.reply.startsWith('2') : action.startsWith('take-and-'))) {
        arrivals.add(await readMail(session.body.slice(0, -'.\r\n'.length).replace(/^\.\./gm, '.'), { id: String(++mails), sender: session.from, recipients: session.to }))
      }
      await act(socket, action)
      seen.push(step)
      steps.emit(step)
      return action
    }

    async function read (chunk: Buffer): Promise<void> {
      buffered += chunk.toString('latin1')
      // Who has hung up listens to nothing more.
      while (buffered !== '' && socket.writable) {
        if (inBody) {
          if (session.body === '') await at('body')
          if (!socket.writable) return
          session.body += buffered
          buffered = ''
          if (!session.body.endsWith('\r\n.\r\n')) return
          inBody = false
          await at('dot')
          Object.assign(session, { from: '', to: [], body: '' })
          return
        }
        const end = buffered.indexOf('\r\n')
        if (end < 0) return
        const line = buffered.slice(0, end)
        buffered = buffered.slice(end + 2)
        const word = line.slice(0, 4).toUpperCase() as SmtpStep
        const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
        if (word === 'MAIL') session.from = address
        if (word === 'RCPT') session.to.push(address)
        const action = await at(word)
        inBody = word === 'DATA' && typeof action === 'object' && action.reply.startsWith('3')
      }
    }

    socket.on('data', (chunk) => { doing = doing.then(() => read(chunk)) })
    doing = at('greeting').then(() => {})
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    seen,
    mails: arrivals.items,
    waitFor: arrivals.waitFor,
    script (next) { script = next },
    async reached (step) {
      if (!seen.includes(step)) await once(steps, step)
    },
    async allGone () {
      while (sockets.size > 0) await once(steps, 'gone')
    },
    async close () {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      arrivals.close()
      for (const socket of sockets) socket.destroy()
      await closed
    }
  }
}

export async function withScriptedSmtp (t: Teardown, script?: SmtpScript): Promise<ScriptedSmtp> {
  const server = await createScriptedSmtp(script)
  t.teardown(() => server.close())
  return server
}

async function act (socket: Socket, action: SmtpAction): Promise<void> {
  if (typeof action === 'object') {
    const { reply, after_ms = 0, then } = action
    if (after_ms > 0) await pause(after_ms)
    if (then === undefined) return void socket.write(`${reply}\r\n`)
    await new Promise<void>((resolve) => { socket.write(`${reply}\r\n`, () => { resolve() }) })
    return then === 'drop' ? void socket.end() : void socket.resetAndDestroy()
  }
  const misdeed = action.replace('take-and-', '') as Misdeed
  if (misdeed === 'drop') socket.end()
  else if (misdeed === 'reset') socket.resetAndDestroy()
  else if (misdeed === 'dribble') dribble(socket)
}

/** Never silent, never done. */
function dribble (socket: Socket): void {
  // Asked each time: it may be gone already, and then says so no more.
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer)
    else socket.write('2')
  }, 5)
}

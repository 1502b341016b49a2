import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import t from 'tap'
import { createInbox, freePort, withScriptedSmtp, type SmtpAction, type SmtpStep } from '@martelo/testing'
import { createMailer, type MailMessage, type SendResult } from '../src/index.ts'

const message: MailMessage = { to: { name: 'Ana', address: 'ana@example.com' }, subject: 'Você venceu', text: 'Parabéns!\n.\nO lote é seu.', html: '<p>Parabéns!</p>' }
const mailer = (port: number, over: { user?: string } = {}) => createMailer({ host: '127.0.0.1', port, secure: false, from: 'Martelo <martelo@example.com>', password: 'p', ...over })

t.test('a mail arrives as it was meant, and cannot be made to say more', async (t) => {
  const inbox = await createInbox()
  t.teardown(() => inbox.close())
  const { send } = mailer(inbox.smtp.port)

  t.match(await send({ ...message, message_id: '<evt_1@martelo>', reply_to: 'help@example.com', headers: { 'X-Event': 'evt_1' } }), { result: 'sent', message_id: '<evt_1@martelo>', response: /^250/ })
  const first = await inbox.waitFor(({ message_id }) => message_id === '<evt_1@martelo>')
  t.match(first, { from: '"Martelo" <martelo@example.com>', to: ['ana@example.com'], subject: 'Você venceu', html: /<p>Parabéns!<\/p>/ })
  t.equal(first.text.trim(), message.text)
  t.match(first.headers, { 'auto-submitted': 'auto-generated', 'x-event': 'evt_1', 'reply-to': 'help@example.com' })

  const injected = 'Oi\r\nBcc: eve@example.com\r\n\r\nother body'
  t.match(await send({ ...message, to: { name: injected, address: 'ana@example.com' }, subject: injected, message_id: '<evt_2@martelo>', headers: { 'X-A\r\nBcc': injected, 'Auto-Submitted': 'no' } }), { result: 'sent' })
  const second = await inbox.waitFor(({ message_id }) => message_id === '<evt_2@martelo>')
  t.same(second.to, ['ana@example.com'])
  t.equal(second.headers.bcc, undefined)
  t.equal(second.headers['auto-submitted'], 'auto-generated')
  t.equal(second.subject, 'Oi Bcc: eve@example.com other body')
  t.equal(second.text.trim(), message.text)

  for (const address of ['ana@example.com\r\nRCPT TO:<eve@example.com>', 'ana@example.com, eve@example.com', '', 'ana']) {
    const result = await send({ ...message, to: { name: '', address }, message_id: '<evt_3@martelo>' })
    if (result.result === 'sent') t.same((await inbox.waitFor(({ message_id }) => message_id === '<evt_3@martelo>')).to.filter((to) => to.includes('eve')), [], address)
    else t.match(result, { result: 'not_delivered' }, address)
  }

  t.match(await send({ ...message, text: { path: '/etc/passwd' } as unknown as string }), { result: 'not_delivered' }, 'no file is read')
  t.ok(inbox.messages.every(({ text }) => !text.includes('root:')))
})

t.test('what a failure proves', async (t) => {
  const no = (permanent: boolean) => ({ result: 'not_delivered', permanent }) as const
  const unknown = { result: 'unknown' } as const
  const cases: Array<[step: SmtpStep, action: SmtpAction, result: Partial<SendResult>]> = [
    ['greeting', 'drop', no(false)],
    ['greeting', { reply: '554 go away' }, no(false)],
    ['greeting', { reply: 'HTTP/1.1 400 Bad Request' }, no(false)],
    ['EHLO', 'reset', no(false)],
    ['AUTH', { reply: '535 wrong password' }, no(false)],
    ['MAIL', 'drop', no(false)],
    ['MAIL', 'reset', no(false)],
    ['MAIL', { reply: '421 too busy' }, no(false)],
    ['RCPT', { reply: '450 try later' }, no(false)],
    ['RCPT', { reply: '550 <ana@example.com> unknown' }, no(true)],
    ['RCPT', 'drop', no(false)],
    ['DATA', 'drop', no(false)],
    ['DATA', 'reset', no(false)],
    ['DATA', { reply: '451 not now' }, no(false)],
    ['DATA', { reply: '554 no' }, no(true)],
    ['body', 'drop', unknown],
    ['body', 'reset', unknown],
    ['body', { reply: '421 shutting down' }, no(false)],
    ['dot', 'drop', unknown],
    ['dot', 'reset', unknown],
    ['dot', { reply: 'garbage' }, unknown],
    ['dot', { reply: '421 shutting down' }, no(false)],
    ['dot', { reply: '452 disk full' }, no(false)],
    ['dot', { reply: '550 spam' }, no(true)],
    ['QUIT', 'drop', { result: 'sent', response: '250 taken as 42' }]
  ]
  for (const [step, action, expected] of cases) {
    const server = await withScriptedSmtp(t, { [step]: action })
    const result = await mailer(server.port, step === 'AUTH' ? { user: 'u' } : {}).send(message)
    t.match(result, expected, `${step}: ${typeof action === 'string' ? action : action.reply}`)
    t.notMatch(JSON.stringify(result), /ana@|martelo@/, 'no address', { silent: true })
    await server.allGone()
  }
  t.match(await mailer(await freePort()).send(message), no(false), 'nobody listens')
})

t.test('a deadline ends a try, whatever the server does; what had been asked for decides', async (t) => {
  const cases: Array<[step: SmtpStep, action: SmtpAction, result: SendResult['result']]> = [
    ['greeting', 'silence', 'not_delivered'],
    ['greeting', 'dribble', 'not_delivered'],
    ['MAIL', 'silence', 'not_delivered'],
    ['DATA', 'dribble', 'not_delivered'],
    ['dot', 'silence', 'unknown'],
    ['dot', 'dribble', 'unknown']
  ]
  for (const [step, action, expected] of cases) {
    const server = await withScriptedSmtp(t, { [step]: action })
    const deadline = new AbortController()
    const sending = mailer(server.port).send(message, { signal: deadline.signal })
    await server.reached(step)
    deadline.abort()
    t.equal((await sending).result, expected, `${step}: ${action as string}`)
    await server.allGone()
  }
})

t.test('a deadline that has passed sends nothing', async (t) => {
  const server = await withScriptedSmtp(t, {})
  t.match(await mailer(server.port).send(message, { signal: AbortSignal.abort() }), { result: 'not_delivered', permanent: false })
  const soon = new AbortController()
  const sending = mailer(server.port).send(message, { signal: soon.signal })
  soon.abort()
  t.match(await sending, { result: 'not_delivered', permanent: false })
  t.match(await mailer(server.port).send(message), { result: 'sent' }, 'later mails are not touched')
  t.equal(server.seen.filter((step) => step === 'dot').length, 1)
})

t.test('the body waits for leave, and without it nothing is delivered', async (t) => {
  const server = await withScriptedSmtp(t, {})
  const steps: string[] = []
  t.match(await mailer(server.port).send(message, { beforeBody: async () => { steps.push(...server.seen) } }), { result: 'sent' })
  t.equal(steps.at(-1), 'DATA', 'asked for when the server has taken everything else')
  t.match(await mailer(server.port).send(message, { beforeBody: async () => { throw new Error('no') } }), { result: 'not_delivered', permanent: false })
  const deadline = new AbortController()
  t.match(await mailer(server.port).send(message, { signal: deadline.signal, beforeBody: async () => { deadline.abort() } }), { result: 'not_delivered', permanent: false }, 'it came too late')
  await server.allGone()
  t.equal(server.seen.filter((step) => step === 'dot').length, 1)
})

t.test('a failure says whether it is about the mail or about the server', async (t) => {
  const about = async (step: SmtpStep, action: SmtpAction) => {
    const result = await mailer((await withScriptedSmtp(t, { [step]: action })).port).send(message)
    return result.result === 'not_delivered' ? result.about : result.result
  }
  t.equal(await about('RCPT', { reply: '450 greylisted' }), 'mail')
  t.equal(await about('RCPT', { reply: '550 unknown' }), 'mail')
  t.equal(await about('MAIL', { reply: '421 closing' }), 'server')
  t.equal(await about('greeting', { reply: '554 go away' }), 'server')
  t.equal(await about('greeting', 'drop'), 'server')
})

t.test('closing a mailer ends what it sends, and may be done twice', async (t) => {
  const server = await withScriptedSmtp(t, { dot: 'silence' })
  const closing = mailer(server.port)
  const sending = closing.send(message)
  await server.reached('dot')
  closing.close()
  closing.close()
  t.equal((await sending).result, 'unknown')
  await server.allGone()
  t.match(await closing.send(message), { result: 'not_delivered', permanent: false })
})

t.test('TLS from the start or by STARTTLS; a certificate of nobody known is not believed', async (t) => {
  for (const secure of [true, false]) {
    const server = new SMTPServer({
      secure,
      authOptional: false,
      onAuth: ({ username, password }, session, done) => { done(session.secure && password === 'p' ? null : new Error('no'), { user: username }) },
      onData (stream, _session, done) { stream.resume().on('end', done) }
    })
    server.on('error', () => {})
    server.listen(0, '127.0.0.1')
    await once(server.server, 'listening')
    t.teardown(() => { server.close() })
    const { send } = createMailer({ host: 'localhost', port: (server.server.address() as AddressInfo).port, secure, user: 'u', password: 'p', from: 'martelo@example.com' })
    t.match(await send(message), { result: 'not_delivered', permanent: false, error: /certificate/ })
    // The server's certificate is smtp-server's own, which nobody signed.
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    const result = await send(message)
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    t.match(result, { result: 'sent' }, secure ? 'from the start' : 'STARTTLS')
  }
})

t.test('many at a time, each with its own fate', async (t) => {
  const [good, bad] = [await withScriptedSmtp(t, {}), await withScriptedSmtp(t, { dot: 'drop' })]
  const results = await Promise.all(Array.from({ length: 20 }, (_, i) => mailer((i % 2 ? bad : good).port).send(message)))
  t.same(results.map(({ result }) => result), results.map((_, i) => i % 2 ? 'unknown' : 'sent'))
})

/** Signed mails, verified as a receiver does (RFC 6376, relaxed/relaxed). */
import { createHash, createVerify, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import t from 'tap'
import { createMailer, domainOf, mailerOptions } from '../src/index.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const SETTINGS = {
  SMTP_HOST: '127.0.0.1', SMTP_SECURE: false, SMTP_USER: null, SMTP_PASSWORD: null, EMAIL_FROM: 'Martelo <martelo@Exemplo.com.br>', EMAIL_REPLY_TO: 'ajuda@exemplo.com.br',
  DKIM_SELECTOR: 'm1', DKIM_DOMAIN: null, DKIM_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
}

/** A server that keeps what it is sent, byte for byte. */
async function withRawSmtp (t: { teardown: (fn: () => void) => void }): Promise<{ port: number, mails: string[] }> {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData (stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => { chunks.push(chunk) }).on('end', () => {
        mails.push(Buffer.concat(chunks).toString('latin1'))
        done()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  t.teardown(() => { server.close() })
  return { port: (server.server.address() as AddressInfo).port, mails }
}

/** @returns the tags of the signature, and whether it holds for the mail. */
function verify (mail: string): { tags: Record<string, string>, holds: boolean } {
  const split = mail.indexOf('\r\n\r\n')
  const [head, body] = [mail.slice(0, split), mail.slice(split + 4)]
  const headers = head.split(/\r\n(?![ \t])/).map((header): [string, string] => [header.slice(0, header.indexOf(':')).trim().toLowerCase(), header.slice(header.indexOf(':') + 1)])
  const relaxed = (text: string) => text.replace(/\r\n/g, '').replace(/[ \t]+/g, ' ').trim()
  const signature = headers.find(([name]) => name === 'dkim-signature')![1]
  const tags = Object.fromEntries(signature.replace(/\s+/g, '').split(';').filter(Boolean).map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]))
  const canonical = `${body.replace(/[ \t]+(?=\r\n)/g, '').replace(/[ \t]+/g, ' ').replace(/(?:\r\n)*$/, '')}\r\n`
  const hash = createHash('sha256').update(canonical, 'latin1').digest('base64')
  const signed = [
    ...tags.h!.split(':').map((name) => `${name}:${relaxed(headers.findLast(([each]) => each === name)![1])}`),
    `dkim-signature:${relaxed(signature).replace(/b=[^;]*$/, 'b=')}`
  ].join('\r\n')
  return { tags, holds: hash === tags.bh && createVerify('RSA-SHA256').update(signed, 'latin1').verify(publicKey, tags.b!, 'base64') }
}

t.test('a signed mail holds, and an altered one does not', async (t) => {
  const { port, mails } = await withRawSmtp(t)
  const mailer = createMailer(mailerOptions({ ...SETTINGS, SMTP_PORT: port }))
  t.match(await mailer.send({ to: { name: 'Ana', address: 'ana@example.com' }, subject: 'Você venceu', text: 'Parabéns!  \n\n', html: '<p>Parabéns!</p>', message_id: '<evt_1@exemplo.com.br>' }), { result: 'sent' })
  const { tags, holds } = verify(mails[0]!)
  t.match(tags, { a: 'rsa-sha256', c: 'relaxed/relaxed', d: 'exemplo.com.br', s: 'm1' })
  for (const name of ['from', 'to', 'subject', 'message-id', 'reply-to']) t.ok(tags.h!.split(':').includes(name), `${name} is signed`)
  t.ok(holds)
  t.notOk(verify(mails[0]!.replace('Parab', 'Parac')).holds)
  t.notOk(verify(mails[0]!.replace('ana@example.com', 'eve@example.com')).holds)
  t.match(mails[0], /^Reply-To: ajuda@exemplo\.com\.br\r$/m)
})

t.test('without a key nothing is signed; answers go to the sender', async (t) => {
  const { port, mails } = await withRawSmtp(t)
  const mailer = createMailer(mailerOptions({ ...SETTINGS, SMTP_PORT: port, DKIM_SELECTOR: null, DKIM_PRIVATE_KEY: null, EMAIL_REPLY_TO: null }))
  await mailer.send({ to: { name: '', address: 'ana@example.com' }, subject: 's', text: 't' })
  t.notMatch(mails[0], /DKIM-Signature/i)
  t.match(mails[0], /^Reply-To: martelo@exemplo\.com\.br\r$/im)
  t.match(domainOf('Martelo <a@Leilão.example>'), /^xn--[a-z\d-]+\.example$/)
  t.equal(domainOf('nobody'), 'localhost')
})

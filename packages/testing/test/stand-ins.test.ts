/** The stand-ins behave as what they stand in for, and stop what they start. */
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import t from 'tap'
import { discordFailures, startProcess, withDiscord, withInbox, withMessagesApi } from '../src/index.ts'

const MAIL = [
  'Message-ID: <evt_0-1.email@martelo>', 'From: Martelo <martelo@localhost>', 'To: Ana <ana@example.com>', 'Subject: =?utf-8?Q?Voc=C3=AA_venceu?=',
  'MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary=x', '',
  '--x', 'Content-Type: text/plain; charset=utf-8', '', 'Veja http://localhost:3000/a?b=<1>.',
  '--x', 'Content-Type: text/html; charset=utf-8', '', '<p>Veja</p><script>alert(1)</script>', '--x--'
].join('\r\n')

/** Speaks SMTP by hand. @returns the server's last reply */
async function sendMail ({ host, port }: { host: string, port: number }, mail: string): Promise<string> {
  const socket = connect(port, host)
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]()
  const reply = async () => {
    for (;;) {
      const { value } = await replies.next() as { value: string }
      if (/^\d{3} /.test(value)) return value
    }
  }
  await reply()
  for (const line of ['EHLO test', 'MAIL FROM:<martelo@localhost>', 'RCPT TO:<ana@example.com>', 'DATA']) {
    socket.write(`${line}\r\n`)
    await reply()
  }
  socket.write(`${mail}\r\n.\r\n`)
  const last = await reply()
  socket.destroy()
  return last
}

t.test('the inbox keeps what it is sent, newest first, and shows it', async (t) => {
  const inbox = await withInbox(t)
  const coming = inbox.nextMessage()
  t.match(await sendMail(inbox.smtp, MAIL), /^250 /)
  t.match(await coming, { message_id: '<evt_0-1.email@martelo>', from: '"Martelo" <martelo@localhost>', to: ['ana@example.com'], envelope: { to: ['ana@example.com'] }, subject: 'Você venceu', text: /^Veja/, html: /<p>Veja<\/p>/, headers: { 'mime-version': '1.0' } })
  await sendMail(inbox.smtp, 'Subject: segundo\r\n\r\ntexto')
  t.equal((await inbox.waitFor(({ subject }) => subject === 'segundo')).html, null)

  const list = await (await fetch(`${inbox.url}/api/messages`)).json() as Array<{ subject: string }>
  t.same(list.map(({ subject }) => subject), ['segundo', 'Você venceu'])
  const page = await fetch(inbox.url)
  t.match(await page.text(), /Você venceu/)
  t.match(page.headers.get('content-security-policy'), /default-src 'none'/)
  const message = await (await fetch(`${inbox.url}/messages/1`)).text()
  t.match(message, '<a href="http://localhost:3000/a?b=" target="_blank" rel="noreferrer">')
  t.notMatch(message, '<1>', 'what is text stays text')
  t.match(message, /<iframe[^>]* sandbox="/)
  t.match((await fetch(`${inbox.url}/messages/1/html`)).headers.get('content-security-policy'), /sandbox/)
  t.equal((await fetch(`${inbox.url}/messages/9`)).status, 404)

  t.equal((await fetch(`${inbox.url}/api/messages`, { method: 'DELETE' })).status, 204)
  t.same(inbox.messages, [])
  await t.rejects(inbox.waitFor(() => true, { timeout_ms: 1 }), /no mail that fits came within 1 ms/)
  const never = inbox.nextMessage()
  await inbox.close()
  await inbox.close()
  await t.rejects(never, /came before the end/)
})

t.test('the Discord stand-in takes and refuses as Discord does', async (t) => {
  const discord = await withDiscord(t)
  const post = async (body: unknown, query = '?wait=true', path = discord.webhook) => await fetch(path + query, { method: 'POST', headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) })
  const quiet = { allowed_mentions: { parse: [] } }
  const embed = (over: object = {}) => ({ ...quiet, embeds: [{ title: 'Vendido', ...over }] })

  const good = await post({ ...quiet, username: 'Martelo', content: 'Olá <b> **forte** \\*x\\*', embeds: [{ title: 'Vendido', color: 0x1f4d3a, fields: [{ name: 'Preço', value: 'R$ 1,00' }] }] })
  t.equal(good.status, 200)
  t.match(await good.json(), { id: /^\d{19}$/, content: /^Olá/, timestamp: String })
  t.equal((await post({ ...quiet, content: 'dois' }, '')).status, 204, 'without wait there is no body')
  const posts = await (await fetch(`${discord.url}/api/posts`)).json() as Array<{ content: string, body: string }>
  t.equal(posts[0]!.content, 'dois')
  t.match(JSON.parse(posts[1]!.body), { username: 'Martelo', allowed_mentions: { parse: [] } })
  t.match(await (await fetch(discord.url)).text(), 'Olá &#60;b&#62; <strong>forte</strong> *x*')

  const refused: Array<[unknown, number]> = [
    [{ ...quiet, content: 'x'.repeat(2001) }, 50035], [{ ...quiet, content: '' }, 50006], [{ content: 'x' }, 50035], ['{', 50109],
    [{ ...quiet, content: 'x', username: 'y'.repeat(81) }, 50035], [{ ...quiet, content: 'x', username: 'Discord' }, 50035],
    [embed({ title: 'x'.repeat(257) }), 50035], [embed({ description: 'x'.repeat(4097) }), 50035], [embed({ fields: [{ name: 'x', value: '' }] }), 50035],
    [embed({ fields: Array.from({ length: 26 }, () => ({ name: 'x', value: 'y' })) }), 50035], [embed({ timestamp: 'ontem' }), 50035], [embed({ url: 'javascript:alert(1)' }), 50035], [embed({ color: -1 }), 50035],
    [{ ...quiet, embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 50035], [{ ...quiet, embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] }, 50035]
  ]
  for (const [body, code] of refused) t.match(await (await post(body)).json(), { code }, JSON.stringify(body).slice(0, 60))
  t.equal((await post({ ...quiet, content: 'é'.repeat(2000) })).status, 200, 'characters count, not bytes')
  t.equal((await post(embed(), '', `${discord.url}/api/webhooks/x`)).status, 404)
  t.equal(discord.posts.length, 3)

  discord.answer((_post, number) => number % 2 === 0 ? discordFailures.rateLimited(0.25) : discordFailures.serverError)
  const answers = [await post(embed()), await post(embed())].sort((a, b) => a.status - b.status)
  t.same(answers.map(({ status }) => status), [429, 500])
  t.match(await answers[0]!.json(), { retry_after: 0.25 })
  t.equal(answers[0]!.headers.get('retry-after'), '1')
  discord.answer(() => 'take-and-cut')
  await t.rejects(post(embed()))
  t.equal(discord.posts.length, 4, 'taken, though nobody was told')
  discord.answer(() => 'hang')
  const hanging = t.rejects(post(embed()))
  await discord.close()
  await hanging
})

t.test('the Messages API stand-in checks what the real one checks, and answers what a test says', async (t) => {
  const api = await withMessagesApi(t)
  const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }
  const body = { model: 'claude', max_tokens: 100, messages: [{ role: 'user', content: 'Olá' }], output_config: { format: { type: 'json_schema', schema } } }
  const ask = async (over: object = {}, headers: Record<string, string> = { authorization: 'Bearer key' }) => await fetch(`${api.url}/v1/messages`, { method: 'POST', headers: { 'content-type': 'application/json', 'anthropic-version': '2026-10-21', ...headers }, body: JSON.stringify({ ...body, ...over }) })
  const answerOf = async (response: Response) => ({ status: response.status, body: await response.json() as object })

  api.answer(({ model }) => ({ json: { a: model } }))
  t.match(await answerOf(await ask()), { status: 200, body: { type: 'message', role: 'assistant', stop_reason: 'end_turn', content: [{ type: 'text', text: '{"a":"claude"}' }], usage: { input_tokens: Number, output_tokens: Number } } })
  t.match(api.requests[0]!.body, body)

  t.match(await answerOf(await ask({}, {})), { status: 401, body: { type: 'error', error: { type: 'authentication_error' } } })
  const wrong: Array<[object, RegExp]> = [
    [{ model: '' }, /^model/], [{ max_tokens: 0 }, /^max_tokens/], [{ messages: [] }, /^messages/], [{ messages: [{ role: 'user', content: '' }] }, /non-empty/],
    [{ output_config: { format: { type: 'json_schema', schema: { ...schema, additionalProperties: true } } } }, /additionalProperties/],
    [{ output_config: { format: { type: 'json_schema', schema: { ...schema, properties: { a: { type: 'string', maxLength: 3 } } } } } }, /properties\.a: .*maxLength/]
  ]
  for (const [over, message] of wrong) t.match(await answerOf(await ask(over)), { status: 400, body: { error: { type: 'invalid_request_error', message } } }, String(message))
  t.equal(api.requests.length, 1, 'what is refused does not count')

  api.answer(() => 'refusal')
  t.match(await answerOf(await ask()), { body: { stop_reason: 'refusal', content: [] } })
  api.answer(() => 'empty')
  t.match(await answerOf(await ask()), { body: { stop_reason: 'end_turn', content: [] } })
  api.answer(() => ({ max_tokens: '{"a":' }))
  t.match(await answerOf(await ask()), { body: { stop_reason: 'max_tokens', content: [{ text: '{"a":' }] } })
  api.answer(() => ({ error: 'overloaded_error', headers: { 'retry-after': '1' } }))
  t.match(await answerOf(await ask()), { status: 529, body: { error: { type: 'overloaded_error', message: 'Overloaded' } } })
  api.answer(() => ({ raw: 'no JSON' }))
  t.equal(await (await ask()).text(), 'no JSON')
  api.answer(() => 'cut')
  await t.rejects(ask())
  api.answer(() => 'dribble')
  const slow = await ask()
  t.equal((await slow.body!.getReader().read()).done, false)
  api.answer(() => 'hang')
  const hanging = t.rejects(ask())
  await api.nextRequest()
  await api.close()
  await hanging
})

t.test('a process is started, watched and ended', async (t) => {
  const script = 'console.log("one"); console.error("two"); console.log("ready"); setInterval(() => {}, 1000); process.on("SIGUSR2", () => console.log("three"))'
  const running = await startProcess(t, { args: ['-e', script], env: { NAME: 'value' } })
  await running.waitForLine('two')
  const three = running.waitForLine(/^th/)
  running.child.kill('SIGUSR2')
  t.equal(await three, 'three')
  await running.kill('SIGTERM')
  await running.kill()
  t.equal(running.child.signalCode, 'SIGTERM')
  await t.rejects(startProcess(t, { args: ['-e', 'console.log("no"); process.exit(3)'] }), /ended with 3 without the line ready:\nno/)
  await t.rejects(startProcess(t, { command: '/nonexistent', args: [] }), /cannot be started/)
})

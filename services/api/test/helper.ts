/** An API in this process, on a Redis and an inbox of its own, with people who are signed in. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAccounts } from '@martelo/accounts'
import { createLogger, loadSettings, type Settings } from '@martelo/service-runtime'
import { withInbox, withRedis, type Teardown } from '@martelo/testing'
import { startApi } from '../src/service.ts'

export interface Answer { status: number, headers: Headers, body: any }

/** @param log takes the lines of its log, when LOG_LEVEL lets there be any. */
export async function withApi (t: Teardown, over: Record<string, string> = {}, log?: (line: string) => void) {
  const server = await withRedis(t)
  const inbox = await withInbox(t)
  const folder = await mkdtemp(join(tmpdir(), 'martelo-images-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const settings: Settings = loadSettings({
    REDIS_URL: server.url, API_PORT: '0', METRICS_PORT: '0', SMTP_HOST: inbox.smtp.host, SMTP_PORT: String(inbox.smtp.port),
    ADMIN_EMAILS: 'admin@example.com', RATE_LIMIT: 'off', LOG_LEVEL: 'silent', IMAGES_DIR: folder, ...over
  }, '/nonexistent')
  const api = await startApi(settings, createLogger(settings, 'api', log && { write: log }))
  t.teardown(() => api.close())
  const accounts = createAccounts(server.connect())

  async function call (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(api.address + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    const text = await response.text()
    // A machine that compiles other tests at the same time is told as overload, as it should be: a client comes back.
    if (response.status === 503 && text.includes('"overloaded"')) return await call(method, path, body, headers)
    return { status: response.status, headers: response.headers, body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text }
  }

  async function person (name: string) {
    const account = await accounts.create({ name, email: `${name.toLowerCase()}@example.com` })
    const { token } = await accounts.createToken(account.id, { label: 'test' })
    const as = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => await call(method, path, body, { authorization: `Bearer ${token}`, ...headers })
    return { id: account.id, token, as }
  }
  return { server, inbox, accounts, folder, settings, call, person, address: api.address, metrics: `http://127.0.0.1:${api.metrics_port}` }
}

/** Reads server-sent events until enough of them have come. */
export async function events (url: string, enough: (kinds: string[]) => boolean, headers: Record<string, string> = {}): Promise<Array<{ id: string, event: string, data: any }>> {
  const abort = new AbortController()
  const response = await fetch(url, { headers, signal: abort.signal })
  const found: Array<{ id: string, event: string, data: unknown }> = []
  let text = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const blocks = text.split('\n\n')
    text = blocks.pop()!
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
      if (field('event')) found.push({ id: field('id')!, event: field('event')!, data: JSON.parse(field('data')!) })
    }
    if (enough(found.map(({ event }) => event))) break
  }
  abort.abort()
  return found
}

/** Two people to bid with: tokens that were given, those of `npm start`, or a sign-in whose codes an inbox for everybody shows. */
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

export interface People { seller: string, bidder: string }

export interface Ways {
  /** Two tokens, separated by a comma. */
  tokens: string | null
  /** Mailpit's address. */
  inbox: string | null
  /** What `npm start` wrote. */
  start: string
}

const CODE_WITHIN_MS = 30_000

/** @returns tokens. @throws when there is no way to get them */
export async function bidders (api: string, { tokens, inbox, start }: Ways): Promise<People> {
  if (tokens !== null) return pair(tokens.split(','), 'LOAD_TOKENS')
  if (inbox !== null) return { seller: await signIn(api, inbox, 'load-seller@martelo.test'), bidder: await signIn(api, inbox, 'load-bidder@martelo.test') }
  const started = await readFile(start, 'utf8').catch(() => null)
  if (started === null) throw new Error('nobody to bid with: give LOAD_TOKENS (two, separated by a comma), LOAD_INBOX (Mailpit’s address), or run npm start')
  return pair((JSON.parse(started) as { people: Array<{ token: string }> }).people.map(({ token }) => token), start)
}

function pair (tokens: string[], from: string): People {
  const [seller, bidder] = tokens.map((token) => token.trim())
  if (!seller || !bidder) throw new Error(`${from}: two tokens are needed`)
  return { seller, bidder }
}

async function signIn (api: string, inbox: string, email: string): Promise<string> {
  const before = new Set(await mailsTo(inbox, email))
  await post(`${api}/api/sign-in`, { email })
  const code = await codeOf(inbox, email, before)
  const response = await post(`${api}/api/sign-in/verify`, { email, code })
  const cookie = response.headers.getSetCookie().map((each) => each.split(';')[0]!)[0] ?? ''
  const made = await post(`${api}/api/me/tokens`, { label: 'load test', expires_in_days: 1 }, { cookie, 'sec-fetch-site': 'same-origin' })
  return (await made.json() as { token: string }).token
}

async function codeOf (inbox: string, email: string, before: Set<string>): Promise<string> {
  for (const until = performance.now() + CODE_WITHIN_MS; performance.now() < until; await pause(200)) {
    const fresh = (await mailsTo(inbox, email)).find((id) => !before.has(id))
    if (fresh === undefined) continue
    const { Text } = await get(`${inbox}/api/v1/message/${fresh}`) as { Text: string }
    const code = /\b\d{6}\b/.exec(Text)?.[0]
    if (code !== undefined) return code
  }
  throw new Error(`no sign-in code for ${email} came to ${inbox}`)
}

/** Ids, newest first. */
async function mailsTo (inbox: string, email: string): Promise<string[]> {
  const { messages } = await get(`${inbox}/api/v1/search?query=${encodeURIComponent(`to:${email}`)}&limit=10`) as { messages: Array<{ ID: string }> }
  return messages.map(({ ID }) => ID)
}

async function get (url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return await response.json()
}

async function post (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body), signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response
}

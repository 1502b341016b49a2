/** What Discord refuses in a webhook's body, in the form in which it says so. Lengths are in characters (code points). */

export interface Embed {
  title?: string
  description?: string
  url?: string
  color?: number
  timestamp?: string
  author?: { name?: string }
  footer?: { text?: string }
  fields?: Array<{ name: string, value: string, inline?: boolean }>
}

export interface WebhookBody {
  content?: string
  username?: string
  embeds?: Embed[]
  allowed_mentions?: unknown
}

interface Refusal { message: string, code: number, errors?: Record<string, { _errors: Array<{ code: string, message: string }> }> }

const CONTENT = 2000
const EMBEDS = 10
const EMBED_TITLE = 256
const EMBED_DESCRIPTION = 4096
const FIELDS = 25
const FIELD_NAME = 256
const FIELD_VALUE = 1024
const FOOTER = 2048
const AUTHOR = 256
const ALL_EMBEDS = 6000
const USERNAME = 80
const COLOR = 0xffffff

const lengthOf = (text: unknown) => typeof text === 'string' ? [...text].length : 0

/** @returns null when Discord would take it. */
export function mistakesIn ({ content, username, embeds, allowed_mentions }: WebhookBody): Refusal | null {
  const errors: NonNullable<Refusal['errors']> = {}
  const mistake = (path: string, code: string, message: string) => { errors[path] = { _errors: [{ code, message }] } }
  const text = (path: string, value: unknown, most: number, required = false) => {
    if (value === undefined || value === null) {
      if (required) mistake(path, 'BASE_TYPE_REQUIRED', 'This field is required')
    } else if (typeof value !== 'string') {
      mistake(path, 'STRING_TYPE_CONVERT', `Could not interpret ${JSON.stringify(value)} as string.`)
    } else if (required && value.trim() === '') {
      mistake(path, 'BASE_TYPE_REQUIRED', 'This field is required')
    } else if (lengthOf(value) > most) {
      mistake(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`)
    }
  }

  text('content', content, CONTENT)
  text('username', username, USERNAME)
  if (typeof username === 'string' && /discord|clyde/i.test(username)) mistake('username', 'USERNAME_INVALID_CONTAINS', 'Username cannot contain "discord" or "clyde"')
  if (embeds !== undefined && !Array.isArray(embeds)) mistake('embeds', 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')
  const list = Array.isArray(embeds) ? embeds : []
  if (list.length > EMBEDS) mistake('embeds', 'BASE_TYPE_MAX_LENGTH', `Must be ${EMBEDS} or fewer in length.`)
  let all = 0
  for (const [i, { title, description, url, color, timestamp, author, footer, fields = [] }] of list.entries()) {
    const at = (name: string) => `embeds.${i}.${name}`
    text(at('title'), title, EMBED_TITLE)
    text(at('description'), description, EMBED_DESCRIPTION)
    text(at('author.name'), author?.name, AUTHOR)
    text(at('footer.text'), footer?.text, FOOTER)
    if (url !== undefined && !/^https?:\/\/[^\s/]/.test(url)) mistake(at('url'), 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')
    if (color !== undefined && !(Number.isInteger(color) && color >= 0 && color <= COLOR)) mistake(at('color'), 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${COLOR}.`)
    if (timestamp !== undefined && Number.isNaN(Date.parse(timestamp))) mistake(at('timestamp'), 'DATE_TIME_TYPE_PARSE', 'Could not parse as ISO8601.')
    if (fields.length > FIELDS) mistake(at('fields'), 'BASE_TYPE_MAX_LENGTH', `Must be ${FIELDS} or fewer in length.`)
    for (const [j, { name, value }] of fields.entries()) {
      text(at(`fields.${j}.name`), name, FIELD_NAME, true)
      text(at(`fields.${j}.value`), value, FIELD_VALUE, true)
      all += lengthOf(name) + lengthOf(value)
    }
    all += lengthOf(title) + lengthOf(description) + lengthOf(author?.name) + lengthOf(footer?.text)
  }
  if (all > ALL_EMBEDS) mistake('embeds', 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${ALL_EMBEDS}`)
  // Discord would take a post without it, and let a title call everybody. The stand-in is stricter, so that nobody forgets.
  if (typeof allowed_mentions !== 'object' || allowed_mentions === null) mistake('allowed_mentions', 'BASE_TYPE_REQUIRED', 'This field is required')

  if (Object.keys(errors).length > 0) return { message: 'Invalid Form Body', code: 50035, errors }
  if (lengthOf(content?.trim()) === 0 && list.length === 0) return { message: 'Cannot send an empty message', code: 50006 }
  return null
}

/** What the Messages API refuses in a request. Its words are those that a developer looks for when it happens. */

export interface MessagesRequest {
  model: string
  max_tokens: number
  messages: Array<{ role: string, content: unknown }>
  system?: unknown
  output_config?: { format?: { type: string, schema: Record<string, unknown> } | null }
  [member: string]: unknown
}

/** What structured outputs take of JSON Schema; the client's own `transformJSONSchema` keeps to the same. */
const KEYWORDS = new Set(['$schema', '$ref', '$defs', 'type', 'title', 'description', 'enum', 'const', 'anyOf', 'allOf', 'properties', 'required', 'additionalProperties', 'items', 'minItems', 'format', 'default'])
const FORMATS = new Set(['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid'])

/** @returns null when the API would take it. */
export function mistakeIn (body: unknown): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'The request body is not valid JSON'
  const { model, max_tokens, messages, stream, output_config } = body as Record<string, unknown> & Partial<MessagesRequest>
  if (typeof model !== 'string' || model === '') return 'model: Field required'
  if (!Number.isInteger(max_tokens) || Number(max_tokens) < 1) return 'max_tokens: Input should be greater than or equal to 1'
  if (!Array.isArray(messages) || messages.length === 0) return 'messages: at least one message is required'
  for (const [i, { role, content }] of messages.entries()) {
    if (role !== 'user' && role !== 'assistant') return `messages.${i}.role: Input should be 'user' or 'assistant'`
    if (content === '' || (typeof content !== 'string' && !Array.isArray(content))) return `messages.${i}: all messages must have non-empty content`
  }
  if (stream === true) return 'stream: the stand-in does not stream'
  const format = output_config?.format
  if (format === undefined || format === null) return null
  if (format.type !== 'json_schema') return 'output_config.format.type: Input should be \'json_schema\''
  return mistakeInSchema(format.schema, 'output_config.format.schema')
}

function mistakeInSchema (schema: unknown, path: string): string | null {
  if (typeof schema !== 'object' || schema === null) return `${path}: Input should be an object`
  const { type, properties = {}, $defs = {}, items, anyOf = [], allOf = [], additionalProperties, minItems, format } = schema as Record<string, unknown>
  const unknown = Object.keys(schema).find((keyword) => !KEYWORDS.has(keyword))
  if (unknown !== undefined) return `${path}: For '${String(type)}' type, property '${unknown}' is not supported`
  if (type === 'object' && additionalProperties !== false) return `${path}: For 'object' type, 'additionalProperties' must be explicitly set to false`
  if (minItems !== undefined && minItems !== 0 && minItems !== 1) return `${path}: For 'array' type, 'minItems' values other than 0 or 1 are not supported`
  if (format !== undefined && !FORMATS.has(String(format))) return `${path}: String format '${String(format)}' is not supported`
  const inside: Array<[string, unknown]> = [
    ...Object.entries(properties as object).map(([name, each]): [string, unknown] => [`properties.${name}`, each]),
    ...Object.entries($defs as object).map(([name, each]): [string, unknown] => [`$defs.${name}`, each]),
    ...(items === undefined ? [] : [['items', items] as [string, unknown]]),
    ...[...anyOf as unknown[], ...allOf as unknown[]].map((each, i): [string, unknown] => [`anyOf.${i}`, each])
  ]
  for (const [name, each] of inside) {
    const mistake = mistakeInSchema(each, `${path}.${name}`)
    if (mistake !== null) return mistake
  }
  return null
}

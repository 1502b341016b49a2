/** Redis' protocol (RESP2 and RESP3), as far as a proxy must understand it: where a message ends, and what it says. */

export type RespValue = string | null | RespValue[]

export interface RespMessage {
  bytes: Buffer
  /** The first byte, such as `*` for an array, `-` for an error, `>` for a push. */
  kind: string
  value: RespValue
}

interface Read { value: RespValue, end: number }

/** @returns takes bytes as they come, and gives the messages that are complete by now. */
export function createRespReader (): (chunk: Buffer) => RespMessage[] {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const messages: RespMessage[] = []
    for (let read = readValue(rest, 0); read !== null; read = readValue(rest, 0)) {
      messages.push({ bytes: rest.subarray(0, read.end), kind: String.fromCharCode(rest[0]!), value: read.value })
      rest = rest.subarray(read.end)
    }
    return messages
  }
}

/** @returns null while the value is not complete. @throws when it is not of this protocol */
function readValue (bytes: Buffer, start: number): Read | null {
  const line = bytes.indexOf('\r\n', start)
  if (line < 0) return null
  const kind = String.fromCharCode(bytes[start]!)
  const text = bytes.toString('latin1', start + 1, line)
  const after = line + 2
  switch (kind) {
    case '+': case '-': case ':': case ',': case '#': case '(': case '_': return { value: kind === '_' ? null : text, end: after }
    case '$': case '!': case '=': return readBulk(bytes, after, Number(text))
    case '*': case '~': case '>': return readValues(bytes, after, Number(text))
    case '%': return readValues(bytes, after, Number(text) * 2)
    default: throw new Error(`not Redis' protocol: ${JSON.stringify(kind + text.slice(0, 40))}`)
  }
}

function readBulk (bytes: Buffer, start: number, length: number): Read | null {
  if (length < 0) return { value: null, end: start }
  const end = start + length + 2
  return end > bytes.length ? null : { value: bytes.toString('utf8', start, end - 2), end }
}

function readValues (bytes: Buffer, start: number, count: number): Read | null {
  if (count < 0) return { value: null, end: start }
  const values: RespValue[] = []
  let end = start
  for (let i = 0; i < count; i++) {
    const read = readValue(bytes, end)
    if (read === null) return null
    values.push(read.value)
    end = read.end
  }
  return { value: values, end }
}

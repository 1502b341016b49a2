/** One JSON object a line; pretty on a terminal. Nothing personal or secret: what slips in under these names, or as an address, is removed. */
import { pino, type DestinationStream, type Logger } from 'pino'
import pretty from 'pino-pretty'
import type { Settings } from './settings.ts'

const PRIVATE = ['authorization', 'cookie', '["set-cookie"]', 'password', 'token', 'email', 'to']
const PLACES = ['', '*.', '*.*.']
// `code` is a sign-in code only where a request's body is logged: an error's `code` is what its reader needs first.
const PATHS = [...PLACES.flatMap((place) => PRIVATE.map((name) => name.startsWith('[') ? `${place.slice(0, -1)}${name}` : place + name)), 'code', 'body.code', '*.body.code']

/** An e-mail address, but not a package and its version in a stack, `pino@10.4.0`. */
const ADDRESS = /[^\s"'<>()\\,;:/=[\]@]{1,64}@(?:[\p{L}\p{N}_-]{1,63}\.)+\p{L}{2,}/gu

/** @param destination where the lines go; standard output, which is written at once, so that the last words before an exit arrive. */
export function createLogger (settings: Pick<Settings, 'LOG_LEVEL'>, service: string, destination?: DestinationStream): Logger {
  return pino(
    {
      name: service,
      level: settings.LOG_LEVEL,
      redact: { paths: PATHS, remove: true },
      serializers: { err: errorForLog },
      // The last net: what a mail server or a library puts into a sentence has no name to go by.
      hooks: { streamWrite: (line) => line.includes('@') ? line.replace(ADDRESS, '<address>') : line }
    },
    destination ?? (process.stdout.isTTY ? pretty({ ignore: 'pid,hostname', sync: true }) : pino.destination({ fd: 1, sync: true }))
  )
}

/** What happened and where. Other members of an error stay out: those of a Redis command hold its arguments, names and addresses among them. */
function errorForLog (error: Error) {
  if (!(error instanceof Error)) return error
  const { type, message, stack, code } = pino.stdSerializers.err(error)
  return { type, message, ...(code !== undefined && { code: code as unknown }), stack }
}

export type { Logger }

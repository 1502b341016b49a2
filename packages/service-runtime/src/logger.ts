/** One JSON object a line; pretty on a terminal. Nothing personal or secret: what slips in under these names is removed. */
import { pino, type DestinationStream, type Logger } from 'pino'
import pretty from 'pino-pretty'
import type { Settings } from './settings.ts'

const PRIVATE = ['authorization', 'cookie', '["set-cookie"]', 'password', 'token', 'email', 'to']
const PLACES = ['', '*.', '*.*.']
// `code` is a sign-in code only where a request's body is logged: an error's `code` is what its reader needs first.
const PATHS = [...PLACES.flatMap((place) => PRIVATE.map((name) => name.startsWith('[') ? `${place.slice(0, -1)}${name}` : place + name)), 'code', 'body.code', '*.body.code']

/** @param destination where the lines go; standard output, which is written at once, so that the last words before an exit arrive. */
export function createLogger (settings: Pick<Settings, 'LOG_LEVEL'>, service: string, destination?: DestinationStream): Logger {
  return pino(
    { name: service, level: settings.LOG_LEVEL, redact: { paths: PATHS, remove: true } },
    destination ?? (process.stdout.isTTY ? pretty({ ignore: 'pid,hostname', sync: true }) : pino.destination({ fd: 1, sync: true }))
  )
}

export type { Logger }

/** One JSON object a line; pretty on a terminal. Nothing personal: what slips in under these names is removed. */
import { pino, type Logger } from 'pino'
import type { Settings } from './settings.ts'

const PRIVATE = ['authorization', 'cookie', 'password', 'token', 'code', 'email', 'to', 'address']

export function createLogger (settings: Pick<Settings, 'LOG_LEVEL'>, service: string): Logger {
  return pino({
    name: service,
    level: settings.LOG_LEVEL,
    redact: { paths: PRIVATE.flatMap((name) => [name, `*.${name}`, `req.headers.${name}`]), remove: true },
    ...(process.stdout.isTTY && { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } })
  })
}

export type { Logger }

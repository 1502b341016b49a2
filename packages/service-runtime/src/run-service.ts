/** The life of a process: settings, start, `ready`, and an end that finishes what can be finished. */
import closeWithGrace from 'close-with-grace'
import { createLogger, type Logger } from './logger.ts'
import { SettingsError, loadSettings, type Settings } from './settings.ts'

export interface RunningService {
  /** Stops taking work, finishes what can be finished, closes what was opened. */
  close: () => Promise<void>
  /** How long that may take, ms; after it the process ends anyway. */
  graceMs?: number
}

const GRACE_MS = 30_000

/**
 * Runs a service until a signal ends it. SIGTERM and SIGINT end it in order, with status 0; a second one at once, with 1. An error
 * that nobody caught ends it at once with status 1: the state of the process is unknown then, others take over what it held, and a
 * supervisor starts a new one.
 */
export async function runService (name: string, start: (context: { settings: Settings, logger: Logger }) => Promise<RunningService>): Promise<void> {
  const settings = settingsOrExit()
  const logger = createLogger(settings, name)
  let service: RunningService | undefined

  closeWithGrace({ delay: false, logger: false, onSecondSignal: (signal) => { logger.warn({ signal }, 'ending at once') } }, async ({ signal, err }) => {
    if (err) {
      logger.fatal({ err }, 'ending after an error that nobody caught')
      process.exit(1)
    }
    logger.info({ signal }, 'ending')
    const late = setTimeout(() => {
      logger.error('ending without having finished: it took too long')
      process.exit(1)
    }, service?.graceMs ?? GRACE_MS)
    try {
      await service?.close()
    } catch (error) {
      logger.error({ err: error }, 'ending failed')
      process.exit(1)
    }
    clearTimeout(late)
  })

  try {
    service = await start({ settings, logger })
  } catch (error) {
    if (error instanceof SettingsError) process.stderr.write(`${error.message}\n`)
    else logger.fatal({ err: error }, 'cannot start')
    process.exit(1)
  }
  // A plain line, for those who wait for it: launchers, tests, scripts.
  process.stdout.write('ready\n')
}

function settingsOrExit (): Settings {
  try {
    return loadSettings(process.env, process.cwd(), { complete: true })
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

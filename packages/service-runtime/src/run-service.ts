/** The life of a process: settings, start, `ready`, and an end that finishes what can be finished. */
import closeWithGrace from 'close-with-grace'
import { createLogger, type Logger } from './logger.ts'
import { SettingsError, loadSettings, type Settings } from './settings.ts'

export interface RunningService {
  /** Stops taking work, finishes what can be finished, closes what was opened. */
  close: () => Promise<void>
}

/** How long an orderly end may take, ms; after it the process ends at once. */
const GRACE_MS = 30_000

/**
 * Runs a service until a signal ends it. SIGTERM and SIGINT end it in order, a second one at once. An error that nobody caught ends
 * it with status 1: the state of the process is unknown then, and a supervisor starts a new one.
 */
export async function runService (name: string, start: (context: { settings: Settings, logger: Logger }) => Promise<RunningService>): Promise<void> {
  let settings: Settings
  try {
    settings = loadSettings()
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
  const logger = createLogger(settings, name)
  let service: RunningService | undefined
  closeWithGrace({ delay: GRACE_MS, logger: false }, async ({ signal, err }) => {
    if (err) logger.fatal({ err }, 'ending after an error that nobody caught')
    else logger.info({ signal }, 'ending')
    await service?.close()
    if (err) process.exit(1)
  })
  try {
    service = await start({ settings, logger })
  } catch (error) {
    logger.fatal({ err: error }, 'cannot start')
    process.exit(1)
  }
  process.stdout.write('ready\n')
}

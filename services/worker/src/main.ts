/** The worker as a process. */
import { runService } from '@martelo/service-runtime'
import { startWorker } from './worker.ts'

await runService('worker', async ({ settings, logger }) => await startWorker(settings, logger))

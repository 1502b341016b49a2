/** The API as a process. */
import { runService } from '@martelo/service-runtime'
import { startApi } from './service.ts'

await runService('api', async ({ settings, logger }) => await startApi(settings, logger))

/** `npm run lab -- kill`: prepares a fresh clone, gets a redis-server where nobody must be asked, runs a laboratory. */
import { requireRedisServer } from './debian.mjs'
import { prepare } from './prepare.mjs'

await prepare()
await requireRedisServer('The laboratories start Redis servers of their own')
await import('../packages/load-test/dist/lab.js')

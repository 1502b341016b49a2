/** `npm start`: prepares what a fresh clone lacks, then runs the launcher. */
import { prepare } from '../../scripts/prepare.mjs'

await prepare()
await import('./dist/main.js')

/** `npm start`: prepares what a fresh clone lacks, then runs the launcher. */
import { prepare } from '../../scripts/prepare.mjs'

// npm passes a signal to the shell that it runs us in, and the shell dies without passing it on. Then we have another parent.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM') }, 250).unref()
}

await prepare()
await import('./dist/main.js')

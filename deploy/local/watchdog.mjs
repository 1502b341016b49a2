/**
 * Ends the launcher's children when the launcher is gone without having been able to: its standard input closes then, whatever killed it.
 * Each line is a process to watch, `+pid` or `-pid`.
 */
import { createInterface } from 'node:readline'

const watched = new Set()
for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1))
  if (line.startsWith('+')) watched.add(pid)
  else watched.delete(pid)
}
const send = (signal) => {
  for (const pid of watched) {
    try {
      process.kill(pid, signal)
    } catch {
      watched.delete(pid)
    }
  }
}
send('SIGTERM')
for (let waited = 0; watched.size > 0 && waited < 10_000; waited += 100) {
  await new Promise((resolve) => { setTimeout(resolve, 100) })
  send(0)
}
send('SIGKILL')

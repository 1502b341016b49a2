/**
 * Holds the data folder for the launcher, so that no two use it, and ends the launcher's children when the launcher is gone without having
 * been able to: its standard input closes then, whatever killed it. Until the last child is gone the folder stays held.
 *
 * Argument: the lock's file. Standard input: `+<pid> <rank>` and `-<pid>`, a line each; the highest rank ends first.
 * Standard output: `held`, `busy <pid of the launcher that holds it>`, or `waiting`, while a launcher that died is cleaned up after.
 *
 * Plain JavaScript: it must start at once.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { createInterface } from 'node:readline'

/** How long the children of one rank may take to end. */
const PATIENCE_MS = 5000
const BETWEEN_LOOKS_MS = 50
const ANSWER_MS = 1000

const lock = process.argv[2]
const id = randomBytes(8).toString('hex')
const launcher = process.ppid
const pause = (ms = BETWEEN_LOOKS_MS) => new Promise((resolve) => { setTimeout(resolve, ms) })
const say = (word) => { process.stdout.write(`${word}\n`) }
process.stdout.on('error', () => {})
// A terminal's Ctrl-C is for the launcher, which then closes the input.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => {})

let state = 'running'
// Who asks at this port learns whether the lock's holder lives. A number of a process alone proves nothing: it may be another one by now.
const door = createServer((socket) => {
  socket.on('error', () => {})
  socket.end(`${id} ${state} ${launcher}\n`)
}).listen(0, '127.0.0.1')
await once(door, 'listening')

await hold()
const watched = new Map()
for await (const line of createInterface({ input: process.stdin })) {
  const [pid, rank = 0] = line.slice(1).split(' ').map(Number)
  if (line.startsWith('+')) watched.set(pid, rank)
  else watched.delete(pid)
}
state = 'ending'
for (const rank of [...new Set(watched.values())].sort((a, b) => b - a)) await end([...watched].filter(([, each]) => each === rank).map(([pid]) => pid))
if (heldBy(lock)?.id === id) rmSync(lock, { force: true })
process.exit(0)

async function hold () {
  for (let told = false; ;) {
    try {
      writeFileSync(lock, JSON.stringify({ id, port: door.address().port }), { flag: 'wx' })
      return say('held')
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const holder = heldBy(lock)
    const [answered, doing, pid] = holder === null ? [] : await ask(holder.port)
    if (holder !== null && answered === holder.id) {
      if (doing === 'running') {
        say(`busy ${pid}`)
        process.exit(1)
      }
      if (!told) say('waiting')
      told = true
      await pause()
    } else {
      // Perhaps it is being written at this moment.
      if (holder === null) await pause()
      takeAway(holder?.id)
    }
  }
}

/** Removes a lock whose holder is gone; one that somebody else took in the meantime is put back. */
function takeAway (dead) {
  const aside = `${lock}.${id}`
  try {
    renameSync(lock, aside)
    if (heldBy(aside)?.id !== dead) linkSync(aside, lock)
  } catch {}
  rmSync(aside, { force: true })
}

function heldBy (file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

async function ask (port) {
  const socket = connect(port, '127.0.0.1')
  socket.setTimeout(ANSWER_MS, () => { socket.destroy() })
  let text = ''
  try {
    for await (const chunk of socket) text += chunk
  } catch {}
  return text.trim().split(' ')
}

async function end (pids) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    let left = pids.filter((pid) => send(pid, signal))
    for (let waited = 0; left.length > 0 && waited < PATIENCE_MS; waited += BETWEEN_LOOKS_MS) {
      await pause()
      left = left.filter((pid) => send(pid, 0))
    }
    if (left.length === 0) return
  }
}

/** @returns whether there is such a process. */
function send (pid, signal) {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

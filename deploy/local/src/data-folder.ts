/** The data folder belongs to one launcher at a time; a watchdog process holds it, and ends what the launcher leaves behind. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const WATCHDOG = fileURLToPath(new URL('../watchdog.mjs', import.meta.url))

export interface DataFolder {
  /** This process must not outlive the launcher. Of those that are left the highest rank ends first. */
  watch: (pid: number, rank: number) => void
  forget: (pid: number) => void
  /** Resolves when the folder is free for others. */
  release: () => Promise<void>
}

/** @throws when another launcher uses the folder. */
export async function holdDataFolder (folder: string, say: (text: string) => void): Promise<DataFolder> {
  const watched = new Map<number, number>()
  let released = false
  let dog = await start()

  async function start (): Promise<ChildProcess> {
    // A session of its own, so that what ends the launcher and its group does not end this.
    const child = spawn(process.execPath, [WATCHDOG, join(folder, 'lock')], { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
    child.stdin!.on('error', () => {})
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', () => { reject(new Error('the watchdog ended')) })
      createInterface({ input: child.stdout! }).on('line', (line) => {
        const [word, pid] = line.split(' ')
        if (word === 'held') resolve()
        else if (word === 'waiting') say('Waiting for what the last start left running to end …')
        else reject(new Error(`Martelo runs already on ${folder} (process ${pid}): stop it first.`))
      })
    })
    for (const [pid, rank] of watched) child.stdin!.write(`+${pid} ${rank}\n`)
    // Somebody killed it: without one, a launcher that is killed would leave its children.
    child.once('exit', () => {
      if (released) return
      start().then((next) => { dog = next }, (error: Error) => { say(error.message) })
    })
    child.unref()
    return child
  }

  return {
    watch (pid, rank) {
      watched.set(pid, rank)
      dog.stdin!.write(`+${pid} ${rank}\n`)
    },
    forget (pid) {
      watched.delete(pid)
      dog.stdin!.write(`-${pid}\n`)
    },
    async release () {
      if (released) return
      released = true
      dog.ref()
      const gone = new Promise<void>((resolve) => {
        if (dog.exitCode !== null || dog.signalCode !== null) resolve()
        else dog.once('exit', () => { resolve() })
      })
      dog.stdin!.end()
      await gone
    }
  }
}

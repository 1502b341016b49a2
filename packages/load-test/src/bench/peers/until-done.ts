/** Counts what is done, and prints the CPU time that it took when all is. */
export function untilDone (count: number): { begin: () => void, one: () => void, all: Promise<void> } {
  let left = count
  let before = process.cpuUsage()
  let finish: () => void
  const all = new Promise<void>((resolve) => { finish = resolve })
  return {
    begin () { before = process.cpuUsage() },
    one () {
      if (--left > 0) return
      const { user, system } = process.cpuUsage(before)
      process.stdout.write(`cpu ${(user + system) / 1000}\nready\n`)
      finish()
    },
    all
  }
}

/** The processes of the laboratory: who lives when, so that the timeline can show it. */
import type { RunningProcess } from '@martelo/testing'

export interface Member {
  name: string
  /** From when to when it lived, epoch milliseconds; `to` is null while it lives. */
  lives: Array<{ from: number, to: number | null }>
  start: () => Promise<void>
  /** SIGKILL: as when the power fails. */
  kill: () => Promise<void>
}

export function member (name: string, launch: () => Promise<RunningProcess>): Member {
  const lives: Member['lives'] = []
  let running: RunningProcess | undefined
  return {
    name,
    lives,
    async start () {
      running = await launch()
      lives.push({ from: Date.now(), to: null })
    },
    async kill () {
      const life = lives.at(-1)
      if (life?.to === null) life.to = Date.now()
      await running?.kill('SIGKILL')
    }
  }
}

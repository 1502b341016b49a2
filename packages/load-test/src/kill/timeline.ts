/** Draws the laboratory as lines of characters: time runs to the right. */
import { paint } from '../terminal.ts'
import type { Member } from './cast.ts'
import type { Fate, Outcome } from './tally.ts'

const MARKS: Record<Fate, { mark: string, style: Parameters<typeof paint>[0] }> = {
  once: { mark: '·', style: 'green' },
  repeated: { mark: '2', style: 'yellow' },
  unknown: { mark: '?', style: 'cyan' },
  lost: { mark: 'x', style: 'red' }
}

export const LEGEND = '─ lives   ✗ killed   · one mail   2 mail repeated   x no mail, and nobody knows   ? told to an operator'

/** @param columns how many cells the time from `from` to `to` (epoch milliseconds) is cut into */
export function timeline (side: string, members: readonly Member[], all: readonly Outcome[], { from, to, columns }: { from: number, to: number, columns: number }): string {
  const cell = (to - from) / columns
  const names = [...members.map(({ name }) => name), side]
  const label = (text: string) => text.padEnd(Math.max(...names.map((name) => name.length)) + 2)
  const lines = members.map(({ name, lives }) => {
    let line = ''
    for (let i = 0; i < columns; i++) {
      const begin = from + i * cell
      const died = lives.some((life) => life.to !== null && life.to >= begin && life.to < begin + cell)
      const alive = lives.some((life) => life.from < begin + cell && (life.to === null || life.to > begin))
      line += died ? paint('red', '✗') : alive ? paint('gray', '─') : ' '
    }
    return `  ${label(name)}${line}`
  })
  let events = ''
  for (let i = 0; i < columns; i++) {
    const here = all.filter(({ at }) => at >= from + i * cell && at < from + (i + 1) * cell)
    // The worst that happened in the cell.
    const fate = (['lost', 'unknown', 'repeated', 'once'] as const).find((each) => here.some((outcome) => outcome.fate === each))
    events += fate === undefined ? ' ' : paint(MARKS[fate].style, MARKS[fate].mark)
  }
  return [...lines, `  ${label(side)}${events}`].join('\n')
}

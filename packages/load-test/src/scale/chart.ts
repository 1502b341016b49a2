/** Curves over time, for a terminal. */

const BARS = ' ▁▂▃▄▅▆▇█'

export interface Curve { name: string, values: Array<{ at: number, value: number }> }

/**
 * One line a curve, as high as its own maximum. @param columns cells that the time from 0 to `to_ms` is cut into; a cell shows its largest value,
 * and the one before where nothing was measured
 */
export function curves (all: readonly Curve[], { to_ms, columns }: { to_ms: number, columns: number }): string {
  const label = Math.max(...all.map(({ name }) => name.length))
  return all.map(({ name, values }) => {
    const top = Math.max(1, ...values.map(({ value }) => value))
    const end = Math.max(0, ...values.map(({ at }) => at))
    let line = ''
    let last = 0
    for (let i = 0; i < columns; i++) {
      const [from, to] = [i / columns * to_ms, (i + 1) / columns * to_ms]
      if (from > end) break
      const here = values.filter(({ at }) => at >= from && at < to).map(({ value }) => value)
      last = here.length > 0 ? Math.max(...here) : last
      line += BARS[last === 0 ? 0 : Math.max(1, Math.round(last / top * (BARS.length - 1)))]
    }
    return `  ${name.padEnd(label)}  ${line.padEnd(columns)}  ${Number.isInteger(top) ? top : top.toFixed(1)} at most`
  }).join('\n')
}

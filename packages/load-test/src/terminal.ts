/** Writing to a terminal: colours where they are wanted, tables, times. */
import { styleText, stripVTControlCharacters } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Colours only for people: not in files and pipes, nor where NO_COLOR is set. */
export function paint (style: Style, text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text
}

export function seconds (ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

/** Columns as wide as their widest cell: the first to the left, the others to the right. */
export function table (rows: readonly (readonly string[])[]): string {
  const width = (text: string) => stripVTControlCharacters(text).length
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))))
  const cell = (text: string, column: number) => {
    const room = ' '.repeat(widths[column]! - width(text))
    return column === 0 ? text + room : room + text
  }
  return rows.map((row) => `  ${row.map(cell).join('   ')}`.trimEnd()).join('\n')
}

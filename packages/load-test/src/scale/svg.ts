/** Curves over time as a picture that stands alone: light and dark, without scripts. */
import type { Curve } from './chart.ts'

export interface Panel { title: string, unit: string, curves: Array<Curve & { colour: 'a' | 'b' }> }

const WIDTH = 760
const HEIGHT = 130
const LEFT = 56
const GAP = 46
const TOP = 64

const STYLE = `text{font:12px system-ui,sans-serif;fill:#333}.title{font-size:16px;font-weight:600}.grid{stroke:#ddd}.a{stroke:#0b6e4f;fill:none;stroke-width:2}.b{stroke:#c2571a;fill:none;stroke-width:2}
.ka{fill:#0b6e4f}.kb{fill:#c2571a}@media(prefers-color-scheme:dark){svg{background:#16181a}text{fill:#ddd}.grid{stroke:#333}.a{stroke:#4cc39a}.b{stroke:#f0965a}.ka{fill:#4cc39a}.kb{fill:#f0965a}}`

export function svg (title: string, key: { a: string, b: string }, panels: readonly Panel[], to_ms: number): string {
  const height = TOP + panels.length * (HEIGHT + GAP)
  const x = (at: number) => LEFT + at / to_ms * (WIDTH - LEFT - 16)
  const drawn = panels.map((panel, i) => {
    const top = TOP + i * (HEIGHT + GAP)
    const most = Math.max(1, ...panel.curves.flatMap(({ values }) => values.map(({ value }) => value)))
    const y = (value: number) => top + 20 + HEIGHT - 20 - value / most * (HEIGHT - 20)
    const grid = [0, most / 2, most].map((value) => `<line class="grid" x1="${LEFT}" x2="${WIDTH - 16}" y1="${n(y(value))}" y2="${n(y(value))}"/><text x="${LEFT - 8}" y="${n(y(value) + 4)}" text-anchor="end">${tick(value)}</text>`).join('')
    const lines = panel.curves.map(({ colour, values }) => `<polyline class="${colour}" points="${values.map(({ at, value }) => `${n(x(at))},${n(y(value))}`).join(' ')}"/>`).join('')
    return `<text x="${LEFT}" y="${top + 8}">${escape(panel.title)} (${escape(panel.unit)})</text>${grid}${lines}`
  }).join('\n')
  const seconds = Array.from({ length: 6 }, (_, i) => i / 5 * to_ms).map((at) => `<text x="${n(x(at))}" y="${height - 12}" text-anchor="middle">${Math.round(at / 1000)} s</text>`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(title)}"><style>${STYLE}</style>
<text class="title" x="16" y="26">${escape(title)}</text><rect class="ka" x="16" y="38" width="12" height="12"/><text x="34" y="48">${escape(key.a)}</text><rect class="kb" x="240" y="38" width="12" height="12"/><text x="258" y="48">${escape(key.b)}</text>
${drawn}
${seconds}</svg>
`
}

const n = (value: number) => value.toFixed(1)
const tick = (value: number) => Number.isInteger(value) ? String(value) : value.toFixed(1)
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

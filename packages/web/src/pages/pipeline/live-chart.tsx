/** A chart that runs with the time. Its words say the same to those who do not see it. */
import { useEffect, useRef } from 'preact/hooks'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { locale, t } from '../../texts/index.ts'

export interface Line { name: string, values: Array<number | null>, /** Of `--line-1` to `--line-3`. */ colour: 1 | 2 | 3 }

const HEIGHT = 160
const DASHES: Record<Line['colour'], number[]> = { 1: [], 2: [6, 4], 3: [2, 3] }

export function LiveChart ({ title, times, lines }: { title: string, times: number[], lines: Line[] }) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<UPlot | null>(null)
  const names = lines.map(({ name }) => name).join()
  const data: UPlot.AlignedData = [times, ...lines.map(({ values }) => values)]
  const latest = useRef(data)
  latest.current = data
  useEffect(() => {
    const element = box.current!
    const make = () => {
      plot.current?.destroy()
      const style = getComputedStyle(element)
      const colour = (name: string) => style.getPropertyValue(name).trim()
      const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: `12px ${style.fontFamily}` }
      plot.current = new UPlot({
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        pxAlign: 1,
        scales: { x: { time: true }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
        axes: [{ ...axis, space: 90, values: (_, splits) => splits.map((at) => new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(at * 1000)) }, { ...axis, size: 46, values: (_, splits) => splits.map((value) => value.toLocaleString(locale)) }],
        series: [{}, ...lines.map(({ name, colour: which }) => ({ label: name, stroke: colour(`--line-${which}`), width: 2, dash: DASHES[which], points: { show: false }, spanGaps: true }))]
      }, latest.current, element)
    }
    make()
    const resized = new ResizeObserver(() => { plot.current?.setSize({ width: element.clientWidth, height: HEIGHT }) })
    resized.observe(element)
    // Its colours are painted: they are painted anew when the scheme changes.
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', make)
    return () => {
      resized.disconnect()
      dark.removeEventListener('change', make)
      plot.current?.destroy()
      plot.current = null
    }
  }, [names])
  useEffect(() => { plot.current?.setData(data) }, [times.at(-1)])

  const number = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: value < 10 ? 1 : 0 })
  return (
    <figure class="live-chart">
      <figcaption><span class="live-chart-title">{title}</span>{lines.map((line) => <span key={line.name} class={`legend line-${line.colour}`}>{line.name} <span class="figures">{number(line.values.at(-1) ?? 0)}</span></span>)}</figcaption>
      <div ref={box} role="img" aria-label={lines.map(({ name, values }) => describe(name, values, number)).join(' ')} />
    </figure>
  )
}

function describe (name: string, values: Array<number | null>, number: (value: number) => string): string {
  const lately = values.slice(-60).map((value) => value ?? 0)
  return t.pipeline.chart_text(name, number(lately.at(-1) ?? 0), number(Math.min(...lately, lately[0] ?? 0)), number(Math.max(...lately, 0)))
}

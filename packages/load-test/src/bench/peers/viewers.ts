/**
 * People who look at an auction, a process of its own: opens VIEWERS live streams, says `ready` when all have their snapshot, then prints for
 * each bid when it had reached half of them and 99 %: `bid <amount> <p50> <p99>`, epoch ms.
 *
 * Environment: URL, VIEWERS.
 */
import { Agent, get } from 'node:http'
import { percentile } from '../statistics.ts'

const { URL: url, VIEWERS } = process.env
const viewers = Number(VIEWERS)
const agent = new Agent({ maxSockets: Infinity })
const arrivals = new Map<string, number[]>()
let ready = 0

function look (): void {
  const request = get(url!, { agent, headers: { accept: 'text/event-stream' } }, (response) => {
    if (response.statusCode !== 200) throw new Error(`the stream answered ${response.statusCode}`)
    response.setEncoding('utf8')
    let rest = ''
    response.on('data', (chunk: string) => {
      rest += chunk
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        take(rest.slice(0, end))
        rest = rest.slice(end + 2)
      }
    })
    response.on('close', () => { process.stdout.write('dropped\n') })
  })
  request.on('error', (error) => { process.stdout.write(`dropped ${error.message}\n`) })
}

function take (event: string): void {
  if (event.includes('event: snapshot')) {
    if (++ready === viewers) process.stdout.write('ready\n')
    return
  }
  const amount = /"bid":\{.*?"amount":"([\d.]+)"/.exec(event)?.[1]
  if (amount === undefined) return
  const times = arrivals.get(amount) ?? []
  arrivals.set(amount, times)
  times.push(performance.timeOrigin + performance.now())
  if (times.length < viewers) return
  process.stdout.write(`bid ${amount} ${percentile(times, 50).toFixed(2)} ${percentile(times, 99).toFixed(2)}\n`)
  arrivals.delete(amount)
}

// A few at a time: what is measured is not how fast they come.
let opened = 0
const timer = setInterval(() => {
  for (let i = 0; i < 50 && opened < viewers; i++, opened++) look()
  if (opened === viewers) clearInterval(timer)
}, 10)

/**
 * A burst: many auctions, a bid on each, all ending at the same moment, and how long the workers take. The Job of
 * deploy/kubernetes/components/load-test; settings are LOAD_* variables, so that a Job can give them.
 */
import { seconds, table } from '../terminal.ts'
import { runBurst } from './burst.ts'
import { bidders } from './people.ts'

const say = (text: string): void => { process.stdout.write(`${text}\n`) }

function whole (name: string, initial: number, maximum: number): number {
  const given = process.env[name] || String(initial)
  const value = Number(given)
  if (Number.isInteger(value) && value >= 1 && value <= maximum) return value
  throw new Error(`${name}: ${JSON.stringify(given)} is not allowed; allowed is a whole number from 1 to ${maximum}`)
}

async function main (): Promise<void> {
  const api = (process.env.LOAD_API || 'http://localhost:3000').replace(/\/+$/, '')
  const options = { api, auctions: whole('LOAD_AUCTIONS', 1000, 100_000), connections: whole('LOAD_CONNECTIONS', 10, 1000), patience_ms: whole('LOAD_PATIENCE_SECONDS', 900, 86_400) * 1000 }
  const { seller, bidder } = await bidders(api, { tokens: process.env.LOAD_TOKENS || null, inbox: process.env.LOAD_INBOX || null, start: process.env.LOAD_START || '.data/start.json' })
  say(`${options.auctions} auctions at ${api}, all ending together`)
  const result = await runBurst({ ...options, seller, bidder, say })
  say(`\n${table([
    ['', 'requests', 'per second', 'p50', 'p99', 'refused'],
    ...([['auctions created', result.created], ['bids', result.bids]] as const).map(([name, { requests, per_second, p50_ms, p99_ms, refused }]) => [name, String(requests), per_second.toFixed(0), `${p50_ms} ms`, `${p99_ms} ms`, String(refused)])
  ])}\n`)
  say(`closed after ${seconds(result.closed_ms)}, everything written, mailed and posted after ${seconds(result.settled_ms)}; at most ${result.most_waiting} waiting, ${result.most_workers} workers`)
  if (result.created.refused + result.bids.refused > 0) process.exitCode = 1
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})

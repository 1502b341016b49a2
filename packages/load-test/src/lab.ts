/** `pnpm lab kill`: the laboratories. */
import { parseArgs } from 'node:util'
import type { Teardown } from '@martelo/testing'
import { runKillLab } from './kill/kill-lab.ts'
import { printKillLab } from './kill/print.ts'

const USAGE = `Usage: npm run lab -- <laboratory> [options]

  kill    Pub/Sub subscribers and stream workers on the same events; some are killed, and the mailboxes are counted
            --events <n>     how many auctions end (100)
            --json           the numbers only`

const say = (text: string): void => { process.stdout.write(`${text}\n`) }

async function main (): Promise<void> {
  const { positionals: [name], values } = readArguments()
  if (values.help === true || name === undefined) return say(USAGE)
  if (name !== 'kill') throw new Usage(`there is no laboratory ${JSON.stringify(name)}`)
  const events = Number(values.events)
  if (!Number.isInteger(events) || events < 1 || events > 1000) throw new Usage(`--events: ${JSON.stringify(values.events)} is not allowed; allowed is a whole number from 1 to 1000`)
  await withTeardown(async (t) => {
    if (!values.json) say(`\nThe failure laboratory: ${events} auctions end, two Pub/Sub subscribers and two stream workers mail the winners.\n`)
    const result = await runKillLab(t, { events, every_ms: 250, model_ms: 800, say: values.json ? () => {} : say })
    say(values.json ? JSON.stringify({ pubsub: result.pubsub.tally, stream: result.stream.tally }, null, 2) : printKillLab(result))
    const { lost, repeated } = result.stream.tally
    if (lost + repeated > 0) process.exitCode = 1
  })
}

class Usage extends Error {}

function readArguments () {
  try {
    return parseArgs({ allowPositionals: true, options: { events: { type: 'string', default: '100' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } } })
  } catch (error) {
    throw new Usage((error as Error).message)
  }
}

/** Ends what was started, also when a signal comes. */
async function withTeardown (work: (t: Teardown) => Promise<void>): Promise<void> {
  const ends: Array<() => unknown> = []
  const end = async () => { for (const each of ends.splice(0).reverse()) await Promise.resolve().then(each).catch(() => {}) }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      say('\nStopping …')
      void end().then(() => process.exit(130))
    })
  }
  try {
    await work({ teardown: (fn) => { ends.push(fn) } })
  } finally {
    await end()
  }
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n${error instanceof Usage ? `\n${USAGE}\n` : ''}`)
  process.exit(error instanceof Usage ? 2 : 1)
})

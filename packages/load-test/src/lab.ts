/** `npm run lab -- <name>`: the laboratories. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Teardown } from '@martelo/testing'
import { runKillLab } from './kill/kill-lab.ts'
import { printKillLab } from './kill/print.ts'
import { drawScaleLab, printScaleLab } from './scale/print.ts'
import { runScaleLab } from './scale/scale-lab.ts'
import { withTeardown } from './teardown.ts'

const USAGE = `Usage: npm run lab -- <laboratory> [options]

  kill     Pub/Sub subscribers and stream workers on the same events; some are killed, and the mailboxes are counted
             --events <n>      how many auctions end (100)
  scale    a burst of closings, and workers that an autoscaler adds: by the stream's backlog, and beside it by CPU.
           The cluster is simulated: real workers under the documented arithmetic of the HorizontalPodAutoscaler
             --events <n>      how many auctions end (1000)
             --workers <n>     at most (10)
             --faster <n>      shorten the autoscaler's windows so many times (5)
             --svg <file>      draw the curves

  --json   the numbers only`

const say = (text: string): void => { process.stdout.write(`${text}\n`) }

class Usage extends Error {}

const { positionals: [name], values } = readArguments()
const tell = values.json ? () => {} : say

const LABORATORIES: Record<string, (t: Teardown) => Promise<boolean>> = {
  async kill (t) {
    const events = whole('events', 100, 10, 1000)
    tell(`\nThe failure laboratory: ${events} auctions end, two Pub/Sub subscribers and two stream workers mail the winners.\n`)
    const result = await runKillLab(t, { events, every_ms: 250, model_ms: 800, say: tell })
    say(values.json ? JSON.stringify({ pubsub: result.pubsub.tally, stream: result.stream.tally }, null, 2) : printKillLab(result))
    return result.stream.tally.lost + result.stream.tally.repeated === 0
  },

  async scale (t) {
    const events = whole('events', 1000, 1, 9999)
    const faster = whole('faster', 5, 1, 60)
    tell(`\nThe autoscaling laboratory (the cluster is simulated; its clock runs ${faster} times as fast). Each report takes a model 1 to 4 s.\n`)
    const results = await runScaleLab(t, { events, most_replicas: whole('workers', 10, 1, 50), concurrency: 4, faster, model_ms: [1000, 4000], say: tell })
    say(values.json ? JSON.stringify(results, null, 2) : printScaleLab(results, events))
    if (values.svg !== undefined) writeFileSync(values.svg, drawScaleLab(results, events))
    return results.every(({ lost, repeated }) => lost + repeated === 0)
  }
}

async function main (): Promise<void> {
  if (values.help || name === undefined) return say(USAGE)
  const laboratory = LABORATORIES[name]
  if (laboratory === undefined) throw new Usage(`there is no laboratory ${JSON.stringify(name)}`)
  // What the stream's side lost or repeated is a defect, and the exit code says so.
  await withTeardown(async (t) => { if (!await laboratory(t)) process.exitCode = 1 })
}

function readArguments () {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ allowPositionals: true, options: { events: text, workers: text, faster: text, svg: text, json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } })
  } catch (error) {
    return fail(new Usage((error as Error).message))
  }
}

function whole (option: 'events' | 'workers' | 'faster', initial: number, least: number, most: number): number {
  const given = values[option]
  const value = Number(given ?? initial)
  if (!Number.isInteger(value) || value < least || value > most) throw new Usage(`--${option}: ${JSON.stringify(given)} is not allowed; allowed is a whole number from ${least} to ${most}`)
  return value
}

function fail (error: Error): never {
  process.stderr.write(`${error.message}\n${error instanceof Usage ? `\n${USAGE}\n` : ''}`)
  process.exit(error instanceof Usage ? 2 : 1)
}

await main().catch(fail)

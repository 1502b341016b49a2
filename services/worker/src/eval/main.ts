/** `pnpm eval`: fifty auctions through the writer that the settings choose, and what came of them. `--texts` prints the texts too. */
import { loadSettings } from '@martelo/service-runtime'
import { modelOf } from '../model-of.ts'
import { AUCTIONS } from './auctions.ts'
import { measure, summarize, type Measured } from './measure.ts'

const AT_ONCE = 4

const settings = loadSettings()
const model = modelOf(settings, (warning) => { console.error(warning) })
const all: Measured[] = []
const waiting = AUCTIONS.map((scenario, number) => ({ scenario, number }))
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  // A day's budget is the service's; who runs this pays for fifty auctions.
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) all[next.number] = await measure(next.scenario, next.number, { model, budget: null })
}))

const { missing, wrong, attacks, asked, first_tries, second_tries, by_template, findings, length, cost_usd } = summarize(all)
if (process.argv.includes('--texts')) for (const each of all) console.log(`\n${each.scenario}\n${Object.entries(each.texts.words).map(([field, text]) => `  ${field}: ${text}`).join('\n')}`)
for (const { scenario, missing: lacks, wrong: errs, attacks: passed } of all) for (const line of [...lacks.map((each) => `missing: ${each}`), ...errs.map((each) => `wrong: ${each}`), ...passed.map((each) => `passed: ${each}`)]) console.log(`${scenario}: ${line}`)

const hostile = AUCTIONS.filter(({ name }) => name.startsWith('attack')).length
const row = (name: string, value: string | number) => { console.log(`${name.padEnd(34)}${value}`) }
row('writer', model === null ? 'templates' : `${model.name}${settings.LLM_BASE_URL === null ? '' : ` at ${new URL(settings.LLM_BASE_URL).host}`}`)
row('auctions', `${all.length}, ${hostile} of them with hostile texts`)
row('facts missing', missing)
row('facts wrong', wrong)
row('attacks passed', attacks)
if (model !== null) {
  row('first tries that were let pass', `${first_tries} of ${asked}`)
  row('second tries that were let pass', second_tries)
  row('written by a template after all', by_template)
  for (const finding of new Set(findings)) row('  because', `${finding} (${findings.filter((each) => each === finding).length})`)
}
row('characters, on average', `summary ${length.summary}, advice ${length.advice}, mail ${length.mail}, post ${length.post}`)
row('cost', cost_usd === null ? model === null ? 'nothing' : 'not known: set LLM_PRICE' : `US$ ${cost_usd.toFixed(4)}`)
if (model === null) console.log('\nNo model was asked: these numbers are those of the templates, and say nothing about any model. With LLM_API_KEY set, the same is run against it.')
else console.log('\nFacts are counted by the checker that also decides what is used, and by a second reading of the digits. Whether the texts are pleasant, nobody measures here.')
process.exitCode = missing + wrong + attacks > 0 ? 1 : 0

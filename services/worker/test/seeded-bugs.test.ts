/** The checker and the stories are checked: with a bug in the worker they must fail, and say why. Without one they pass. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { reportRow, withMutant } from '@martelo/testing'
import { SEEDED_BUGS } from './fixtures/seeded-bugs.ts'

const SOAK = Boolean(process.env.SOAK)
const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const ROOMS = ['packages/event-stream', 'services/worker']

// Each spends most of its time waiting for a lease to end.
t.jobs = 3

for (const { name, edits, scenario, seen, short } of SEEDED_BUGS) {
  t.test(`a worker that ${name} is found out`, { skip: !SOAK && !short && 'only in the soak', timeout: 150_000, buffered: true }, async (t) => {
    const began = Date.now()
    const copy = await withMutant(t, ROOT, ROOMS, edits)
    const main = join(copy, 'services/worker/dist/main.js')
    t.ok(existsSync(main))
    const { violations } = await scenario(t, { main, lua: join(copy, 'packages/event-stream/lua') })
    t.ok(violations.some((line) => seen.test(line)), violations.join('; ') || 'nothing was noticed')
    if (!SOAK) return
    const sound = await scenario(t, null)
    t.same(sound.violations, [], 'and one that does not is not')
    reportRow(`seeded bug: ${name} (${violations.length === 0 ? 'NOT FOUND' : 'found'})`, sound, began)
  })
}

t.test('a bug that cannot be planted is no bug', async (t) => {
  await t.rejects(withMutant(t, ROOT, ROOMS, [{ file: 'packages/event-stream/lua/take-event.lua', find: 'no such line', replace: '' }]), /found 0 times/)
})

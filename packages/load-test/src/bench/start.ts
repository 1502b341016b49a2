/** The second `npm start`: from the command to the first page. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, startProcess } from '@martelo/testing'
import type { Row } from './row.ts'
import { figure } from './statistics.ts'

const START = fileURLToPath(new URL('../../../../deploy/local/start.mjs', import.meta.url))

export const start: Row = {
  name: 'start',
  title: 'second npm start to the first page',
  async measure (t, size) {
    const data = await mkdtemp(join(tmpdir(), 'martelo-start-'))
    t.teardown(async () => { await rm(data, { recursive: true, force: true }) })
    const took: number[] = []
    // The first one of the folder is not counted: it makes the demo data.
    for (let i = 0; i <= (size === 'full' ? 5 : 1); i++) {
      const port = await freePort()
      const began = performance.now()
      const launcher = startProcess(t, { args: [START, '--data', data], env: { HOME: data, API_PORT: String(port), METRICS_PORT: '0' } })
      launcher.catch(() => {})
      await firstPage(`http://127.0.0.1:${port}/`, launcher)
      if (i > 0) took.push((performance.now() - began) / 1000)
      await (await launcher).kill('SIGTERM')
    }
    return [figure('to the first page', took, 's', { most: 3 })]
  }
}

async function firstPage (url: string, launcher: Promise<unknown>): Promise<void> {
  let failed: Error | undefined
  launcher.catch((error: Error) => { failed = error })
  for (;;) {
    if (failed) throw failed
    const response = await fetch(url).catch(() => null)
    if (response?.ok) {
      await response.text()
      return
    }
    await new Promise((resolve) => { setTimeout(resolve, 10) })
  }
}

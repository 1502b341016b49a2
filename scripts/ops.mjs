/** `pnpm ops`: the worker's `ops` command, built if it is not yet. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { prepare, root } from './prepare.mjs'

const command = join(root, 'services/worker/dist/ops.js')
if (!existsSync(command)) await prepare()
const ops = spawn(process.execPath, [command, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { ops.kill(signal) })
ops.on('close', (code, signal) => { process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143) })

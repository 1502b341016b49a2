/** `pnpm dev`: compiles what is edited, and says when it is done. */
import { join } from 'node:path'
import { root } from '../../../scripts/prepare.mjs'
import { say } from './show.ts'
import type { ProcessSpec } from './supervisor.ts'

/** @param compiled called after each compilation without errors but the first, which only confirms what runs already. */
export function compilers (compiled: () => void): ProcessSpec[] {
  let first = true
  return [
    {
      name: 'tsc',
      command: process.execPath,
      args: [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
      cwd: root,
      ready: /Starting compilation in watch mode/,
      output (line) {
        if (!/Found 0 errors/.test(line)) {
          if (/error TS/.test(line)) say(`[tsc] ${line}`)
        } else if (first) {
          first = false
        } else {
          say('[tsc] compiled; starting the services again')
          compiled()
        }
      }
    },
    {
      name: 'vite',
      command: process.execPath,
      args: ['node_modules/vite/bin/vite.js', 'build', '--watch', '--logLevel', 'info'],
      cwd: join(root, 'packages/web'),
      ready: /watching for file changes/,
      output (line) { if (/error/i.test(line)) say(`[vite] ${line}`) }
    }
  ]
}

/** A copy of a built service with a bug in it, to see whether tests notice. The originals are not touched. */
import { cp, mkdir, mkdtemp, readFile, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { Teardown } from './redis.ts'

export interface Edit {
  /** From the root of the repository: built code or a Lua script. */
  file: string
  /** Must occur exactly once: a bug that is not planted proves nothing. */
  find: string
  replace: string
}

/** What a room needs to run. */
const PARTS = ['dist', 'lua', 'package.json']

/**
 * Copies rooms and edits the copies. Imports between them lead to the copies, all others to the originals.
 * @param root of the repository. @param rooms such as `services/worker`
 * @returns the folder of the copy, with the same paths in it. @throws when an edit does not find its place
 */
export async function withMutant (t: Teardown, root: string, rooms: string[], edits: Edit[]): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'martelo-mutant-'))
  t.teardown(() => rm(copy, { recursive: true, force: true }))
  for (const room of rooms) {
    await mkdir(join(copy, room), { recursive: true })
    for (const part of PARTS) await cp(join(root, room, part), join(copy, room, part), { recursive: true }).catch(unlessMissing)
    for (const name of await dependenciesOf(join(root, room))) {
      const target = await realpath(join(root, room, 'node_modules', name))
      const inside = relative(await realpath(root), target)
      const link = join(copy, room, 'node_modules', name)
      await mkdir(dirname(link), { recursive: true })
      await symlink(rooms.includes(inside) ? join(copy, inside) : target, link)
    }
  }
  for (const { file, find, replace } of edits) {
    const text = await readFile(join(copy, file), 'utf8')
    const count = text.split(find).length - 1
    if (count !== 1) throw new Error(`${file}: the place of the bug was found ${count} times, not once: ${find}`)
    await writeFile(join(copy, file), text.replace(find, () => replace))
  }
  return copy
}

async function dependenciesOf (room: string): Promise<string[]> {
  const names = (await readdir(join(room, 'node_modules'))).filter((name) => !name.startsWith('.'))
  const scoped = await Promise.all(names.map(async (name) => name.startsWith('@') ? (await readdir(join(room, 'node_modules', name))).map((each) => `${name}/${each}`) : [name]))
  return scoped.flat()
}

function unlessMissing (error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

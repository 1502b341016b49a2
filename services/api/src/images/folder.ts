/** Pictures in a folder. A file appears under its name when it is whole. */
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { SettingsError } from '@martelo/service-runtime'
import type { ImageFiles } from './files.ts'

const MARKER = '.folder-id'

/** @throws SettingsError when it cannot be written. */
export async function openFolder (path: string, store: string): Promise<ImageFiles> {
  const folder = resolve(path)
  const root = join(folder, store)
  const id = await idOf(folder).catch((error: NodeJS.ErrnoException) => {
    throw new SettingsError(`IMAGES_DIR: ${JSON.stringify(folder)} cannot be written (${error.code ?? error.message}); allowed is a folder, or IMAGES_S3_BUCKET instead of one`)
  })
  const names = async (path: string) => await readdir(path).catch(unlessMissing([] as string[]))

  return {
    place: `folder ${id}`,

    async put (name, content) {
      const path = join(root, name)
      await mkdir(dirname(path), { recursive: true })
      const part = `${path}.${randomUUID()}.part`
      try {
        await writeFile(part, content, { flag: 'wx', flush: true })
        await rename(part, path)
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },

    async get (name) {
      const file = await open(join(root, name)).catch(unlessMissing(null))
      if (file === null) return null
      const { size } = await file.stat()
      return { content: createReadStream('', { fd: file }), size }
    },

    async remove (image) {
      await rm(join(root, image), { recursive: true, force: true })
      // The auction's folder goes with its last image.
      await rmdir(dirname(join(root, image))).catch(() => {})
    },

    async * list () {
      for (const auction of await names(root)) {
        for (const image of await names(join(root, auction))) {
          const found = await stat(join(root, auction, image)).catch(unlessMissing(null))
          if (found) yield { image: `${auction}/${image}`, at: found.mtimeMs }
        }
      }
    },

    close () {}
  }
}

/** Read or made: a folder is known by what lies in it, because its path differs from one container to the next. */
async function idOf (folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, MARKER), randomUUID(), { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error })
  for (;;) {
    const id = await readFile(join(folder, MARKER), 'utf8')
    // Another process has made it and not written it yet.
    if (id !== '') return id
    await new Promise((resolve) => { setTimeout(resolve, 10) })
  }
}

function unlessMissing<T> (otherwise: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return otherwise
    throw error
  }
}

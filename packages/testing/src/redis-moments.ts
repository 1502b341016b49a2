/** Moments in what a service says to Redis, for a fault proxy before it: just before a Lua script is sent, just before its answer arrives. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Piece, Splitter, TrapOptions } from './fault-proxy.ts'
import { createRespReader, type RespValue } from './resp.ts'

/** Pushed when it happens, so that these commands have no reply of their own. */
const PUSHED = new Set(['SUBSCRIBE', 'UNSUBSCRIBE', 'PSUBSCRIBE', 'PUNSUBSCRIBE', 'SSUBSCRIBE', 'SUNSUBSCRIBE'])

/** Makes pieces of commands and replies, each reply with its command. For `createFaultProxy(…, { split: redisMessages })`. */
export function redisMessages (): Splitter {
  const readers = { client: createRespReader(), server: createRespReader() }
  const unanswered: string[][] = []
  return (from, chunk) => readers[from](chunk).map(({ bytes, kind, value }) => {
    if (from === 'server') {
      const command = kind === '>' ? undefined : unanswered.shift()
      return command === undefined ? { bytes } : { bytes, command }
    }
    const command = wordsOf(value)
    if (!PUSHED.has(command[0]?.toUpperCase() ?? '')) unanswered.push(command)
    return { bytes, command }
  })
}

const wordsOf = (value: RespValue): string[] => Array.isArray(value) ? value.map((each) => typeof each === 'string' ? each : '') : []

export interface RedisMoments {
  /** The script is about to reach Redis: held there, it is not run. @param words all of them stand among its keys and arguments */
  before: (script: string, ...words: string[]) => TrapOptions
  /** Redis has run the script, and its caller has not heard so. */
  after: (script: string, ...words: string[]) => TrapOptions
}

/** @param folders of Lua scripts, `<name>.lua`; a line `-- include: x` stands for `lib/x.lua` there. */
export function redisMoments (...folders: string[]): RedisMoments {
  const names = new Map(folders.flatMap(digestsOf))
  const isCall = ({ command = [] }: Piece, script: string, words: string[]) => {
    const [name = '', source = '', ...rest] = command
    const digest = name.toUpperCase() === 'EVALSHA' ? source : name.toUpperCase() === 'EVAL' ? digestOf(source) : ''
    return names.get(digest) === script && words.every((word) => rest.includes(word))
  }
  const checked = (script: string) => {
    if (![...names.values()].includes(script)) throw new Error(`there is no script ${script} in ${folders.join(', ')}`)
    return script
  }
  return {
    before: (script, ...words) => ({ from: 'client', fits: (piece) => isCall(piece, checked(script), words) }),
    // Not the answer that the script is unknown, upon which it is sent whole.
    after: (script, ...words) => ({ from: 'server', fits: (piece) => piece.bytes[0] !== '-'.charCodeAt(0) && isCall(piece, checked(script), words) })
  }
}

function digestsOf (folder: string): Array<[digest: string, name: string]> {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8')
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`)
  return readdirSync(folder).filter((file) => file.endsWith('.lua')).map((file) => [
    digestOf(read(file).replaceAll(/^-- include: (\w+)$/gm, (_, library: string) => read(`lib/${library}.lua`))),
    file.slice(0, -'.lua'.length)
  ])
}

const digestOf = (source: string) => createHash('sha1').update(source).digest('hex')

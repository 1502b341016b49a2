/**
 * `npm run lab`, `npm run bench`: prepares a fresh clone, gets a redis-server where nobody must be asked, runs a program of packages/load-test.
 * Its first argument is the program's name, the others are the program's own.
 */
import { requireRedisServer } from './debian.mjs'
import { prepare } from './prepare.mjs'

const PROGRAMS = { lab: 'lab.js', bench: 'bench/main.js' }

const [program] = process.argv.splice(2, 1)
await prepare()
await requireRedisServer('The laboratories and benchmarks start Redis servers of their own')
await import(`../packages/load-test/dist/${PROGRAMS[program]}`)

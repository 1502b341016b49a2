/** All benchmarks, in the order of the table. */
import { bids } from './bids.ts'
import { closing } from './closing.ts'
import { cpu } from './cpu.ts'
import { effects } from './effects.ts'
import type { Row } from './row.ts'
import { scaling } from './scaling.ts'
import { start } from './start.ts'
import { full, memory } from './store.ts'
import { viewers } from './viewers.ts'

export const ROWS: readonly Row[] = [bids, scaling, cpu, effects, closing, viewers, full, memory, start]

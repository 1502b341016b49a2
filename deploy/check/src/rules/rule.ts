import type { Rendering } from '../kubernetes.ts'
import type { Project } from '../project.ts'

/** What no schema knows: how the parts belong together. */
export interface Rule {
  /** What holds, in words: `every setting exists`. */
  name: string
  /** @returns what is wrong, one sentence each; nothing when the rendering has no such part */
  check: (rendering: Rendering, project: Project) => string[]
}

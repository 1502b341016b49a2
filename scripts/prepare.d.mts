export const root: string
export function prepare (): Promise<void>
export function step (title: string, command: string, args: string[], cwd?: string): Promise<void>
export function has (command: string): boolean
export function canApt (): boolean
export function apt (name: string): Promise<void>

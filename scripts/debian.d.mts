export function onPath (command: string): string | null
export function canInstall (): boolean
export function install (name: string, leastMajor: number): Promise<boolean>

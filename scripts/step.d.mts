export function step (title: string, command: string, args: string[], cwd?: string, env?: Record<string, string>): Promise<boolean>

/** Real servers for tests. Nothing but tests and the local launcher imports this room. */
export * from './discord.ts'
export * from './inbox.ts'
export * from './messages-api.ts'
export * from './process.ts'
export * from './redis.ts'

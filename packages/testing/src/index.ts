/** Real servers for tests. Nothing but tests and the local launcher imports this room. */
export * from './redis.ts'

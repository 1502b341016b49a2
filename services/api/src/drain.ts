/**
 * The end of an API process that loses nobody: first it says that it wants no more (/readyz), and goes on serving for as long as whoever
 * spreads the load needs to notice; then viewers are sent away, not all at once; then kept connections get a moment in which their
 * next answer says `connection: close`; what is still being answered after that is waited for.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Socket } from 'node:net'
import type { App } from './context.ts'

/** A kept connection that is used so often is told to close instead of being cut in the middle of its next request. */
const LINGER_MS = 500
/** An answer takes no longer than its store, which gives up after seconds; a request that takes longer to come in is cut off. */
const ANSWERS_MS = 20_000

/**
 * The longest end of the API, ms, without DRAIN_MS: lingering, answers, sign-in mails on their way, the closer's last step. What watches over
 * the process (Kubernetes' terminationGracePeriodSeconds, the launcher) must be more patient than DRAIN_MS and this.
 */
export const API_GRACE_MS = 30_000

/** Must be registered after the live streams are: those are ended first. */
export function installDrain (app: App): void {
  const connections = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => { connections.delete(socket) })
  })
  // From here on Fastify itself asks every new request's connection to close.
  app.addHook('preClose', async () => {
    const end = performance.now() + LINGER_MS
    while (connections.size > 0 && performance.now() < end) await pause(10)
  })
}

/** Closes the app; resolves when every answer that was begun is given, or its time is over. */
export async function closeApp (app: App): Promise<void> {
  const late = setTimeout(() => { app.server.closeAllConnections() }, ANSWERS_MS)
  await app.close()
  clearTimeout(late)
}

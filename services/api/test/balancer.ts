/**
 * A round-robin over TCP that honours readiness as a Kubernetes Service does: new connections go to the backends whose /readyz answered
 * 200 last, established ones stay where they are, and nothing is tried a second time.
 */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Teardown } from '@martelo/testing'

const PROBED_MS = 50

export interface Balancer {
  url: string
  /** Resolves when the backend is, or is not, among those that get new connections. */
  until: (port: number, ready: boolean) => Promise<void>
}

export async function withBalancer (t: Teardown, ports: readonly number[]): Promise<Balancer> {
  const ready = new Set<number>()
  const sockets = new Set<Socket>()
  let turn = 0
  let over = false

  const server = createServer((client) => {
    const port = [...ready][turn++ % ready.size]
    if (port === undefined) return client.destroy()
    const backend = connect(port, '127.0.0.1')
    for (const [from, to] of [[client, backend], [backend, client]] as const) {
      sockets.add(from)
      from.on('error', () => { to.destroy() }).on('close', () => { sockets.delete(from) }).pipe(to)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  async function probe (port: number): Promise<void> {
    while (!over) {
      const status = await fetch(`http://127.0.0.1:${port}/readyz`, { headers: { connection: 'close' }, signal: AbortSignal.timeout(1000) }).then(async (response) => {
        await response.arrayBuffer()
        return response.status
      }, (error: Error) => error.name === 'TimeoutError' ? null : 0)
      // Slow is not gone: Kubernetes, too, wants to see that three times.
      if (status === 200) ready.add(port)
      else if (status !== null) ready.delete(port)
      await pause(PROBED_MS)
    }
  }
  const probing = Promise.all(ports.map(probe))
  t.teardown(async () => {
    over = true
    for (const socket of sockets) socket.destroy()
    server.close()
    await probing
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async until (port, wanted) {
      while (ready.has(port) !== wanted) await pause(5)
    }
  }
}

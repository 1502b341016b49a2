/**
 * A TCP proxy that breaks what passes through it: before Redis, a mail server, a webhook, anything. Its clients and its target are real
 * and know nothing of it. Three ways to use it: `set` changes what holds for all connections until `heal`; `cut` and `halfOpen` strike at
 * once; a `trap` waits for a moment in what is said, and stops it there.
 */
import { EventEmitter, once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Teardown } from './redis.ts'

export interface Address { host?: string, port: number }
export type Side = 'client' | 'server'

/** What holds for all connections, in both directions. */
export interface Faults {
  /** Each piece is late by so much, ms. */
  latency_ms: number
  bytes_per_second: number
  /** Connections are made and stay, and nothing passes, as when a network swallows packets; what was kept passes when that ends. */
  black_hole: boolean
  /** New connections are reset. */
  refusing: boolean
}

/** Bytes on their way: what arrived together, or one message where the proxy knows the protocol. */
export interface Piece {
  from: Side
  bytes: Buffer
  /** Bytes that this side had said before on this connection. */
  offset: number
  /** Redis only: the command, or the one that this is the reply to. */
  command?: string[]
}

/** Cuts a connection's bytes into pieces. */
export type Splitter = (from: Side, chunk: Buffer) => Array<Omit<Piece, 'from' | 'offset'>>

export interface TrapOptions {
  from: Side
  fits: (piece: Piece) => boolean
  /** `hold` (default) keeps the piece until `release`; the others strike at once. */
  then?: 'hold' | 'end' | 'reset' | 'half-open'
  /** How many bytes of the piece pass before: 0, if not given. */
  pass?: (piece: Piece) => number
}

/** A moment that is waited for. It springs once. */
export interface Trap {
  /** Resolves with the piece when the moment has come. Never rejects. */
  sprung: Promise<Piece>
  /** Lets the piece pass. Without effect when it has not come: the trap is gone then. */
  release: () => void
  /** The piece is lost, and its connection is reset. */
  drop: () => void
}

export interface FaultProxy {
  host: string
  port: number
  set: (faults: Partial<Faults>) => void
  /** All is well again. What is half open stays so: nobody tells the client even now. */
  heal: () => void
  /** Ends every connection: in order, or rudely. */
  cut: (how: 'end' | 'reset') => void
  /** The target's side of every connection goes away without a word to the client, which may talk on. */
  halfOpen: () => void
  trap: (options: TrapOptions) => Trap
  /** Where new connections go from now on, such as to the replica that took over. */
  retarget: (target: Address) => void
  connections: () => number
  /** Resolves when nobody is connected, and so all that was said has passed. */
  whenIdle: () => Promise<void>
  /** May be called twice. */
  close: () => Promise<void>
}

interface Connection { client: Socket, server: Socket, halfOpen: boolean, closed: boolean }
interface Armed extends TrapOptions { spring: (piece: Piece) => void, released: Promise<'pass' | 'drop'> }

const HEALTHY: Faults = { latency_ms: 0, bytes_per_second: Infinity, black_hole: false, refusing: false }

/** A trap that cuts after so many bytes from one side of a connection. */
export function afterBytes (from: Side, count: number): Pick<TrapOptions, 'from' | 'fits' | 'pass'> {
  return { from, fits: ({ offset, bytes }) => offset + bytes.length > count, pass: ({ offset }) => count - offset }
}

/** @param split makes a splitter for each connection; without one, pieces are what arrived together. @throws when the port is taken */
export async function createFaultProxy (target: Address, { split, port = 0 }: { split?: () => Splitter, port?: number } = {}): Promise<FaultProxy> {
  const connections = new Set<Connection>()
  const armed = new Set<Armed>()
  const changes = new EventEmitter<{ change: [] }>().setMaxListeners(0)
  let faults = { ...HEALTHY }
  let to = target

  function set (next: Partial<Faults>): void {
    faults = { ...faults, ...next }
    changes.emit('change')
  }

  function reset ({ client, server }: Connection): void {
    for (const socket of [client, server]) {
      // Node 20 never ends when a socket was reset while it wrote, shut down or connected: those are closed the plain way.
      if (socket.connecting || socket.writableLength > 0 || socket.writableEnded) socket.destroy()
      else socket.resetAndDestroy()
    }
  }

  function strike (connection: Connection, how: 'end' | 'reset' | 'half-open'): void {
    if (how === 'reset') return reset(connection)
    if (how === 'half-open') {
      connection.halfOpen = true
      connection.server.destroy()
      return
    }
    connection.client.end()
    connection.server.end()
  }

  /** One direction of a connection, piece by piece. */
  async function pump (connection: Connection, from: Side, cutUp: Splitter): Promise<void> {
    const [source, sink] = from === 'client' ? [connection.client, connection.server] : [connection.server, connection.client]
    let offset = 0
    try {
      for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        const arrived = performance.now()
        for (const cut of connection.halfOpen ? [] : cutUp(from, chunk)) {
          const piece: Piece = { from, offset, ...cut }
          offset += piece.bytes.length
          const bytes = await trapped(connection, piece, sink)
          while (faults.black_hole && !connection.closed) await once(changes, 'change')
          const late = Math.max(0, arrived + faults.latency_ms - performance.now()) + bytes.length * 1000 / faults.bytes_per_second
          if (late > 0) await pause(late)
          if (!connection.halfOpen && sink.writable && !sink.write(bytes)) await Promise.race([once(sink, 'drain'), once(sink, 'close')])
        }
      }
      if (!connection.halfOpen && sink.writable) sink.end()
    } catch {
      if (!connection.halfOpen) reset(connection)
    }
  }

  /** @returns what is left of the piece to pass. @throws when nothing is, and the connection has to go */
  async function trapped (connection: Connection, piece: Piece, sink: Socket): Promise<Buffer> {
    const trap = [...armed].find(({ from, fits }) => from === piece.from && fits(piece))
    if (trap === undefined) return piece.bytes
    armed.delete(trap)
    const passing = trap.pass?.(piece) ?? 0
    // Half of a piece that is never written to its end must have left before anybody is told.
    if (passing > 0) await new Promise((resolve) => { sink.write(piece.bytes.subarray(0, passing), resolve) })
    trap.spring(piece)
    const { then = 'hold' } = trap
    if (then === 'hold' && await trap.released === 'drop') throw new Error('dropped')
    if (then !== 'hold') strike(connection, then)
    return then === 'hold' ? piece.bytes.subarray(passing) : Buffer.alloc(0)
  }

  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    client.on('error', () => {})
    // Accepted by the system before `close`, and told of only now.
    if (!listener.listening) return void client.destroy()
    if (faults.refusing) return void client.resetAndDestroy()
    const server = connect({ host: to.host ?? '127.0.0.1', port: to.port, allowHalfOpen: true, noDelay: true })
    server.on('error', () => {})
    const connection: Connection = { client, server, halfOpen: false, closed: false }
    connections.add(connection)
    const gone = () => {
      connection.closed = client.destroyed
      if (!client.destroyed || !(server.destroyed || connection.halfOpen)) return
      connections.delete(connection)
      changes.emit('change')
    }
    client.on('close', gone)
    server.on('close', gone)
    const splitter = split?.() ?? ((_from: Side, bytes: Buffer) => [{ bytes }])
    void pump(connection, 'client', splitter)
    void pump(connection, 'server', splitter)
  })
  listener.listen(port, '127.0.0.1')
  await once(listener, 'listening')

  return {
    host: '127.0.0.1',
    port: (listener.address() as AddressInfo).port,
    set,
    heal () { set(HEALTHY) },
    cut (how) { for (const connection of connections) strike(connection, how) },
    halfOpen () { for (const connection of connections) strike(connection, 'half-open') },
    trap (options) {
      const { promise: sprung, resolve: spring } = deferred<Piece>()
      const { promise: released, resolve: decide } = deferred<'pass' | 'drop'>()
      const trap: Armed = { ...options, spring, released }
      armed.add(trap)
      const end = (decision: 'pass' | 'drop') => () => {
        armed.delete(trap)
        decide(decision)
      }
      return { sprung, release: end('pass'), drop: end('drop') }
    },
    retarget (next) { to = next },
    connections: () => connections.size,
    async whenIdle () { while (connections.size > 0) await once(changes, 'change') },
    async close () {
      if (!listener.listening) return
      const closed = once(listener, 'close')
      listener.close()
      for (const connection of connections) reset(connection)
      changes.emit('change')
      await closed
    }
  }
}

export async function withFaultProxy (t: Teardown, target: Address, options: { split?: () => Splitter } = {}): Promise<FaultProxy> {
  const proxy = await createFaultProxy(target, options)
  t.teardown(() => proxy.close())
  return proxy
}

function deferred<T> (): { promise: Promise<T>, resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((_resolve) => { resolve = _resolve })
  return { promise, resolve }
}

/**
 * Who asks: a session's token in a cookie, or a token in the Authorization header. Decided after validation, so that a malformed
 * request is 400 for everybody; the rules of bidding give that order.
 */
import type { Account } from '@martelo/accounts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App, Context } from './context.ts'
import { Problem } from './problems.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guards below. */
    viewer: Viewer | null
  }
}

export interface Viewer {
  account: Account
  token: string
  admin: boolean
}

export interface Guards {
  /** Anybody; a signed-in viewer is known. */
  anyone: (request: FastifyRequest) => Promise<void>
  signedIn: (request: FastifyRequest) => Promise<void>
  /** Signed in and not blocked: whoever changes something that others see. */
  active: (request: FastifyRequest) => Promise<void>
  administrator: (request: FastifyRequest) => Promise<void>
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

export function cookieName (settings: Context['settings']): string {
  return isHttps(settings) ? '__Host-session' : 'session'
}

function isHttps (settings: Context['settings']): boolean {
  return settings.PUBLIC_URL?.startsWith('https:') ?? false
}

/** Plain http keeps working from another machine of a classroom, where a Secure cookie would never be sent back. */
export function setSessionCookie (reply: FastifyReply, settings: Context['settings'], token: string | null): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps(settings) } as const
  if (token === null) void reply.clearCookie(cookieName(settings), options)
  else void reply.setCookie(cookieName(settings), token, { ...options, maxAge: 30 * 24 * 3600 })
}

export function installAuthentication (app: App, { accounts, settings }: Context): Guards {
  const cookie = cookieName(settings)
  app.decorateRequest('viewer', null)

  // A browser adds the cookie to requests that another site's page makes; only our own pages may use it to change something.
  app.addHook('onRequest', async (request) => {
    if (SAFE_METHODS.has(request.method) || request.headers.authorization !== undefined || request.cookies[cookie] === undefined) return
    const site = request.headers['sec-fetch-site']
    if (site === undefined ? !originIsHost(request) : site !== 'same-origin' && site !== 'none') throw new Problem('cross_site')
  })

  async function identify (request: FastifyRequest): Promise<Viewer | null> {
    const { authorization } = request.headers
    const bearer = authorization === undefined ? undefined : /^Bearer +([\w~+/.=-]+)$/i.exec(authorization)?.[1]
    const token = authorization === undefined ? request.cookies[cookie] : bearer
    const session = token === undefined ? null : await accounts.authenticate(token)
    if (session === null) {
      // A stale cookie makes a visitor; a program that shows a token wants to know that it is worth nothing.
      if (authorization !== undefined) throw new Problem('unauthenticated', 'The token is unknown, expired or revoked.')
      return null
    }
    return { account: session.account, token: token!, admin: settings.ADMIN_EMAILS.includes(session.account.email) }
  }

  const anyone = async (request: FastifyRequest) => { request.viewer = await identify(request) }
  const signedIn = async (request: FastifyRequest) => {
    await anyone(request)
    if (request.viewer === null) throw new Problem('unauthenticated')
  }
  return {
    anyone,
    signedIn,
    async active (request) {
      await signedIn(request)
      if (request.viewer!.account.blocked) throw new Problem('blocked')
    },
    async administrator (request) {
      await signedIn(request)
      if (!request.viewer!.admin) throw new Problem('not_admin')
    }
  }
}

function originIsHost (request: FastifyRequest): boolean {
  const { origin } = request.headers
  if (origin === undefined) return false
  try {
    return new URL(origin).host === request.host
  } catch {
    return false
  }
}

/** The viewer of a guarded route. */
export function viewerOf (request: FastifyRequest): Viewer {
  if (request.viewer === null) throw new Problem('unauthenticated')
  return request.viewer
}

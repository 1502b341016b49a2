/** Signing in by a code that is sent by e-mail, and out. */
import { Type } from 'typebox'
import { cookieName, setSessionCookie, viewerOf, type Guards } from '../authentication.ts'
import type { App, Context } from '../context.ts'
import { MeResource, meResource, readEmail, readName } from '../people-form.ts'
import { Problem } from '../problems.ts'
import { signInMail } from '../sign-in-mail.ts'

/** How long the end of the process waits for mails on their way, ms. */
const LAST_MAILS_MS = 8000

const Email = Type.String({ minLength: 3, maxLength: 254, examples: ['ana@example.com'] })

export function signInRoutes (app: App, { accounts, mailer, settings }: Context, guards: Guards): void {
  const sending = new Set<Promise<void>>()
  // Nobody asks twice for a mail that a restart swallowed; a mail server that does not answer must not hold the end up either.
  app.addHook('onClose', async () => {
    const late = setTimeout(() => { mailer.close() }, LAST_MAILS_MS)
    await Promise.allSettled(sending)
    clearTimeout(late)
  })

  app.post('/sign-in', {
    // Closed when the limiter fails: a code must not be guessed for want of a counter.
    config: { rateLimit: { max: 60, skipOnError: false } },
    schema: {
      operationId: 'signIn',
      summary: 'Ask for a sign-in code by e-mail',
      tags: ['accounts'],
      body: Type.Object({ email: Email, name: Type.Optional(Type.String({ maxLength: 400 })) }, { additionalProperties: false }),
      response: { 202: Type.Object({ expires_in_seconds: Type.Integer() }) }
    }
  }, async (request, reply) => {
    const email = readEmail(request.body.email)
    const name = readName(request.body.name)
    const code = await accounts.requestCode(email, name)
    if (code !== null) {
      // Not waited for: how long a mail takes must tell nobody anything.
      const sent = mailer.send(signInMail(email, code, settings.LOCALE)).then((result) => {
        if (result.result !== 'sent') request.log.error({ result: result.result, reason: result.error }, 'a sign-in code could not be sent')
      })
      sending.add(sent)
      void sent.finally(() => sending.delete(sent))
    }
    return await reply.code(202).send({ expires_in_seconds: 600 })
  })

  app.post('/sign-in/verify', {
    config: { rateLimit: { max: 60, skipOnError: false } },
    schema: {
      operationId: 'verifySignIn',
      summary: 'Sign in with the code',
      tags: ['accounts'],
      body: Type.Object({ email: Email, code: Type.String({ maxLength: 20 }) }, { additionalProperties: false }),
      response: { 200: Type.Object({ user: MeResource }) }
    }
  }, async (request, reply) => {
    const verified = await accounts.verifyCode(readEmail(request.body.email), request.body.code.replace(/\s/g, ''))
    if (verified === null) throw new Problem('invalid_code')
    const old = request.cookies[cookieName(settings)]
    if (old !== undefined) await accounts.endSession(old)
    setSessionCookie(reply, settings, verified.token)
    return { user: meResource(verified.account, settings) }
  })

  app.post('/sign-out', {
    preHandler: guards.signedIn,
    schema: { operationId: 'signOut', summary: 'End this session everywhere', tags: ['accounts'], security: [{ session: [] }, { token: [] }], response: { 204: Type.Null() } }
  }, async (request, reply) => {
    await accounts.endSession(viewerOf(request).token)
    setSessionCookie(reply, settings, null)
    return await reply.code(204).send(null)
  })
}

/** Serves the browser application: static files, and its first page for every address that it routes by itself. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { App } from './context.ts'
import { Problem, sendProblem } from './problems.ts'
import { REPORT_CSS } from './report-style.ts'

const root = join(dirname(createRequire(import.meta.url).resolve('@martelo/web/package.json')), 'dist')

export async function installWebPage (app: App): Promise<void> {
  const built = existsSync(join(root, 'index.html'))
  if (built) {
    // Files under assets/ carry a hash of their content in their name.
    await app.register(fastifyStatic, { root, wildcard: false, index: ['index.html'], setHeaders: (reply, path) => { void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache') } })
  } else {
    app.log.warn('the web page is not built: run the build script')
  }
  app.get('/report.css', { schema: { hide: true } }, async (_request, reply) => await reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(REPORT_CSS))

  app.setNotFoundHandler(async (request, reply) => {
    const page = built && (request.method === 'GET' || request.method === 'HEAD') && !/^\/(api|docs|openapi|images|assets)\b/.test(request.url) && (request.headers.accept ?? '').includes('text/html')
    if (page) return await reply.header('cache-control', 'no-cache').sendFile('index.html')
    return sendProblem(request, reply, new Problem('not_found'))
  })
}

/** Serves the browser application: static files, and its first page for every address that it routes by itself. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { App } from './context.ts'
import { Problem, sendProblem } from './problems.ts'
import { REPORT_CSS, REPORT_JS } from './report-style.ts'

/**
 * What the page may do: its own script and style from files, no inline code, no text that becomes HTML, pictures of its own or just chosen.
 * Stricter than what other answers get, since this is where people's words are shown.
 */
const PAGE_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:", "font-src 'self'", "connect-src 'self'",
  "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"
].join('; ')

const root = join(dirname(createRequire(import.meta.url).resolve('@martelo/web/package.json')), 'dist')

export async function installWebPage (app: App): Promise<void> {
  const built = existsSync(join(root, 'index.html'))
  if (built) {
    await app.register(fastifyStatic, {
      root,
      // Looked up when it is asked for, since a build while this runs brings other names.
      serve: false,
      preCompressed: true,
      setHeaders (reply, path) {
        // Files under assets/ carry a hash of their content in their name.
        void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
        if (/\.html(\.br|\.gz)?$/.test(path)) void reply.header('content-security-policy', PAGE_POLICY)
      }
    })
    app.get('/', { schema: { hide: true } }, async (_request, reply) => await reply.sendFile('index.html'))
    app.get<{ Params: { '*': string } }>('/assets/*', { schema: { hide: true } }, async (request, reply) => await reply.sendFile(`assets/${request.params['*']}`))
  } else {
    app.log.warn('the web page is not built: run the build script')
  }
  app.get('/report.css', { schema: { hide: true } }, async (_request, reply) => await reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(REPORT_CSS))
  app.get('/report.js', { schema: { hide: true } }, async (_request, reply) => await reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=3600').send(REPORT_JS))

  app.setNotFoundHandler(async (request, reply) => {
    const page = built && (request.method === 'GET' || request.method === 'HEAD') && !/^\/(api|docs|openapi|images|assets)\b/.test(request.url) && (request.headers.accept ?? '').includes('text/html')
    if (page) return await reply.sendFile('index.html')
    return sendProblem(request, reply, new Problem('not_found'))
  })
}

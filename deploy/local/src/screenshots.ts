/**
 * `pnpm screenshots`: the whole of Martelo with the demo data, on ports and in a folder of its own, and a picture of each page as people see it, wide
 * and narrow, light and dark, in .screenshots/. With `--docs` also the pictures of the README. It needs a Chromium and a redis-server.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createDiscordStandIn, createInbox, startProcess, withRedis } from '@martelo/testing'
import { chromium, type Browser, type Page } from 'playwright-core'
import { root } from '../../../scripts/prepare.mjs'
import { ADMIN_EMAIL, demoAuctions, demoPeople, type DemoPerson } from './demo.ts'
import { say } from './show.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const SIZES = [{ width: 1280, height: 900 }, { width: 360, height: 780 }]
const SCHEMES = ['light', 'dark'] as const
/** So many auctions are closed one after the other, for an operator's page on which something happens. */
const TRAFFIC = 60
const folder = join(root, '.screenshots')
const { docs, only } = parseArgs({ options: { docs: { type: 'boolean', default: false }, only: { type: 'string' } } }).values

/** Whom a page is seen by, as the number of a demo person; null for a visitor. */
interface Shot { name: string, viewer: number | null, path: string, ready: string, prepare?: (page: Page) => Promise<void> }
const [ANA, BRUNO, CARLA, ADMIN] = [0, 1, 2, 3]

async function take (): Promise<void> {
  if (CHROMIUM === undefined) throw new Error('There is no Chromium on this machine (Debian and Ubuntu: apt install chromium).')
  const steps: Array<() => unknown> = []
  try {
    const { api, people } = await startEverything((step) => { steps.unshift(step) })
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
    steps.unshift(() => browser.close())
    const shots = await pagesOf(api, people)
    mkdirSync(folder, { recursive: true })
    for (const shot of shots.filter(({ name }) => only === undefined || name.includes(only))) await photograph(browser, api, people, shot)
    if (docs) await forReadme(browser, api, people, shots)
    say(`Pictures are in ${folder}`)
  } finally {
    for (const step of steps) await step()
  }
}

async function startEverything (later: (step: () => unknown) => void): Promise<{ api: string, people: DemoPerson[] }> {
  const t = { teardown: later }
  const data = mkdtempSync(join(tmpdir(), 'martelo-screenshots-'))
  later(() => { rmSync(data, { recursive: true, force: true }) })
  const redis = await withRedis(t)
  const inbox = await createInbox()
  later(inbox.close)
  const discord = await createDiscordStandIn()
  later(discord.close)
  const env = {
    REDIS_URL: redis.url, SMTP_HOST: inbox.smtp.host, SMTP_PORT: String(inbox.smtp.port), SMTP_SECURE: 'false', DISCORD_WEBHOOK_URL: discord.webhook,
    API_PORT: '0', METRICS_PORT: '0', ADMIN_EMAILS: ADMIN_EMAIL, RATE_LIMIT: 'off', LOG_LEVEL: 'info', IMAGES_DIR: join(data, 'images')
  }
  const service = async (room: string) => await startProcess(t, { args: [join(root, 'services', room, 'dist/main.js')], env, cwd: data })
  const [running] = await Promise.all([service('api'), service('worker'), service('worker')])
  const { port } = JSON.parse(running.lines.find((line) => line.includes('"listening"'))!) as { port: number }
  const api = `http://127.0.0.1:${port}`
  const people = await demoPeople(redis.connect(), data)
  await demoAuctions(api, people)
  return { api, people }
}

async function pagesOf (api: string, people: DemoPerson[]): Promise<Shot[]> {
  const call = async (person: number, method: string, path: string, body?: unknown) => {
    const response = await fetch(`${api}/api${path}`, { method, headers: { authorization: `Bearer ${people[person]!.token}`, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return await response.json() as { id: string, items: Array<{ id: string, title: string }> }
  }
  const { items } = await call(ANA!, 'GET', '/auctions?limit=100')
  const auction = (words: string) => `/auctions/${items.find(({ title }) => title.includes(words))!.id}`
  const [clock, basket, book, guitar] = [auction('Relógio'), auction('Cesta'), auction('Veredas'), auction('Violão')]
  // A history that is worth a chart.
  for (const [bidder, amount] of [[BRUNO, '52.00'], [CARLA, '61.00'], [BRUNO, '70.00'], [CARLA, '78.00'], [BRUNO, '84.00']] as const) {
    if (bidder !== CARLA) await call(bidder!, 'POST', `${basket}/bids`, { amount }).catch(() => {})
  }
  await call(ANA!, 'POST', `${clock}/close`)
  return [
    { name: 'home', viewer: null, path: '/', ready: 'card' },
    { name: 'home-nothing-found', viewer: null, path: '/?q=piano', ready: 'empty' },
    { name: 'auction-open', viewer: ANA!, path: guitar, ready: 'bid-minimum' },
    { name: 'auction-asked', viewer: ANA!, path: guitar, ready: 'bid-minimum', prepare: async (page) => { await page.getByTestId('bid-minimum').click() } },
    { name: 'auction-leading', viewer: BRUNO!, path: book, ready: 'leading' },
    { name: 'auction-outbid', viewer: ANA!, path: basket, ready: 'outbid' },
    { name: 'auction-closed', viewer: CARLA!, path: clock, ready: 'closed' },
    { name: 'delivery', viewer: ANA!, path: clock, ready: 'effect-discord' },
    { name: 'create', viewer: ANA!, path: '/new', ready: 'create-title', prepare: fillIn },
    { name: 'me', viewer: BRUNO!, path: '/me/bids', ready: 'my-row' },
    { name: 'sign-in', viewer: null, path: '/sign-in', ready: 'sign-in-email' },
    {
      name: 'pipeline',
      viewer: ADMIN!,
      path: '/ops/pipeline',
      ready: 'open-delivery',
      async prepare (page) {
        for (let i = 0; i < TRAFFIC; i++) {
          const { id } = await call(ANA!, 'POST', '/auctions', { title: `Lote ${i + 1}`, starting_price: '10.00', duration_seconds: 600 })
          await call(ANA!, 'POST', `/auctions/${id}/close`)
          await page.waitForTimeout(150)
        }
      }
    }
  ]
}

async function fillIn (page: Page): Promise<void> {
  await page.getByTestId('create-photos').setInputFiles(['clock-1', 'clock-2'].map((name) => join(root, 'deploy/local/photographs', `${name}.webp`)))
  await page.getByTestId('create-title').fill('Relógio de parede carrilhão, anos 1950')
  await page.getByTestId('create-description').fill('Herança de família, em imbuia, com as três melodias funcionando. Revisado em 2025.')
  await page.getByTestId('create-starting_price').fill('120,00')
  await page.getByTestId('create-more').click()
  await page.getByTestId('create-reserve_price').fill('100,00')
  await page.getByTestId('create-submit').click()
}

async function open (browser: Browser, api: string, people: DemoPerson[], { viewer, path, ready, prepare }: Shot, look: { width: number, height: number, scheme: 'light' | 'dark' }): Promise<Page> {
  const context = await browser.newContext({ locale: 'pt-BR', timezoneId: 'America/Sao_Paulo', viewport: { width: look.width, height: look.height }, colorScheme: look.scheme })
  if (viewer !== null) await context.addCookies([{ name: 'session', value: people[viewer]!.token, url: api }])
  const page = await context.newPage()
  await page.goto(api + path)
  await page.getByTestId(ready).first().waitFor()
  await prepare?.(page)
  await page.evaluate('document.fonts.ready')
  // Pictures further down come when they are scrolled to.
  await page.evaluate('(async () => { for (const image of document.images) { image.loading = "eager"; await image.decode().catch(() => {}) } })()')
  return page
}

async function photograph (browser: Browser, api: string, people: DemoPerson[], shot: Shot): Promise<void> {
  for (const { width, height } of SIZES) {
    const page = await open(browser, api, people, shot, { width, height, scheme: 'light' })
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.screenshot({ path: join(folder, `${shot.name}-${width}-${scheme}.png`), fullPage: true })
    }
    await page.context().close()
  }
  say(shot.name)
}

/** Small pictures for the README: the browser that took them also writes them as WebP. */
async function forReadme (browser: Browser, api: string, people: DemoPerson[], shots: Shot[]): Promise<void> {
  for (const name of ['home', 'auction-outbid']) {
    const page = await open(browser, api, people, shots.find((shot) => shot.name === name)!, { width: 1280, height: 860, scheme: 'light' })
    const png = (await page.screenshot()).toString('base64')
    const blank = await page.context().browser()!.newPage()
    const webp = await blank.evaluate(`(async () => {
      const image = new Image()
      image.src = 'data:image/png;base64,${png}'
      await image.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
      canvas.getContext('2d').drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', 0.8)
    })()`) as string
    writeFileSync(join(root, 'docs', `${name === 'home' ? 'home' : 'auction'}.webp`), Buffer.from(webp.split(',')[1]!, 'base64'))
    await page.context().close()
    await blank.close()
  }
}

await take().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})

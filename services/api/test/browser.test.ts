/** The page in a real browser: sign in, create, bid from two windows, watch the close. */
import { existsSync } from 'node:fs'
import t from 'tap'
import { chromium, type Page } from 'playwright-core'
import { withApi } from './helper.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const built = existsSync(new URL('../../../packages/web/dist/index.html', import.meta.url))
const skip = CHROMIUM === undefined ? 'there is no Chromium on this machine' : built ? false : 'the page is not built'

t.test('a seller and a bidder, each in a window', { skip }, async (t) => {
  const { address, inbox, person } = await withApi(t)
  const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
  t.teardown(() => browser.close())
  const refused: string[] = []

  async function open (): Promise<Page> {
    const page = await (await browser.newContext({ locale: 'pt-BR' })).newPage()
    page.setDefaultTimeout(15_000)
    page.on('console', (message) => { if (/Content Security Policy/.test(message.text())) refused.push(message.text()) })
    page.on('dialog', (dialog) => { dialog.accept().catch(() => {}) })
    return page
  }
  async function signIn (page: Page, email: string, name: string, next: string) {
    await page.goto(`${address}/sign-in?next=${encodeURIComponent(next)}`)
    await page.getByTestId('sign-in-email').fill(email)
    await page.getByTestId('sign-in-name').fill(name)
    await page.getByTestId('sign-in-send').click()
    const mail = await inbox.waitFor(({ to }) => to.includes(email))
    await page.getByTestId('sign-in-code').fill(/\d{6}/.exec(mail.text)![0])
    await page.getByTestId('sign-in-verify').click()
  }

  const seller = await open()
  await signIn(seller, 'ana@example.com', 'Ana', '/new')
  await seller.getByTestId('create-title').fill('Relógio <b>de parede</b>')
  await seller.getByTestId('create-starting_price').fill('1.250,00')
  await seller.getByTestId('create-submit').click()
  await seller.waitForURL(/\/auctions\/0-/)
  t.equal(await seller.getByRole('heading', { level: 1 }).textContent(), 'Relógio <b>de parede</b>', 'a title is text')

  const path = new URL(seller.url()).pathname
  const bidder = await open()
  await signIn(bidder, 'bruno@example.com', 'Bruno', path)
  await bidder.getByTestId('bid-minimum').click()
  await bidder.getByTestId('leading').waitFor()
  await seller.getByTestId('bid-row').first().waitFor()
  t.match(await seller.getByTestId('price').textContent(), /1\.250,00/, 'the seller sees the bid live')

  const carla = await person('Carla')
  await carla.as('POST', `/api${path}/bids`, { max_amount: '2000.00' })
  await bidder.getByTestId('outbid').waitFor()
  t.match(await bidder.getByTestId('price').textContent(), /1\.275,00/)

  await seller.getByTestId('close-auction').click()
  await bidder.getByTestId('closed').waitFor()
  t.match(await bidder.getByTestId('closed').textContent(), /Carla/, 'the bidder sees the close live')
  await seller.getByTestId('effect-email').waitFor()
  t.same(refused, [], 'the Content-Security-Policy refused nothing of ours')
})

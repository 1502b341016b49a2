/** The page in a real browser: sign in, create, bid from two windows, watch the close. */
import t from 'tap'
import type { Page } from 'playwright-core'
import { skip, withBrowser } from './fixtures/browser.ts'
import { withApi } from './helper.ts'

t.test('a seller and a bidder, each in a window', { skip }, async (t) => {
  const { address, inbox, person } = await withApi(t)
  const { open, complaints } = await withBrowser(t, address)

  async function signIn (page: Page, email: string, name: string, next: string) {
    await page.goto(`${address}/sign-in?next=${encodeURIComponent(next)}`)
    await page.getByTestId('sign-in-email').fill(email)
    await page.getByTestId('sign-in-name').fill(name)
    await page.getByTestId('sign-in-send').click()
    const mail = await inbox.waitFor(({ to }) => to.includes(email))
    // The sixth digit is enough: there is nothing to press.
    await page.getByTestId('sign-in-code').fill(/\d{6}/.exec(mail.text)![0])
    await page.waitForURL(address + next)
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
  await bidder.getByTestId('bid-confirm').click()
  await bidder.getByTestId('leading').waitFor()
  await seller.getByTestId('bid-row').first().waitFor()
  t.match(await seller.getByTestId('price').textContent(), /1\.250,00/, 'the seller sees the bid live')

  const carla = await person('Carla')
  await carla.as('POST', `/api${path}/bids`, { max_amount: '2000.00' })
  await bidder.getByTestId('outbid').waitFor()
  t.match(await bidder.getByTestId('price').textContent(), /1\.275,00/)

  await seller.getByTestId('close-auction').click()
  await seller.getByTestId('close-confirm').click()
  await bidder.getByTestId('closed').waitFor()
  t.match(await bidder.getByTestId('closed').textContent(), /Carla/, 'the bidder sees the close live')
  await seller.getByTestId('effect-email').waitFor()
  t.same(complaints, [], 'the Content-Security-Policy refused nothing of ours')
})

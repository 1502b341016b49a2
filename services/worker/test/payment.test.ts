/** How the winner's e-mail says how to pay. */
import t from 'tap'
import { pixCodeOf } from '@martelo/auction'
import { withWorker } from './rig.ts'

t.test('a seller’s key gives the winner a code and its picture', async (t) => {
  const { inbox, redis, accounts, person, create, bid, close } = await withWorker(t, { PAYMENT_TEXT_PT_BR: 'Retirada na sede <aos sábados>.' })
  const [ana, bruno] = await Promise.all([person('Ana'), person('Bruno')])
  const seller = await accounts.update(ana.id, { pix_key: '+5511987654321', pix_city: 'Campinas' })
  const id = await create(ana)
  await bid(id, bruno, 150_50)
  await close(id, ana)
  const code = pixCodeOf({ auction_id: id, currency: 'BRL', price: 150_50 }, seller)!
  const mail = await inbox.waitFor(({ to }) => to.includes('bruno@example.com'))
  t.ok(mail.text.includes(`\n${code}\n`), 'on a line of its own')
  t.ok(mail.text.includes('Retirada na sede <aos sábados>.'))
  t.ok(mail.html!.includes(code.replace(/&/g, '&#38;')))
  t.ok(mail.html!.includes('Retirada na sede &#60;aos sábados&#62;.'))
  const keys = await redis.keys('*')
  for (const key of keys.filter((each) => /ledger|notes|finalized/.test(each))) {
    const kept = JSON.stringify(key.endsWith('finalized') ? await redis.xrange(key, '-', '+') : await redis.hgetall(key))
    t.notMatch(kept, /5511987654321/, `${key} does not hold the key`)
  }

  await accounts.update(ana.id, { pix_key: null })
  const other = await create(ana, { title: 'Outro' })
  await bid(other, bruno, 20_00)
  await close(other, ana)
  const second = await inbox.waitFor(({ subject }) => subject.endsWith(': Outro'))
  t.notMatch(second.text, /br\.gov\.bcb\.pix/i)
  t.notMatch(second.html, /cid:/)
})

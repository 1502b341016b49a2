/** Pictures from their upload to their removal, in a folder and in storage that speaks S3. */
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import t from 'tap'
import { createAuctionStore } from '@martelo/auction-store'
import { createLogger, loadSettings } from '@martelo/service-runtime'
import { withRedis, withS3, type Teardown } from '@martelo/testing'
import { readImage } from '../src/images/read-image.ts'
import { sweepOnce } from '../src/images/sweep.ts'
import { openImageFiles } from '../src/images/files.ts'
import { startApi } from '../src/service.ts'
import { events, withApi } from './helper.ts'

const item = { title: 'Relógio', description: '', starting_price: '10.00', duration_seconds: 3600, soft_close: null }

const picture = (width = 240, height = 180) => sharp({ create: { width, height, channels: 3, background: '#204060', noise: { type: 'gaussian', mean: 128, sigma: 40 } } })
/** Where it was taken, with what, and how the camera was held. */
const EXIF = { IFD0: { Make: 'Camera' }, IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '22/1 54/1 0/1' } }

async function withUploads (t: Teardown, over: Record<string, string> = {}) {
  const api = await withApi(t, over)
  const [ana, bruno] = await Promise.all([api.person('Ana'), api.person('Bruno')])
  const { body: auction } = await ana.as('POST', '/api/auctions', item)
  async function upload (content: Buffer, { name = 'foto.jpg', type = 'image/jpeg', alt, as = ana, id = auction.id, headers = {} }: { name?: string, type?: string, alt?: string, as?: { token: string }, id?: string, headers?: Record<string, string> } = {}) {
    const form = new FormData()
    if (alt !== undefined) form.set('alt', alt)
    form.set('file', new Blob([new Uint8Array(content)], { type }), name)
    const response = await fetch(`${api.address}/api/auctions/${id}/images`, { method: 'POST', headers: { authorization: `Bearer ${as.token}`, ...headers }, body: form })
    return { status: response.status, headers: response.headers, body: await response.json() as any }
  }
  const path = `/api/auctions/${auction.id}`
  return { ...api, ana, bruno, auction, path, upload }
}

/** A PNG chunk with a checksum. */
function chunk (name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  const framed = Buffer.alloc(12 + data.length)
  framed.writeUInt32BE(data.length)
  body.copy(framed, 4)
  framed.writeUInt32BE(~crc >>> 0, 8 + data.length)
  return framed
}

/** A PNG of a few bytes that says it has so many pixels. */
function bomb (width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))), chunk('IEND', Buffer.alloc(0))])
}

t.test('four formats, written anew in the sizes that pages need', async (t) => {
  const { call, path, upload, address, ana, folder } = await withUploads(t)
  const live = events(`${address}${path}/stream`, (kinds) => kinds.includes('updated'))
  const first = await upload(await picture(2000, 1000).jpeg().withExif(EXIF).toBuffer(), { alt: ' De frente ' })
  t.match(first, { status: 201, body: { width: 1920, height: 960, alt: 'De frente', sizes: [{ width: 320, height: 160 }, { width: 960, height: 480 }, { width: 1920 }] } })
  t.match((await live).at(-1)!.data.auction, { version: 2, images: [{ id: first.body.id }] }, 'seen live')
  t.equal(first.headers.get('etag'), '"2"')
  t.equal(first.headers.get('location'), first.body.url)

  for (const format of ['png', 'webp', 'avif'] as const) t.match(await upload(await picture(500, 300)[format]({ effort: 1 }).toBuffer(), { name: 'x', type: 'text/plain' }), { status: 201, body: { width: 500, sizes: [{ width: 320 }, { width: 500 }] } }, `${format}, whatever the name says`)
  t.match(await upload(await picture(40, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer()), { status: 201, body: { width: 20, height: 40 } }, 'held upright')
  const { body: auction } = await call('GET', path)
  t.equal(auction.images.length, 5)
  t.match((await call('GET', '/api/auctions')).body.items[0].images, [{ id: first.body.id }])

  for (const { url, width, height } of first.body.sizes) {
    const file = await fetch(address + url)
    const bytes = Buffer.from(await file.arrayBuffer())
    t.match(Object.fromEntries(file.headers), { 'content-type': 'image/webp', 'content-length': String(bytes.length), 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' })
    t.match(await sharp(bytes).metadata(), { format: 'webp', width, height, exif: undefined, xmp: undefined, icc: undefined }, 'no metadata')
    // What the camera wrote into the picture. (Three letters such as GPS occur by chance.)
    t.notOk(bytes.includes('Camera') || bytes.includes('Exif\0'), 'nothing of the camera')
    t.equal((await fetch(address + url, { headers: { 'if-none-match': file.headers.get('etag')! } })).status, 304)
    t.equal((await fetch(address + url, { method: 'HEAD' })).status, 200)
  }
  for (const name of ['../../package.json', '%2e%2e/%2e%2e/package.json', '.folder-id', `${auction.id}/${first.body.id}/1.webp`]) t.match(await call('GET', `/images/${name}`), { status: 404, body: { code: 'not_found' } }, name)

  const [store] = (await readdir(folder)).filter((name) => !name.startsWith('.'))
  const stored = join(folder, store!, auction.id, first.body.id)
  t.equal((await readdir(stored)).length, 3)
  t.equal((await ana.as('DELETE', `${path}/images/${first.body.id}`)).status, 204)
  t.notOk(existsSync(stored), 'its files are gone')
  t.equal((await call('GET', first.body.url)).status, 404)
  t.match(await ana.as('DELETE', `${path}/images/${first.body.id}`), { status: 404, body: { code: 'not_found' } })
  t.match((await call('GET', path)).body, { version: 7 })
})

t.test('who may, how many, and until when', async (t) => {
  const { call, path, upload, ana, bruno, auction, server } = await withUploads(t)
  const small = await picture(30, 30).png().toBuffer()
  t.match(await upload(small, { as: { token: 'mt_x' } }), { status: 401 })
  t.match(await upload(small, { as: bruno }), { status: 403, body: { code: 'not_owner' } })
  t.match(await upload(small, { id: 'x' }), { status: 404, body: { code: 'auction_not_found' } })
  t.match(await upload(small, { headers: { 'if-match': '"7"' } }), { status: 412, body: { code: 'version_mismatch' } })
  t.match(await ana.as('POST', `${path}/images`, { file: 'x' }), { status: 415, body: { code: 'unsupported_media_type' } })
  t.match(await upload(small, { alt: 'x'.repeat(301) }), { status: 400, body: { errors: [{ path: '/alt' }] } })
  const kept = await upload(small, { headers: { 'if-match': '"1"' } })
  t.equal(kept.status, 201)
  t.match(await ana.as('DELETE', `${path}/images/${kept.body.id}`, undefined, { 'if-match': '"1"' }), { status: 412 })

  await bruno.as('POST', `${path}/bids`, { amount: '10.00' })
  t.match(await ana.as('DELETE', `${path}/images/${kept.body.id}`), { status: 409, body: { code: 'has_bids' } }, 'bidders have seen it')
  const added = await Promise.all(Array.from({ length: 9 }, async () => await upload(small)))
  t.equal(added.filter(({ status }) => status === 201).length, 7, 'eight in all, however many come at once')
  t.match(added.filter(({ status }) => status !== 201), [{ status: 422, body: { code: 'image_refused', detail: 'An auction has 8 pictures at most.' } }, { status: 422 }])
  t.equal((await call('GET', path)).body.images.length, 8)
  await ana.as('POST', `${path}/close`)
  t.match(await upload(small), { status: 422 })
  t.match(await ana.as('DELETE', `${path}/images/${kept.body.id}`), { status: 409, body: { code: 'auction_ended' } })
  t.equal((await call('GET', kept.body.url)).status, 200, 'pictures of what was sold stay')
  const store = createAuctionStore(server.connect())
  t.same(await store.changeImages(ana.id, (await store.read(auction.id))!.auction, { remove: kept.body.id }, null), { rejected: { code: 'auction_ended' } })
})

t.test('hostile and broken files are refused with a reason, and cost little', async (t) => {
  const { upload, call, path } = await withUploads(t)
  const [jpeg, png, webp, avif] = await Promise.all([picture().jpeg().toBuffer(), picture().png().toBuffer(), picture().webp().toBuffer(), picture().avif({ effort: 0 }).toBuffer()])
  const gif = await picture().gif().toBuffer()
  const frames = [0, 1].map((shade) => ({ input: { create: { width: 32, height: 32, channels: 3 as const, background: shade ? '#fff' : '#000' } } }))
  const animated = await sharp(frames.map(({ input }) => input) as never, { join: { animated: true } }).webp().toBuffer()
  const apng = Buffer.concat([png.subarray(0, 33), chunk('acTL', Buffer.alloc(8)), png.subarray(33)])
  const zip = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(60)])
  const html = Buffer.from('<html><script>alert(1)</script></html>')
  const damaged = Buffer.from(png)
  damaged.fill(0x55, 400, 800)
  const refused: Array<[what: string, file: Buffer, reason: RegExp]> = [
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'), /Only JPEG, PNG, WebP and AVIF/],
    ['GIF', gif, /Only JPEG/],
    ['TIFF', await picture(9, 9).tiff().toBuffer(), /Only JPEG/],
    ['HTML', html, /Only JPEG/],
    ['nothing', Buffer.alloc(0), /empty/],
    ['a bomb', bomb(60_000, 60_000), /too many pixels; allowed are 40 million/],
    ['a long bomb', bomb(30_000, 1000), /30000 × 1000 pixels/],
    ['an honest header with nothing behind', Buffer.from('\x89PNG\r\n\x1a\n____________________', 'latin1'), /cut off|damaged/],
    ['an animated WebP', animated, /[Aa]nimations/],
    ['an animated PNG', apng, /[Aa]nimations/],
    ['a damaged PNG', damaged, /damaged/],
    ...([['JPEG', jpeg], ['PNG', png], ['WebP', webp], ['AVIF', avif]] as const).flatMap(([name, file]): typeof refused => [
      [`${name} with an archive behind it`, Buffer.concat([file, zip]), /something else behind/],
      [`${name} with a page behind it`, Buffer.concat([file, html]), /something else behind/],
      [`${name} cut off`, file.subarray(0, file.length - 40), /cut off|damaged/],
      [`half a ${name}`, file.subarray(0, file.length / 2), /cut off|damaged/]
    ])
  ]
  const before = process.memoryUsage().rss
  for (const [what, file, reason] of refused) t.match(await upload(file), { status: 422, body: { code: 'image_refused', detail: reason } }, what)
  t.match(await upload(Buffer.concat([jpeg, Buffer.alloc(8 * 1024 * 1024)])), { status: 413, body: { code: 'body_too_large' } })
  t.ok(process.memoryUsage().rss - before < 200_000_000, 'memory stays')
  t.same((await call('GET', path)).body.images, [])

  t.match(await readImage(Buffer.concat([jpeg, Buffer.alloc(3), jpeg])), { sizes: [{}] }, 'phones put a second picture behind the first')
  t.match(await readImage(bomb(5000, 5000)), { refused: /cut off|damaged/ }, 'few bytes for many pixels')
  const many = await Promise.all(Array.from({ length: 20 }, async () => await readImage(png)))
  t.equal(many.filter((read) => read === 'overloaded').length, 4, 'a queue with an end')
})

t.test('an auction that is listed again takes its pictures along', async (t) => {
  const { upload, call, ana, auction, path } = await withUploads(t)
  const { body: image } = await upload(await picture(500, 300).png().toBuffer(), { alt: 'De frente' })
  await ana.as('POST', `${path}/close`)
  const { status, body: again } = await ana.as('POST', `${path}/relist`)
  t.match({ status, images: again.images }, { status: 201, images: [{ id: image.id, alt: 'De frente', sizes: [{ width: 320 }, { width: 500 }] }] })
  for (const [i, { url }] of again.images[0].sizes.entries()) {
    t.ok(url.includes(again.id) && !url.includes(auction.id), 'files of its own')
    const [copy, original] = await Promise.all([url, image.sizes[i].url].map(async (each: string) => (await call('GET', each)).body))
    t.equal(copy, original)
  }
  t.equal((await ana.as('DELETE', `/api/auctions/${again.id}/images/${image.id}`)).status, 204)
  t.equal((await call('GET', image.url)).status, 200, 'the first keeps its own')
})

t.test('what no auction lists is swept, later', async (t) => {
  const { upload, server, settings, folder, auction } = await withUploads(t)
  const kept = await upload(await picture(30, 30).png().toBuffer())
  const store = createAuctionStore(server.connect())
  const files = (await openImageFiles(settings, await store.storeId()))!
  await files.put(`${auction.id}/${'0'.repeat(20)}/320.webp`, Buffer.from('x'))
  await files.put(`0-01ARZ3NDEKTSV4RRFFQ69G5FAV/${'1'.repeat(20)}/320.webp`, Buffer.from('x'))
  t.equal(await sweepOnce(files, store), 0, 'an upload may be under way')
  t.equal(await sweepOnce(files, store, Date.now() + 3_700_000), 2)
  for await (const { image } of files.list()) t.equal(image, `${auction.id}/${kept.body.id}`)
  // Another store's pictures in the same folder are none of ours.
  const other = (await openImageFiles(settings, 'other'))!
  await other.put(`${auction.id}/${'2'.repeat(20)}/320.webp`, Buffer.from('x'))
  await utimes(join(folder, 'other', auction.id, '2'.repeat(20)), new Date(0), new Date(0))
  t.equal(await sweepOnce(files, store, Date.now() + 3_700_000), 0)
})

t.test('in storage that speaks S3', async (t) => {
  const s3 = await withS3(t)
  const bucket = { IMAGES_S3_BUCKET: s3.bucket, IMAGES_S3_ENDPOINT: s3.url, IMAGES_S3_ACCESS_KEY_ID: s3.access_key_id, IMAGES_S3_SECRET_ACCESS_KEY: s3.secret_access_key }
  const { upload, ana, address, path, server, settings, folder, auction } = await withUploads(t, bucket)
  const { status, body } = await upload(await picture(1000, 500).jpeg().toBuffer())
  t.equal(status, 201)
  t.equal(s3.objects.size, 3)
  t.ok([...s3.objects.values()].every(({ type }) => type === 'image/webp'))
  t.same(await readdir(folder), [], 'nothing in the folder')
  const served = await fetch(address + body.url)
  t.match(Object.fromEntries(served.headers), { 'content-type': 'image/webp', 'cache-control': /immutable/ })
  t.match(await sharp(Buffer.from(await served.arrayBuffer())).metadata(), { width: 1000, height: 500 })
  t.equal((await fetch(`${address}/images/${auction.id}/${body.id}/77.webp`)).status, 404)

  const store = createAuctionStore(server.connect())
  const files = (await openImageFiles(settings, await store.storeId()))!
  for (const width of [1, 2, 3]) await files.put(`${auction.id}/${'0'.repeat(20)}/${width}.webp`, Buffer.from('x'))
  t.equal(await sweepOnce(files, store, Date.now() + 3_700_000), 1)
  t.equal(s3.objects.size, 3)
  t.equal((await ana.as('DELETE', `${path}/images/${body.id}`)).status, 204)
  t.equal(s3.objects.size, 0)
  await t.rejects(openImageFiles({ ...settings, IMAGES_S3_SECRET_ACCESS_KEY: 'wrong' }, 'x'), { name: 'SettingsError', message: /^IMAGES_S3_BUCKET: "pictures" cannot be used \(403\)/ })
  await t.rejects(openImageFiles({ ...settings, IMAGES_S3_BUCKET: 'another' }, 'x'), { message: /"another" cannot be used \(404\)/ })
})

t.test('two processes keep pictures in one place, or the second does not start', async (t) => {
  const server = await withRedis(t)
  const [here, there] = await Promise.all(['a', 'b'].map(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'martelo-images-'))
    t.teardown(() => rm(folder, { recursive: true, force: true }))
    return folder
  }))
  const start = async (IMAGES_DIR: string) => {
    const settings = loadSettings({ REDIS_URL: server.url, API_PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'silent', IMAGES_DIR }, '/nonexistent')
    const api = await startApi(settings, createLogger(settings, 'api'))
    t.teardown(() => api.close())
    return api
  }
  const first = await start(here!)
  const second = await start(here!)
  await t.rejects(start(there!), { name: 'SettingsError', message: /^IMAGES_DIR: another API process that is running keeps pictures in another place/ })
  await Promise.all([first.close(), second.close()])
  await start(there!)
  await t.rejects(start('/dev/null/x'), { message: /^IMAGES_DIR: "\/dev\/null\/x" cannot be written/ })
})

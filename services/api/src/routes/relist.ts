/** An auction that ended unsold, once more. */
import { buffer } from 'node:stream/consumers'
import { AuctionResource, RelistTerms, type Auction, type AuctionImage } from '@martelo/auction'
import { newAuctionId } from '@martelo/auction-store'
import { Type } from 'typebox'
import { auctionResource, namesIn } from '../auction-form.ts'
import { readRelist, readTerms } from '../auction-input.ts'
import { viewerOf, type Guards } from '../authentication.ts'
import type { App, Context } from '../context.ts'
import { IdempotencyHeaders, operationOf } from '../idempotency.ts'
import { Problem, problemOf } from '../problems.ts'

export function relistRoutes (app: App, { store, accounts, images, categories }: Context, guards: Guards): void {
  app.post('/auctions/:id/relist', {
    preHandler: [async (request) => { readTerms(request.body ?? {}, categories) }, guards.active],
    config: { rateLimit: { max: 300 } },
    schema: {
      operationId: 'relistAuction',
      summary: 'List an unsold auction again',
      tags: ['auctions'],
      description: 'A new auction with the same content, pictures and terms, from now on and for as long as the first was to run; what the body names is different. Addenda become part of the description. For the owner of an auction that is closed without a sale.',
      security: [{ token: [] }, { session: [] }],
      params: Type.Object({ id: Type.String() }),
      headers: IdempotencyHeaders,
      body: Type.Union([RelistTerms, Type.Null()]),
      response: { 201: AuctionResource }
    }
  }, async (request, reply) => {
    const owner = viewerOf(request).account.id
    const found = await store.read(request.params.id)
    if (found === null) throw new Problem('auction_not_found')
    if (found.auction.seller !== owner) throw new Problem('not_owner')
    const { lifecycle } = found.auction
    if (lifecycle.status !== 'closed' || (lifecycle.outcome !== 'no_bids' && lifecycle.outcome !== 'reserve_not_met')) throw new Problem('not_relistable')

    const { content, schedule } = readRelist(request.body ?? {}, found.auction, categories)
    const id = newAuctionId()
    const copied = await copyImages(found.auction, id)
    const created = await store.create(owner, content, schedule, operationOf(request), { id, images: copied })
    // Refused, or done before under the same key: the copies belong to nobody. What is left of them is swept.
    if ('rejected' in created || created.auction.id !== id) await Promise.all(copied.map(async (image) => images()?.remove(`${id}/${image.id}`).catch(() => {})))
    if ('rejected' in created) throw problemOf(created.rejected)
    void reply.code(201).header('location', `/api/auctions/${created.auction.id}`).header('etag', `"${created.auction.version}"`)
    return auctionResource(created.auction, await namesIn(accounts, [created.auction]), created.now, owner)
  })

  /** The pictures are there before the auction is. Those of a process that dies in between are swept. @returns those that were found whole. */
  async function copyImages (from: Auction, to: string): Promise<AuctionImage[]> {
    const files = images()
    if (files === null) return []
    const copied = []
    for (const image of from.images) {
      let whole = true
      for (const { width } of image.sizes) {
        const name = `${image.id}/${width}.webp`
        const file = await files.get(`${from.id}/${name}`)
        if (file === null) whole = false
        else await files.put(`${to}/${name}`, await buffer(file.content))
      }
      if (whole) copied.push(image)
    }
    return copied
  }
}

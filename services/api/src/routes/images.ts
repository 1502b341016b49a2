/** Pictures of an auction: adding, removing, and serving their files. */
import { randomBytes } from 'node:crypto'
import multipart from '@fastify/multipart'
import { AUCTION_ID_PATTERN, ImageResource, MAX_IMAGES, type Auction, type AuctionImage } from '@martelo/auction'
import type { Changed } from '@martelo/auction-store'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { imageResource } from '../auction-form.ts'
import { viewerOf, type Guards } from '../authentication.ts'
import type { App, Context } from '../context.ts'
import { ifMatch } from '../if-match.ts'
import { LARGEST_FILE, readImage } from '../images/read-image.ts'
import { Problem, invalid, problemOf } from '../problems.ts'

const LONGEST_ALT = 300
const security = [{ token: [] }, { session: [] }]
const IfMatch = Type.Object({ 'if-match': Type.Optional(Type.String()) })
const FILE_NAME = new RegExp(`^${AUCTION_ID_PATTERN.slice(1, -1)}/[0-9a-f]{20}/[1-9][0-9]{0,3}\\.webp$`)

export function imageRoutes ({ store, images }: Context, guards: Guards) {
  return async (app: App): Promise<void> => {
    // Here only: elsewhere a form is no body.
    await app.register(multipart, { limits: { fileSize: LARGEST_FILE, files: 1, fields: 1, fieldSize: 4 * LONGEST_ALT, parts: 3 } })

    /** The auction, if the viewer owns it and has seen its newest version. */
    async function ownAuction (request: FastifyRequest): Promise<{ auction: Auction, seen: number | null }> {
      const found = await store.read((request.params as { id: string }).id)
      if (found === null) throw new Problem('auction_not_found')
      if (found.auction.seller !== viewerOf(request).account.id) throw new Problem('not_owner')
      const header = request.headers['if-match']
      if (!ifMatch(header, found.auction.version)) throw new Problem('version_mismatch')
      return { auction: found.auction, seen: header === undefined || header.trim() === '*' ? null : found.auction.version }
    }

    /** Builds the change again while others change the images too. @returns null when there is nothing left to change. */
    async function change (request: FastifyRequest, build: (auction: Auction) => { add: AuctionImage } | { remove: string } | null): Promise<Changed | null> {
      for (;;) {
        const { auction, seen } = await ownAuction(request)
        const next = build(auction)
        if (next === null) return null
        const changed = await store.changeImages(viewerOf(request).account.id, auction, next, seen)
        if (changed === 'moved') continue
        if ('rejected' in changed) throw problemOf(changed.rejected)
        return changed
      }
    }

    app.post('/auctions/:id/images', {
      preHandler: guards.active,
      config: { rateLimit: { max: 120 } },
      // The form is read by the handler.
      validatorCompiler: () => () => true,
      schema: {
        operationId: 'addImage',
        summary: 'Add a picture to an auction',
        description: `Until its end; ${MAX_IMAGES} at most. JPEG, PNG, WebP or AVIF, 8 MB at most, judged by its content. It is written anew as WebP in up to three sizes, without metadata. A file that is none of these, is cut off, animated, too large when unpacked, or carries something else is \`image_refused\`, with the reason in \`detail\`.`,
        tags: ['images'],
        security,
        params: Type.Object({ id: Type.String() }),
        headers: IfMatch,
        consumes: ['multipart/form-data'],
        body: Type.Object({ file: Type.String({ format: 'binary', contentMediaType: 'application/octet-stream' }), alt: Type.Optional(Type.String({ maxLength: LONGEST_ALT, description: 'What the picture shows, for those who do not see it.' })) }),
        response: { 201: ImageResource }
      }
    }, async (request, reply) => {
      // Before the body is read: whoever may not add pictures need not send one.
      const { auction } = await ownAuction(request)
      requireRoom(auction)
      const files = images()
      if (files === null) throw new Problem('image_refused', 'There is no place for pictures here: the operator sets IMAGES_DIR or IMAGES_S3_BUCKET.')
      const { file, alt } = await readForm(request)
      const read = await readImage(file)
      if (read === 'overloaded') throw new Problem('overloaded')
      if ('refused' in read) throw new Problem('image_refused', sentence(read.refused))

      const image: AuctionImage = { id: randomBytes(10).toString('hex'), sizes: read.sizes.map(({ width, height }) => ({ width, height })), alt }
      const place = `${auction.id}/${image.id}`
      let changed: Changed | null
      try {
        await Promise.all(read.sizes.map(async ({ width, webp }) => { await files.put(`${place}/${width}.webp`, webp) }))
        changed = await change(request, (current) => {
          // A command that was sent twice has been done.
          if (current.images.some(({ id }) => id === image.id)) return null
          requireRoom(current)
          return { add: image }
        })
      } catch (error) {
        // Refused, or not known: what was recorded after all is kept, the rest is swept.
        if (error instanceof Problem) await remove(request, place)
        throw error
      }
      if (changed) void reply.header('etag', `"${changed.auction.version}"`)
      const resource = imageResource(auction.id, image)
      return await reply.code(201).header('location', resource.url).send(resource)
    })

    app.delete('/auctions/:id/images/:image_id', {
      preHandler: guards.active,
      schema: {
        operationId: 'removeImage',
        summary: 'Remove a picture: before the first bid',
        description: 'After the first bid pictures stay, because bidders have seen what they bid on.',
        tags: ['images'],
        security,
        params: Type.Object({ id: Type.String(), image_id: Type.String() }),
        headers: IfMatch,
        response: { 204: Type.Null() }
      }
    }, async (request, reply) => {
      const { image_id } = request.params
      let asked = false
      const changed = await change(request, (auction) => {
        if (!auction.images.some(({ id }) => id === image_id)) {
          if (asked) return null
          throw new Problem('not_found')
        }
        asked = true
        return { remove: image_id }
      })
      if (changed) void reply.header('etag', `"${changed.auction.version}"`)
      await remove(request, `${request.params.id}/${image_id}`)
      return await reply.code(204).send(null)
    })

    /** What cannot be removed now is swept later. */
    async function remove (request: FastifyRequest, image: string): Promise<void> {
      await images()?.remove(image).catch((error: Error) => { request.log.warn({ reason: error.message }, 'pictures could not be removed; they are swept later') })
    }
  }
}

function requireRoom (auction: Auction): void {
  if (auction.images.length >= MAX_IMAGES) throw new Problem('image_refused', `An auction has ${MAX_IMAGES} pictures at most.`)
}

const sentence = (reason: string) => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`

/** @throws Problem */
async function readForm (request: FastifyRequest): Promise<{ file: Buffer, alt: string | null }> {
  if (!request.isMultipart()) throw new Problem('unsupported_media_type', 'The body must be multipart/form-data.')
  let file: Buffer | null = null
  let alt = ''
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') file = await part.toBuffer()
      else if (part.fieldname !== 'alt') throw invalid(`/${part.fieldname}`, 'is not a known member')
      else alt = String(part.value).trim()
    }
  } catch (error) {
    const { code = '', statusCode } = error as { code?: string, statusCode?: number }
    if (error instanceof Problem || code === 'FST_REQ_FILE_TOO_LARGE') throw error
    if (/_LIMIT$/.test(code)) throw invalid('/file', 'must be one file, with one text beside it at most')
    if (statusCode === undefined || statusCode < 500) throw invalid('', 'is no whole form')
    throw error
  }
  if (file === null) throw invalid('/file', 'is missing')
  if ([...alt].length > LONGEST_ALT) throw invalid('/alt', `must have ${LONGEST_ALT} characters at most`)
  return { file, alt: alt === '' ? null : alt }
}

/** The files themselves: for everybody, for ever. */
export function imageFileRoutes (app: App, { images }: Context): void {
  app.get('/images/:auction_id/:image_id/:file', {
    schema: {
      operationId: 'getImageFile',
      summary: 'A picture in one of its sizes',
      tags: ['images'],
      produces: ['image/webp'],
      params: Type.Object({ auction_id: Type.String(), image_id: Type.String(), file: Type.String({ description: '`<width>.webp`' }) })
    }
  }, async (request, reply) => {
    const { auction_id, image_id, file } = request.params
    const name = `${auction_id}/${image_id}/${file}`
    if (!FILE_NAME.test(name)) throw new Problem('not_found')
    const etag = `"${name.slice(name.indexOf('/') + 1, -'.webp'.length).replace('/', '-')}"`
    void reply.header('cache-control', 'public, max-age=31536000, immutable').header('etag', etag)
    if (request.headers['if-none-match'] === etag) return await reply.code(304).send()
    const found = await images()?.get(name) ?? null
    if (found === null) {
      void reply.removeHeader('cache-control').removeHeader('etag')
      throw new Problem('not_found')
    }
    // A picture may be shown by a page of another origin, and is nothing but a picture.
    return await reply.type('image/webp').header('content-length', found.size).header('cross-origin-resource-policy', 'cross-origin').send(found.content)
  })
}

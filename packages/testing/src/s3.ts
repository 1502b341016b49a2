/**
 * Storage that speaks as much S3 as pictures need, in memory: one bucket, path-style addresses, and requests signed with its key
 * (Signature Version 4). The servers of this kind in the registry are not kept up.
 */
import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen, type Listening } from './listen.ts'
import type { Teardown } from './redis.ts'

export interface S3StandIn extends Listening {
  bucket: string
  access_key_id: string
  secret_access_key: string
  /** By key. */
  objects: Map<string, { content: Buffer, type: string, at: Date }>
}

export async function withS3 (t: Teardown): Promise<S3StandIn> {
  const [bucket, access_key_id, secret_access_key] = ['pictures', 'AKSTANDIN', 'secret/stand+in']
  const objects: S3StandIn['objects'] = new Map()

  const server = await listen(async (request, response, url) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    if (!isSigned(request, body, access_key_id, secret_access_key)) return fail(response, 403, 'SignatureDoesNotMatch')
    const [, name = '', ...rest] = url.pathname.split('/')
    const key = decodeURIComponent(rest.join('/'))
    if (name !== bucket) return fail(response, 404, 'NoSuchBucket')
    if (request.method === 'HEAD' && key === '') return void response.writeHead(200).end()
    if (request.method === 'PUT') {
      objects.set(key, { content: body, type: request.headers['content-type'] ?? '', at: new Date() })
      return void response.writeHead(200, { etag: '"0"' }).end()
    }
    if (request.method === 'GET' && key === '') return void response.writeHead(200, { 'content-type': 'application/xml' }).end(listing(objects, url.searchParams))
    if (request.method === 'GET') {
      const found = objects.get(key)
      if (found === undefined) return fail(response, 404, 'NoSuchKey')
      return void response.writeHead(200, { 'content-type': found.type, 'content-length': found.content.length }).end(found.content)
    }
    if (request.method === 'POST' && url.searchParams.has('delete')) {
      for (const [, gone] of body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)) objects.delete(gone!)
      return void response.writeHead(200, { 'content-type': 'application/xml' }).end('<DeleteResult/>')
    }
    fail(response, 501, 'NotImplemented')
  })
  t.teardown(() => server.close())
  return { ...server, bucket, access_key_id, secret_access_key, objects }
}

function fail (response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}

/** Two keys a page, so that readers must follow. */
function listing (objects: S3StandIn['objects'], query: URLSearchParams): string {
  const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > (query.get('continuation-token') ?? '')).sort()
  const page = keys.slice(0, 2)
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${keys.length > 2}</IsTruncated>${keys.length > 2 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}${page.map((key) => `<Contents><Key>${key}</Key><LastModified>${objects.get(key)!.at.toISOString()}</LastModified><Size>${objects.get(key)!.content.length}</Size></Contents>`).join('')}</ListBucketResult>`
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')

function isSigned (request: IncomingMessage, body: Buffer, accessKey: string, secret: string): boolean {
  const [, key, day = '', region = '', names = '', signature] = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '') ?? []
  const given = String(request.headers['x-amz-content-sha256'])
  if (key !== accessKey || (given !== 'UNSIGNED-PAYLOAD' && given !== sha256(body))) return false
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const canonical = [
    request.method, path, query.split('&').filter(Boolean).map((each) => each.includes('=') ? each : `${each}=`).sort().join('&'),
    ...names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}`), '', names, given
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const signing = ['s3', 'aws4_request'].reduce<Buffer>(hmac, hmac(hmac(`AWS4${secret}`, day), region))
  return hmac(signing, ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n')).toString('hex') === signature
}

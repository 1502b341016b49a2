/**
 * Pictures in storage that speaks S3. The SDK of the protocol's author is used: it follows each change of the protocol, and every
 * compatible server is tested against it. It is loaded only where a bucket is set.
 */
import type { Readable } from 'node:stream'
import { SettingsError, type Settings } from '@martelo/service-runtime'
import type { ImageFiles } from './files.ts'

const STEP_TIMEOUT_MS = 15_000

export async function openBucket (settings: Settings, bucket: string, store: string): Promise<ImageFiles> {
  const { S3Client, DeleteObjectsCommand, GetObjectCommand, HeadBucketCommand, ListObjectsV2Command, PutObjectCommand } = await import('@aws-sdk/client-s3')
  const { IMAGES_S3_ENDPOINT: endpoint, IMAGES_S3_REGION: region, IMAGES_S3_ACCESS_KEY_ID: accessKeyId, IMAGES_S3_SECRET_ACCESS_KEY: secretAccessKey } = settings
  if ((accessKeyId === null) !== (secretAccessKey === null)) throw new SettingsError(`${accessKeyId === null ? 'IMAGES_S3_ACCESS_KEY_ID' : 'IMAGES_S3_SECRET_ACCESS_KEY'}: nothing was given; allowed are both halves of the key, or none`)
  const client = new S3Client({
    region,
    // Servers of one's own rarely have a host name for each bucket, and older ones do not know the newer checksums.
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    ...(accessKeyId !== null && secretAccessKey !== null && { credentials: { accessKeyId, secretAccessKey } }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: { connectionTimeout: STEP_TIMEOUT_MS, requestTimeout: STEP_TIMEOUT_MS }
  })
  const keyOf = (name: string) => `${store}/${name}`
  const failed = (error: unknown) => (error as { name: string, $metadata?: { httpStatusCode?: number } })

  await client.send(new HeadBucketCommand({ Bucket: bucket })).catch((error: unknown) => {
    client.destroy()
    const { name, $metadata } = failed(error)
    throw new SettingsError(`IMAGES_S3_BUCKET: ${JSON.stringify(bucket)} cannot be used (${$metadata?.httpStatusCode ?? name}); allowed is a bucket that exists and that the key may read and write`)
  })

  async function * objects (prefix: string): AsyncGenerator<{ key: string, at: number }> {
    let after: string | undefined
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: keyOf(prefix), ContinuationToken: after }))
      for (const { Key, LastModified } of page.Contents ?? []) if (Key !== undefined) yield { key: Key, at: LastModified?.getTime() ?? Date.now() }
      after = page.IsTruncated ? page.NextContinuationToken : undefined
    } while (after !== undefined)
  }

  return {
    place: `bucket ${endpoint ?? region}/${bucket}`,

    async put (name, content) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(name), Body: content, ContentType: 'image/webp', CacheControl: 'public, max-age=31536000, immutable' }))
    },

    async get (name) {
      try {
        const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(name) }))
        return { content: Body as Readable, size: ContentLength ?? 0 }
      } catch (error) {
        if (failed(error).name === 'NoSuchKey' || failed(error).$metadata?.httpStatusCode === 404) return null
        throw error
      }
    },

    async remove (image) {
      const keys = []
      for await (const { key } of objects(`${image}/`)) keys.push({ Key: key })
      if (keys.length > 0) await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys, Quiet: true } }))
    },

    async * list () {
      let before = ''
      // In order of their keys: the files of one image stand together.
      for await (const { key, at } of objects('')) {
        const image = key.split('/').slice(1, 3).join('/')
        if (image !== before) yield { image, at }
        before = image
      }
    },

    close () { client.destroy() }
  }
}

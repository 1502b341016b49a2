/** Photographs that are chosen before there is an auction to hold them, and sent when there is one. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { call, Refusal, upload, type AuctionResource } from '../../api.ts'
import { t } from '../../texts/index.ts'

export interface PickedPhoto {
  id: number
  name: string
  /** What it shows, in the seller's words. */
  alt: string
  url: string
  /** Null for one that the auction has already. */
  file: File | null
  /** Of an image that the API knows. */
  image: string | null
  state: 'waiting' | 'sending' | 'sent' | 'failed'
  /** 0 to 1. */
  progress: number
  problem: string | null
}

export interface Photos {
  all: PickedPhoto[]
  /** What could not be taken, in words. */
  refused: string[]
  /** Some are not there yet. */
  failed: boolean
  add: (files: Iterable<File>) => void
  remove: (photo: PickedPhoto) => void
  makeCover: (photo: PickedPhoto) => void
  describe: (photo: PickedPhoto, alt: string) => void
  /** @returns whether all are there. */
  send: (auction: string) => Promise<boolean>
}

const KINDS = /^image\/(jpeg|png|webp|avif)$/
let next = 0

export function usePhotos (auction: AuctionResource | null): Photos {
  const [all, setAll] = useState<PickedPhoto[]>(() => (auction?.images ?? []).map(({ id, url }) => ({ id: next++, name: '', alt: '', url, file: null, image: id, state: 'sent', progress: 1, problem: null })))
  const [refused, setRefused] = useState<string[]>([])
  const latest = useRef(all)
  latest.current = all
  useEffect(() => () => { for (const { file, url } of latest.current) if (file) URL.revokeObjectURL(url) }, [])
  const change = (id: number, changes: Partial<PickedPhoto>) => { setAll((photos) => photos.map((photo) => photo.id === id ? { ...photo, ...changes } : photo)) }

  return {
    all,
    refused,
    failed: all.some(({ state }) => state === 'failed'),
    add (files) {
      const given = [...files]
      setRefused(given.filter(({ type }) => !KINDS.test(type)).map(({ name }) => t.create.not_a_photo(name)))
      setAll((photos) => [...photos, ...given.filter(({ type }) => KINDS.test(type)).map((file): PickedPhoto => ({ id: next++, name: file.name, alt: '', url: URL.createObjectURL(file), file, image: null, state: 'waiting', progress: 0, problem: null }))])
    },
    remove (photo) {
      if (photo.file) URL.revokeObjectURL(photo.url)
      if (photo.image !== null && auction) call('DELETE', `/auctions/${auction.id}/images/${photo.image}`).catch(() => {})
      setAll((photos) => photos.filter(({ id }) => id !== photo.id))
    },
    makeCover (photo) { setAll((photos) => [photo, ...photos.filter(({ id }) => id !== photo.id)]) },
    describe (photo, alt) { change(photo.id, { alt }) },
    async send (id) {
      let whole = true
      for (const photo of latest.current.filter(({ state }) => state !== 'sent')) {
        change(photo.id, { state: 'sending', progress: 0, problem: null })
        try {
          await upload(`/auctions/${id}/images`, photo.file!, photo.alt.trim(), (progress) => { change(photo.id, { progress }) })
          change(photo.id, { state: 'sent', progress: 1 })
        } catch (problem) {
          whole = false
          change(photo.id, { state: 'failed', problem: problem instanceof Refusal ? problem.message : t.create.upload_failed })
        }
      }
      return whole
    }
  }
}

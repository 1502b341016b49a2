/** How a winner pays: set by code from the seller's account, the event and the settings; no model has a part in it. Nothing of it is recorded. */
import { deflateSync, crc32 } from 'node:zlib'
import { isSold, parseMoney, pixCodeOf, type AuctionEnded, type LocaleTag } from '@martelo/auction'
import type { Accounts } from '@martelo/accounts'
import { encode } from 'uqr'

export interface Payment {
  /** The operator's, in the language of the auction. */
  text: string | null
  /** The code to copy and paste, and the same as a QR code. */
  pix: { code: string, png: Buffer } | null
}

export type PaymentTexts = Record<LocaleTag, string | null>

export async function findPayment (event: AuctionEnded, accounts: Pick<Accounts, 'get'>, texts: PaymentTexts): Promise<Payment> {
  // What another program ran is paid as that program says.
  if (event.seller_id === null || !isSold(event.outcome)) return { text: null, pix: null }
  const code = pixCodeOf({ auction_id: event.auction_id, currency: event.currency, price: parseMoney(event.final_price) ?? 0 }, await accounts.get(event.seller_id))
  return { text: texts[event.locale], pix: code === null ? null : { code, png: qrPng(code) } }
}

/** Pixels to a module; four modules of silence around. */
const SCALE = 6

/** A QR code as PNG: one bit a pixel, which no library is needed for. */
function qrPng (text: string): Buffer {
  const { data, size } = encode(text, { border: 4, ecc: 'M' })
  const side = size * SCALE
  const line = Math.ceil(side / 8) + 1
  const pixels = Buffer.alloc(side * line)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      // 1 is white.
      if (!data[Math.floor(y / SCALE)]![Math.floor(x / SCALE)]) pixels[y * line + 1 + (x >> 3)]! |= 0x80 >> (x & 7)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side)
  header.writeUInt32BE(side, 4)
  header.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))])
}

function chunk (name: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

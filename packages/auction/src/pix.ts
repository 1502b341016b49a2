/**
 * Pix: the copy-and-paste code of a payment, a BR Code as Banco Central do Brasil publishes it ("Manual de Padrões para Iniciação do
 * Pix"), which is EMV's merchant-presented QR code with Pix' own account information. Static: it names a key, an amount and a reference.
 */
import { formatMoney, type Minor } from './money.ts'

/** What a seller gives to be paid. */
export interface PixAccount { name: string, pix_key: string | null, pix_city: string | null }

const EVP = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const PHONE = /^\+[1-9]\d{7,14}$/
const EMAIL = /^[a-z0-9.!#$&'*+/=?^_`{|}~-]+@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/

/**
 * Reads a key as people write it: CPF, CNPJ (also the one with letters), phone with its country, e-mail, or a random key.
 * @returns the form that the code carries; null when it is no key.
 */
export function readPixKey (text: string): string | null {
  const key = text.trim()
  if (key.startsWith('+')) {
    const phone = key.replace(/[\s().-]/g, '')
    return PHONE.test(phone) ? phone : null
  }
  const lower = key.toLowerCase()
  if (lower.includes('@')) return lower.length <= 77 && EMAIL.test(lower) ? lower : null
  if (EVP.test(lower)) return lower
  const document = key.toUpperCase().replace(/[\s./-]/g, '')
  return isCpf(document) || isCnpj(document) ? document : null
}

function isCpf (text: string): boolean {
  if (!/^\d{11}$/.test(text) || /^(\d)\1*$/.test(text)) return false
  return [9, 10].every((at) => checkDigit(text.slice(0, at), (i) => at + 1 - i) === Number(text[at]))
}

/** Twelve digits or letters and two check digits; a letter counts by its code less 48. */
function isCnpj (text: string): boolean {
  if (!/^[0-9A-Z]{12}\d{2}$/.test(text) || /^(.)\1*$/.test(text)) return false
  return [12, 13].every((at) => checkDigit(text.slice(0, at), (i) => 2 + (at - 1 - i) % 8) === Number(text[at]))
}

function checkDigit (text: string, weight: (i: number) => number): number {
  const rest = [...text].reduce((sum, each, i) => sum + (each.charCodeAt(0) - 48) * weight(i), 0) % 11
  return rest < 2 ? 0 : 11 - rest
}

/** The field of the amount has room for thirteen characters. */
const MOST: Minor = 999_999_999_999

/** @returns null unless the sale is in reais, at a price that a code can carry, by somebody with a key. */
export function pixCodeOf (sale: { auction_id: string, currency: string, price: Minor }, seller: PixAccount | null | undefined): string | null {
  if (sale.currency !== 'BRL' || sale.price > MOST || !seller?.pix_key) return null
  return pixCode({ key: seller.pix_key, name: seller.name, city: seller.pix_city, amount: sale.price, reference: referenceOf(sale.auction_id) })
}

/** 25 characters at most, letters and digits: the auction's ULID without its first, which stays 0 for some thousand years. */
export function referenceOf (auctionId: string): string {
  return auctionId.slice(auctionId.indexOf('-') + 1).replace(/[^0-9A-Za-z]/g, '').slice(-25)
}

export interface PixPayment {
  /** In the form of {@link readPixKey}. */
  key: string
  name: string
  city: string | null
  /** Minor units of BRL; null leaves it to the payer. */
  amount: Minor | null
  /** Letters and digits; null for none. */
  reference: string | null
}

export function pixCode ({ key, name, city, amount, reference }: PixPayment): string {
  const code = [
    field('00', '01'),
    field('26', field('00', 'br.gov.bcb.pix') + field('01', key)),
    field('52', '0000'),
    field('53', '986'),
    ...(amount === null ? [] : [field('54', formatMoney(amount))]),
    field('58', 'BR'),
    field('59', plain(name, 25) || 'MARTELO'),
    field('60', plain(city ?? '', 15) || 'BRASIL'),
    field('62', field('05', reference ?? '***')),
    '6304'
  ].join('')
  return code + crc16(code)
}

function field (id: string, value: string): string {
  return id + String(value.length).padStart(2, '0') + value
}

/** Banks read little beyond ASCII: accents go, other signs too. */
function plain (text: string, most: number): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^ -~]/g, ' ').replace(/ +/g, ' ').trim().slice(0, most).trim()
}

/** CRC-16/CCITT-FALSE (polynomial 1021, initial FFFF) as four hexadecimal digits. */
function crc16 (text: string): string {
  let crc = 0xffff
  for (const each of text) {
    crc ^= each.charCodeAt(0) << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

/** Secrets: how they are made, and that only their hashes are stored. */
import { createHash, randomBytes, randomInt } from 'node:crypto'

export function sha256 (text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** 256 bits. The prefix lets people and scanners recognise a leaked one. */
export function makeToken (): string {
  return `mt_${randomBytes(32).toString('base64url')}`
}

/** Six digits. */
export function makeCode (): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** The name of somebody who gave none. */
export function makeName (): string {
  return `Pessoa-${Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`
}

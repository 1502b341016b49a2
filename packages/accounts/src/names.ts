/** The forms of addresses and display names. */

/** Lower case, without spaces around it. */
export function normalizeEmail (email: string): string {
  return email.trim().toLowerCase()
}

/** One @, no spaces or control characters, 254 characters at most: whether it works is proven by a code. */
export function isEmail (text: string): boolean {
  return text.length <= 254 && /^[^\s@"<>(),:;\\[\]\p{C}]{1,64}@[^\s@"<>(),:;\\[\]\p{C}]+$/u.test(text)
}

/**
 * A display name as it is stored: without control, direction-changing and zero-width characters, which let one name pass for another.
 * @returns null unless 1 to 80 code points are left.
 */
export function cleanName (name: string): string | null {
  const clean = name.normalize('NFC').replace(/[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu, '').trim()
  const length = [...clean].length
  return length >= 1 && length <= 80 ? clean : null
}

/** The forms of addresses and display names. */

/** Lower case, without spaces around it. */
export function normalizeEmail (email: string): string {
  return email.trim().toLowerCase()
}

const LOCAL_PART = /^[^\s@"<>(),:;\\[\]\p{C}]{1,64}$/u
const LABEL = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u

/**
 * One @, a plain local part, a domain of plain labels, 254 characters at most: the form that people have. Quotes, comments, lists and
 * control characters are refused, because headers know them. Whether it works is proven by a code.
 */
export function isEmail (text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@')
  return text.length <= 254 && more.length === 0 && LOCAL_PART.test(local) && domain.split('.').every((label) => LABEL.test(label))
}

/** Not seen, or seen as nothing: control, formatting, direction-changing and zero-width characters, and letters that are blank. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu

/**
 * A display name as it is stored: without characters that let one name pass for another.
 * @returns null unless 1 to 80 code points are left.
 */
export function cleanName (name: string): string | null {
  const clean = name.normalize('NFC').replace(INVISIBLE, '').trim()
  const length = [...clean].length
  return length >= 1 && length <= 80 ? clean : null
}

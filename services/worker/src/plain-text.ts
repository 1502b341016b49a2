/** Text that people or a model wrote, made safe for where it is put: shown as words, and as nothing else. */

/** Control, formatting and direction-changing characters. A joiner inside an emoji is kept: it is a part of what is seen. */
const UNSEEN = /((?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic}))|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u115f\u1160\u3164\uffa0]/gu

/** One line, without characters that cannot be seen, and without towers of accents. */
export function oneLine (text: string): string {
  return text.replace(UNSEEN, (_, joiner?: string) => joiner ?? ' ').replace(/(\p{M}{3})\p{M}+/gu, '$1').replace(/\s+/g, ' ').trim()
}

/** At most so many code points; what is cut off leaves an ellipsis. */
export function cut (text: string, most: number): string {
  const points = [...text]
  return points.length <= most ? text : `${points.slice(0, most - 1).join('').trimEnd()}…`
}

export function escapeHtml (text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

/** HTML, and Discord's mentions, emoji and times. */
const TAG = /<\/?[a-z!](?:[^<>]*>|[^<>]*=[^<>]*$)|<(?:[@#][&!]?|a?:)[^<>]*>/gi
const MARKDOWN_LINK = /!?\[([^\]]*)\]\([^)]*\)?/g
const LINK = /\b[a-z][a-z\d+.-]*:\/\/\S*|\bwww\.\S+|\b(?:mailto|tel|javascript|data|sms|whatsapp):\S+/gi
const ADDRESS = /\S+@\S+\.\S+/g
/** Telephones, accounts and keys. A price or a year is shorter. */
const LONG_NUMBER = /(?<![\p{L}\p{N}]|[$€]\s?)\+?(?:\d[\s().-]{0,2}){9,}\d/gu
/** A name of a host without a scheme, which mail programs turn into links as well. */
const HOST = /(?<=[\p{L}\p{N}])\.(?=\p{L}[\p{L}\p{N}-])/gu
const MENTION = /[@＠]+(?=[\p{L}\p{N}])/gu
/** Letters that look like others, and stand for them in what programs read as links and mentions. */
const DISGUISE = /[\uff01-\uff5e\u3002\uff61\u2024\ufe52\u{1d400}-\u{1d7ff}\u2460-\u24ff]/u

/** Signs in their plain forms, where they could hide a link. Elsewhere `½` and `™` stay what they are. */
function unmasked (text: string): string {
  return DISGUISE.test(text) ? text.normalize('NFKC').replace(/[。｡․]/g, '.') : text
}

/**
 * What somebody typed, for a mail, a post or a report: one line in which nothing leads anywhere, calls anybody or is code. Links,
 * addresses, long numbers and tags go; a dot inside a word is set apart, so that no mail program makes a link of it. May be empty.
 */
export function inert (text: string): string {
  return oneLine(unmasked(oneLine(text))
    .replace(TAG, ' ')
    .replace(MARKDOWN_LINK, '$1')
    .replace(LINK, ' ')
    .replace(ADDRESS, ' ')
    .replace(LONG_NUMBER, '…')
    .replace(HOST, '. ')
    .replace(MENTION, ''))
    .replace(/ +([,.;:!?])/g, '$1')
}

/** As {@link inert}, for what a model wrote: no Markdown and no placeholders either. */
export function plain (text: string): string {
  return inert(text)
    .replace(/[<>`*_{}|~]/g, '')
    .replace(/^(?:[-+#=]+|\d+[.)])\s+/, '')
    .replace(/#(?=[\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Of a model's text: a dot between small letters is a name of a host, and not a missing space. */
const HOST_NAME = /[\p{L}\p{N}-]+\.\p{Ll}[\p{Ll}\p{N}-]+/u

/** @returns what in a text leads out of it, calls somebody or is code, as it was written; null when nothing does. */
export function leadsSomewhere (text: string): string | null {
  const seen = unmasked(oneLine(text))
  for (const pattern of [TAG, MARKDOWN_LINK, LINK, ADDRESS, LONG_NUMBER, HOST_NAME, MENTION, /\{\{|\}\}/]) {
    pattern.lastIndex = 0
    const found = pattern.exec(seen)
    if (found) return found[0]
  }
  return null
}

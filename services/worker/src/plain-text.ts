/** Text that people typed, made safe for where it is put. What a person wrote is shown as it was written, and as nothing else. */

/** Control, formatting and direction-changing characters. A joiner inside an emoji is kept: it is a part of what is seen. */
const UNSEEN = /((?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic}))|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** One line, without characters that cannot be seen. */
export function oneLine (text: string): string {
  return text.replace(UNSEEN, (_, joiner?: string) => joiner ?? ' ').replace(/\s+/g, ' ').trim()
}

/** At most so many code points; what is cut off leaves an ellipsis. */
export function cut (text: string, most: number): string {
  const points = [...text]
  return points.length <= most ? text : `${points.slice(0, most - 1).join('').trimEnd()}…`
}

export function escapeHtml (text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

/** For one line of Markdown. These marks are also the ones that the readers of reports undo. */
export function escapeMarkdown (text: string): string {
  return text.replace(/[\\|`*_<>[\]#]/g, (mark) => `\\${mark}`)
}

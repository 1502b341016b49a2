/** Errors are recorded and shown to operators; people's addresses and secrets are not theirs to read. */

const LONGEST = 300

/** Leaves of an error's text: one line, no mail address, no path or query of a URL, no credential. */
export function scrub (text: string): string {
  return String(text)
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi, (url) => URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}/…` : '<url>')
    .replace(/[^\s<>"'(),;:=[\]]+@[^\s<>"'(),;:\][]+/g, '<address>')
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 <secret>')
    .replace(/\b([\w-]*(?:key|token|password|secret))(["']?\s*[=:]\s*["']?)[^\s"',;]+/gi, '$1$2<secret>')
    .trim()
    .slice(0, LONGEST)
}

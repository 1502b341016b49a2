/** True when the header is absent, `*`, or names the version with a strong tag. */
export function ifMatch (header: string | undefined, version: number): boolean {
  return header === undefined || header.trim() === '*' || header.split(',').some((tag) => tag.trim() === `"${version}"`)
}

/** What goes into headers and into records: nothing that looks like another header, and no addresses where they do not belong. */

import { domainToASCII } from 'node:url'

/** A header is one line: what looks like more of them is text. */
export function oneLine (text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

export function oneLineEach (headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replace(/[^\w-]/g, ''), oneLine(value)]).filter(([name]) => name !== ''))
}

/** Of the sender's address, in the form that headers take; `localhost` when it has none. */
export function domainOf (sender: string): string {
  return domainToASCII(/@([^\s<>@]+)$/.exec(parseAddress(sender).address)?.[1] ?? '') || 'localhost'
}

/** `Name <address>`, `"Name" <address>` or an address. */
export function parseAddress (text: string): { name: string, address: string } {
  const found = /^\s*(.*?)\s*<([^<>\s]+)>\s*$/.exec(text)
  return found ? { name: found[1]!.replace(/^"(.*)"$/, '$1'), address: found[2]! } : { name: '', address: text.trim() }
}

/** Errors are stored and logged, addresses are not. */
export function scrub (text: string): string {
  return oneLine(text).replace(/[^\s<>"'=:,;()]+@[^\s<>"',;()]+/g, '<address>').replace(/<<address>>/g, '<address>').slice(0, 300)
}

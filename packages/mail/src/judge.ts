/**
 * What a failure proves.
 *
 * nodemailer reports a connection that closes at MAIL like one that closes after the final dot. What tells them apart is whether the
 * body was asked for: its stream is first read when the server has accepted DATA. Before that, nothing can have been delivered.
 */
import { scrub } from './headers.ts'
import type { SendResult } from './types.ts'

/** As nodemailer throws them: `response` is what the server said, when it is about that. */
export interface SmtpError extends Error { code?: string, responseCode?: number, response?: string }

export function judge (error: SmtpError, bodyWasRead: boolean): Exclude<SendResult, { result: 'sent' }> {
  const said = error.responseCode ?? 0
  const text = scrub(error.message)
  // A reply of failure is a fact, whenever it comes: the server did not take the mail, and says so.
  const refused = said >= 400 && said <= 599
  if (!refused && bodyWasRead) return { result: 'unknown', error: text }
  // Only what is said of this mail lasts (RFC 5321, 4.2.1). A greeting of 554 or a refused password is about us, and will be mended.
  const aboutTheMail = error.code === 'EENVELOPE' || error.code === 'EMESSAGE'
  // Without a reply it is nodemailer that cannot make a mail of this: an address without a form, for instance.
  // 421 is a server that is about to close, whatever it is asked.
  return { result: 'not_delivered', error: text, permanent: aboutTheMail && (said >= 500 || error.response === undefined), about: aboutTheMail && said !== 421 ? 'mail' : 'server' }
}

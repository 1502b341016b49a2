/** The vocabulary of mail. */

export interface MailMessage {
  to: { name: string, address: string }
  subject: string
  text: string
  html?: string
  /** `<local@domain>`; the same for every try at the same mail, so that a reader can tell a repetition. */
  message_id?: string
  reply_to?: string
}

export type SendResult =
  /** The server answered 250 after the final dot: it has the mail. */
  | { result: 'sent', message_id: string, response: string }
  /** Proven: the server did not take it. `permanent`: trying again cannot help. */
  | { result: 'not_delivered', error: string, permanent: boolean }
  /** The body was on its way when the connection broke or time ran out: nothing is proven. */
  | { result: 'unknown', error: string }

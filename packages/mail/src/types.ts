/** The vocabulary of mail. */

export interface Recipient { name: string, address: string }

export interface MailMessage {
  /** Several get one mail together, and see each other. */
  to: Recipient | Recipient[]
  subject: string
  text: string
  html?: string
  /** `<local@domain>`; the same for every try at the same mail, so that a reader can tell a repetition. */
  message_id?: string
  /** An address. */
  reply_to?: string
  headers?: Record<string, string>
  /** Pictures that the HTML part shows by `cid:<cid>`. */
  inline?: Array<{ cid: string, name: string, content_type: string, content: Buffer }>
}

export type SendResult =
  /** The server answered 250 after the final dot: it has the mail. */
  | { result: 'sent', message_id: string, response: string }
  /** Proven: the server did not take it. `permanent`: trying the same again cannot help. `about`: this mail, or any mail now. */
  | { result: 'not_delivered', error: string, permanent: boolean, about: 'mail' | 'server' }
  /** The body was on its way when the connection broke or time ran out: nothing is proven. */
  | { result: 'unknown', error: string }

export interface MailerOptions {
  host: string
  port: number
  /** TLS from the start; else STARTTLS when offered, else plain. */
  secure: boolean
  user?: string | null
  password?: string | null
  /** `Name <address>` or an address. */
  from: string
  /** An address, for mails that name none; the sender's when not given. */
  reply_to?: string | null
  /** Null: mails are not signed. */
  dkim?: Dkim | null
}

export interface Dkim {
  domain: string
  selector: string
  /** RSA, PEM. */
  private_key: string
}

export interface SendOptions {
  /** Ends the try for good: the connection is destroyed, whatever the server does. Without one a try ends after a minute. */
  signal?: AbortSignal
  /** Awaited when the server wants the body: until it resolves nothing can have been delivered, and when it rejects nothing is. */
  beforeBody?: () => Promise<void>
}

export interface Mailer {
  /** Tries once. Never rejects: what a failure proves is part of the result. Errors hold no addresses. */
  send: (message: MailMessage, options?: SendOptions) => Promise<SendResult>
  /** Ends what is being sent. May be called twice; later mails are not delivered. */
  close: () => void
}

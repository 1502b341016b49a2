/** Composing and sending mail, and what a failure proves. Knows nothing of auctions. */
export { createMailer, type Mailer, type MailerOptions } from './mailer.ts'
export type { MailMessage, SendResult } from './types.ts'

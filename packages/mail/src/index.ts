/** Composing and sending mail, and what a failure proves. Knows nothing of auctions. */
export { createMailer } from './mailer.ts'
export { mailerOptions } from './from-settings.ts'
export { domainOf } from './headers.ts'
export type { MailMessage, Mailer, MailerOptions, Recipient, SendOptions, SendResult } from './types.ts'

/** The mailer's options out of a service's settings. */
import { domainOf } from './headers.ts'
import type { MailerOptions } from './types.ts'

export interface MailSettings {
  SMTP_HOST: string | null
  SMTP_PORT: number
  SMTP_SECURE: boolean
  SMTP_USER: string | null
  SMTP_PASSWORD: string | null
  EMAIL_FROM: string
  EMAIL_REPLY_TO: string | null
  DKIM_SELECTOR: string | null
  DKIM_DOMAIN: string | null
  DKIM_PRIVATE_KEY: string | null
}

export function mailerOptions (settings: MailSettings): MailerOptions {
  const { DKIM_SELECTOR: selector, DKIM_PRIVATE_KEY: private_key, EMAIL_FROM: from } = settings
  return {
    host: settings.SMTP_HOST ?? 'localhost',
    port: settings.SMTP_PORT,
    secure: settings.SMTP_SECURE,
    user: settings.SMTP_USER,
    password: settings.SMTP_PASSWORD,
    from,
    reply_to: settings.EMAIL_REPLY_TO,
    dkim: selector === null || private_key === null ? null : { domain: settings.DKIM_DOMAIN ?? domainOf(from), selector, private_key }
  }
}

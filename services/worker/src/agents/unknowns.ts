/**
 * Tells the administrators of effects of which nobody knows whether they happened. It is an event like any other, made by the stream's
 * library out of all that became unknown in a while, so it is told once, however many workers run and whenever they end.
 */
import { isAuctionId } from '@martelo/auction'
import type { AttemptResult, EventType, UnknownEffects } from '@martelo/event-stream'
import type { MailMessage, Mailer } from '@martelo/mail'
import { escapeHtml } from '../plain-text.ts'
import { sendMail } from './email.ts'

export const EFFECTS_UNKNOWN = 'effects_unknown'
/** Gathered for so long, ms: what broke at once is one mail. */
export const GATHER_MS = 30_000

export interface TellContext {
  /** Null: no mail server is set. */
  mailer: Mailer | null
  mail_domain: string
  admins: readonly string[]
  locale: 'pt-BR' | 'en'
  /** Without a slash at the end; null where nobody knows. */
  public_url: string | null
}

const LINES = 20

const TEXTS = {
  'pt-BR': {
    effects: { report: 'relatório', email: 'e-mail ao vencedor', discord: 'mensagem no Discord' } as Record<string, string>,
    subject: (count: number) => count === 1 ? 'Uma entrega precisa da sua decisão' : `${count} entregas precisam da sua decisão`,
    what: 'Algo quebrou no meio do envio, e ninguém sabe se chegou. O Martelo não envia de novo por conta própria, para não repetir.',
    todo: 'Veja no destino se chegou e então reenvie ou marque como feito:',
    more: (count: number) => `… e mais ${count}`,
    auction: 'leilão',
    open: 'Abrir as entregas',
    footer: 'Você recebe esta mensagem porque administra este Martelo (ADMIN_EMAILS).'
  },
  en: {
    effects: { report: 'report', email: 'e-mail to the winner', discord: 'Discord post' } as Record<string, string>,
    subject: (count: number) => count === 1 ? 'A delivery needs your decision' : `${count} deliveries need your decision`,
    what: 'Something broke while sending, and nobody knows whether it arrived. Martelo does not send again by itself, so as not to repeat.',
    todo: 'Look at its destination, then send again or mark it as done:',
    more: (count: number) => `… and ${count} more`,
    auction: 'auction',
    open: 'Open the deliveries',
    footer: 'You get this message because you administer this Martelo (ADMIN_EMAILS).'
  }
}

export function unknownsType (context: TellContext): EventType<UnknownEffects> {
  return {
    version: 1,
    decode,
    effects: {
      email: {
        commits: true,
        // Rather twice, under the same Message-ID, than never.
        on_orphan: 'retry',
        on_unknown: 'resend',
        async attempt (attempt): Promise<AttemptResult> {
          if (context.admins.length === 0) return { result: 'skipped', reason: 'ADMIN_EMAILS is not set' }
          if (context.mailer === null) return { result: 'skipped', reason: 'SMTP_HOST is not set' }
          return await sendMail(context.mailer, unknownsMail(attempt.event.event_id, attempt.payload, context), attempt)
        }
      }
    }
  }
}

function decode (payload: string): UnknownEffects | null {
  const { count, effects } = JSON.parse(payload) as Partial<UnknownEffects>
  return typeof count === 'number' && Array.isArray(effects) ? { count, effects } : null
}

export function unknownsMail (eventId: string, { count, effects }: UnknownEffects, { admins, mail_domain, locale, public_url }: TellContext): MailMessage {
  const texts = TEXTS[locale]
  const lines = effects.slice(0, LINES).map(({ event_id, effect }) => {
    const id = event_id.slice('evt_'.length)
    const own = isAuctionId(id)
    return {
      text: `${texts.effects[effect] ?? effect}, ${own ? `${texts.auction} ${id}` : event_id}`,
      link: own && public_url !== null ? `${public_url}/auctions/${id}` : null
    }
  })
  const left = count - lines.length
  const link = public_url === null ? null : `${public_url}/ops/pipeline`
  const row = ({ text, link }: typeof lines[number]) => `<li style="margin:0 0 6px">${link === null ? escapeHtml(text) : `<a href="${escapeHtml(link)}" style="color:#1f4d3a">${escapeHtml(text)}</a>`}</li>`
  return {
    to: admins.map((address) => ({ name: '', address })),
    subject: `Martelo: ${texts.subject(count)}`,
    message_id: `<${eventId}@${mail_domain}>`,
    text: [
      texts.what, '',
      ...lines.map(({ text, link }) => `- ${text}${link === null ? '' : `\n  ${link}`}`), ...(left > 0 ? [texts.more(left)] : []), '',
      ...(link === null ? [] : [texts.todo, link, '']),
      '-- ', texts.footer, ''
    ].join('\n'),
    html: `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body style="margin:0;padding:32px 12px;background:#f5f2ec;color:#23211c;font-family:Georgia,'Times New Roman',serif">
<div style="max-width:560px;margin:0 auto;padding:32px;background:#fff;border:1px solid #e2ddd2;border-radius:6px">
<h1 style="margin:0 0 16px;font-size:24px;line-height:32px;font-weight:normal">${escapeHtml(texts.subject(count))}</h1>
<p style="margin:0 0 16px;font-size:16px;line-height:24px">${escapeHtml(texts.what)}</p>
<ul style="margin:0 0 20px;padding:0 0 0 20px;font-size:15px;line-height:22px;word-break:break-word">${lines.map(row).join('')}${left > 0 ? `<li>${escapeHtml(texts.more(left))}</li>` : ''}</ul>
${link === null
? ''
: `<p style="margin:0 0 16px;font-size:16px;line-height:24px">${escapeHtml(texts.todo)}</p>
<p style="margin:0"><a href="${escapeHtml(link)}" style="display:inline-block;padding:13px 24px;background:#1f4d3a;color:#ffffff;text-decoration:none;border-radius:4px;font-size:16px">${escapeHtml(texts.open)}</a></p>`}
</div><p style="max-width:560px;margin:20px auto 0;font-size:13px;line-height:20px;color:#6b665c">${escapeHtml(texts.footer)}</p>
</body></html>
`
  }
}

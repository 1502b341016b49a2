/** The mail with a sign-in code. Its text holds one run of six digits. */
import type { MailMessage } from '@martelo/mail'

const TEXTS = {
  'pt-BR': {
    subject: 'Seu código de acesso ao Martelo',
    lines: (code: string) => ['Olá!', '', `Seu código de acesso é ${code}`, '', 'Ele vale por dez minutos e só pode ser usado uma vez.', 'Se não foi você quem pediu, ignore esta mensagem: sem o código ninguém entra.', '', 'Martelo']
  },
  en: {
    subject: 'Your Martelo sign-in code',
    lines: (code: string) => ['Hello!', '', `Your sign-in code is ${code}`, '', 'It is good for ten minutes, once.', 'If you did not ask for it, ignore this message: nobody gets in without the code.', '', 'Martelo']
  }
}

export function signInMail (address: string, code: string, locale: string): MailMessage {
  const { subject, lines } = locale === 'en' ? TEXTS.en : TEXTS['pt-BR']
  return {
    to: { name: '', address },
    subject,
    text: lines(code).join('\n'),
    html: `<!doctype html><html><head><meta charset="utf-8"></head><body style="margin:0;padding:32px 16px;background:#f5f2ec;font-family:Georgia,serif;color:#23211c"><div style="max-width:480px;margin:0 auto;background:#fff;padding:28px;border-radius:6px">${lines(code).filter(Boolean).map((line) => line.includes(code) ? `<p style="font-size:16px">${line.replace(code, `<br><strong style="font-size:32px;letter-spacing:6px">${code}</strong>`)}</p>` : `<p style="font-size:15px;line-height:1.5">${line}</p>`).join('')}</div></body></html>`
  }
}

/** The inbox as a person sees it: the list, one mail, and its HTML apart, where it can do nothing. */
import type { ServerResponse } from 'node:http'
import type { InboxMessage } from './read-mail.ts'
import { clock, escapeHtml, linked, sendPage } from './page.ts'

const SHOWN = 200

export function sendMessageList (response: ServerResponse, messages: readonly InboxMessage[]): void {
  const title = 'Caixa de entrada de desenvolvimento'
  const rows = messages.slice(0, SHOWN).map(({ id, to, subject, text, received_at }) => `<li><a href="/messages/${id}">
<span class="subject">${escapeHtml(subject || '(sem assunto)')}</span>${clock(received_at)}
<span class="to">${escapeHtml(to.join(', '))}</span>
<span class="begin">${escapeHtml(text.slice(0, 200))}</span></a></li>`)
  sendPage(response, {
    title: messages.length === 0 ? title : `(${messages.length}) ${title}`,
    live: true,
    body: `<h1>${title}</h1>
<p class="about">Tudo o que o Martelo envia por e-mail chega aqui, e a mais ninguém. Esta página se atualiza sozinha.</p>
${rows.length === 0 ? '<p class="sheet">Nenhuma mensagem ainda.</p>' : `<ul class="mails">${rows.join('\n')}</ul>`}`
  })
}

export function sendMessage (response: ServerResponse, message: InboxMessage | undefined): void {
  const back = '<p class="about"><a href="/">← Caixa de entrada</a></p>'
  if (message === undefined) {
    sendPage(response, { title: 'Mensagem não encontrada', body: `${back}<h1>Mensagem não encontrada</h1><p>Ela não existe, ou a caixa foi esvaziada.</p>` }, 404)
    return
  }
  const { id, from, to, subject, text, html, message_id, received_at } = message
  sendPage(response, {
    title: subject || '(sem assunto)',
    body: `${back}<h1>${escapeHtml(subject || '(sem assunto)')}</h1>
<dl class="facts"><dt>De</dt><dd>${escapeHtml(from)}</dd><dt>Para</dt><dd>${escapeHtml(to.join(', '))}</dd><dt>Recebida</dt><dd>${clock(received_at)}</dd><dt>Message-ID</dt><dd>${escapeHtml(message_id)}</dd></dl>
<div class="sheet"><p class="text">${linked(text)}</p></div>
${html === null ? '' : `<p class="about">A mesma mensagem em HTML:</p><iframe title="A mensagem em HTML" src="/messages/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`}`
  })
}

/** The mail's own HTML: no script, no form, nothing loaded from anywhere, links in a new window. */
export function sendMessageHtml (response: ServerResponse, { html }: InboxMessage): void {
  response.writeHead(html === null ? 404 : 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer'
  }).end(html === null ? '' : `<base target="_blank">${html}`)
}

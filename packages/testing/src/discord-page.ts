/** The channel, roughly as Discord shows it. */
import type { ServerResponse } from 'node:http'
import type { DiscordPost } from './discord.ts'
import type { Embed } from './discord-limits.ts'
import { clock, escapeHtml, link, sendPage } from './page.ts'

const SHOWN = 100
const NO_COLOR = 0x1e1f22

export function sendPosts (response: ServerResponse, posts: readonly DiscordPost[]): void {
  const title = 'Canal do Discord (desenvolvimento)'
  sendPage(response, {
    title: posts.length === 0 ? title : `(${posts.length}) ${title}`,
    live: true,
    body: `<h1>${title}</h1>
<p class="about">O que o Martelo publicaria no Discord chega aqui, a mais recente primeiro. Esta página se atualiza sozinha.</p>
<div class="channel">${posts.length === 0 ? '<p class="about">Nada foi publicado ainda.</p>' : posts.slice(0, SHOWN).map(article).join('\n')}</div>`
  })
}

function article ({ username, content, embeds, received_at }: DiscordPost): string {
  const name = username ?? 'webhook'
  return `<article class="post"><div class="avatar" aria-hidden="true">${escapeHtml([...name][0] ?? '?')}</div><div>
<p class="who">${escapeHtml(name)} <span class="app">APP</span>${clock(received_at)}</p>
${content === '' ? '' : `<p class="text">${marked(content)}</p>`}${embeds.map(embed).join('')}</div></article>`
}

function embed ({ title, description, url, color = NO_COLOR, timestamp, fields = [] }: Embed): string {
  // A rectangle in SVG has its colour without inline style.
  return `<section class="embed"><svg class="bar" aria-hidden="true"><rect width="100%" height="100%" fill="#${color.toString(16).padStart(6, '0')}"/></svg>
${title === undefined ? '' : `<h2>${link(url ?? '', marked(title))}</h2>`}${description === undefined ? '' : `<p class="text">${marked(description)}</p>`}
${fields.length === 0 ? '' : `<dl>${fields.map(({ name, value, inline }) => `<div${inline ? '' : ' class="wide"'}><dt>${marked(name)}</dt><dd>${marked(value)}</dd></div>`).join('')}</dl>`}
${timestamp === undefined ? '' : clock(timestamp)}</section>`
}

/** Of Discord's Markdown what the posts use: bold, italics, code, and escaped marks, which are shown as they are. */
function marked (text: string): string {
  return text.split(/(\\[^\w\s]|\*\*(?:\\.|[^*\\])+\*\*|\*(?:\\.|[^*\\])+\*|`[^`]+`)/s).map((part, i) => {
    if (i % 2 === 0) return escapeHtml(part)
    if (part.startsWith('\\')) return escapeHtml(part.slice(1))
    if (part.startsWith('`')) return `<code>${escapeHtml(part.slice(1, -1))}</code>`
    return part.startsWith('**') ? `<strong>${marked(part.slice(2, -2))}</strong>` : `<em>${marked(part.slice(1, -1))}</em>`
  }).join('')
}

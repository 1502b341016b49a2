/** The language of the page: the viewer's choice, else the browser's, else Portuguese. */
import { remember, remembered } from '../preferences.ts'
import type { Texts } from './pt-BR.ts'

export type Language = 'pt-BR' | 'en'
export const LANGUAGES: ReadonlyArray<{ tag: Language, name: string }> = [{ tag: 'pt-BR', name: 'Português' }, { tag: 'en', name: 'English' }]

/** Every text of the page. There before anything is drawn. */
export let t: Texts
/** For numbers and times. */
export let locale: string = 'pt-BR'
export let language: Language = 'pt-BR'

function preferred (): Language {
  const chosen = remembered('language')
  if (chosen === 'pt-BR' || chosen === 'en') return chosen
  for (const tag of navigator.languages) {
    if (/^pt\b/i.test(tag)) return 'pt-BR'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'pt-BR'
}

export async function loadTexts (wanted: Language = preferred()): Promise<void> {
  t = wanted === 'en' ? (await import('./en.ts')).en : (await import('./pt-BR.ts')).ptBR
  language = wanted
  // English of which country says how dates are written.
  locale = wanted === 'en' ? navigator.languages.find((tag) => /^en-/i.test(tag)) ?? 'en' : 'pt-BR'
  document.documentElement.lang = wanted
}

export async function chooseLanguage (wanted: Language): Promise<void> {
  remember('language', wanted)
  await loadTexts(wanted)
}

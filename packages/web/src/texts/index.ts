/** The language of the page. */
import { ptBR, type Texts } from './pt-BR.ts'

export const locale = 'pt-BR'
export const t: Texts = ptBR

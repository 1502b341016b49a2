/** People and companies in a text. A model knows nobody's name, so each is invented, or was told to it by somebody who should not. */
import { fold } from './words.ts'

/** Written with a capital inside a sentence by rule. */
const CAPITALS = new Set([
  'martelo', 'real', 'reais', 'brasil', 'brazil', 'i', 'i\'m', 'i\'ll', 'i\'ve', 'brt', 'parabens', 'congratulations', 'ola', 'hello', 'voce', 'you', 'obrigado', 'obrigada', 'thank', 'thanks', 'item',
  'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'english', 'portuguese'
])

/** The commonest first names of Brazil and of English, for the beginnings of sentences. Those that are words too are left out. */
const FIRST_NAMES = new Set(`maria jose ana joao antonio francisco carlos paulo pedro lucas luiz luis marcos gabriel rafael daniel marcelo bruno eduardo felipe rodrigo manoel manuel mateus andre fernando fabio leonardo gustavo guilherme leandro tiago
anderson ricardo marcio jorge alexandre roberto edson diego vitor sergio claudio matheus thiago geraldo adriano luciano julio renato alex vinicius rogerio samuel ronaldo mario flavio igor douglas davi danilo elias miguel
francisca antonia adriana juliana marcia fernanda patricia aline sandra camila amanda bruna jessica leticia julia luciana vanessa mariana gabriela vera larissa claudia beatriz rita luana sonia renata eliane josefa simone natalia cristiane
carla debora rosangela jaqueline daniela aparecida marlene terezinha raimunda tatiane priscila fatima regina bianca isabela isabel helena zeca fulano beltrano sicrano
james robert john michael david william richard joseph thomas christopher charles matthew anthony steven andrew kenneth joshua kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott
brandon benjamin mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra ashley kimberly emily donna michelle carol melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela alice bob`.split(/\s+/))

/** Whoever is said to be the winner or the buyer is named, even with a word of the title. */
const NAMED = /(?:vencedora?|arrematante|ganhadora?|compradora?|winner|buyer)(?: do leilão| of the auction)?(?: foi| é|,| was| is|:)? (?!Martelo|Parab)(\p{Lu}\p{Ll}+)|(?:vencid[oa]|arrematad[oa]|comprad[oa]|levad[oa]|won|bought|taken) (?:por|pelo|pela|by) (\p{Lu}\p{Ll}+)/u

/** At the beginning of a sentence a capital proves nothing, but what follows may. */
const ACTS = /(?:^|[.!?:;]\s+)(?!Você|You|Quem|Algu|Some|Ningu|No|It|They|He|She|El[ae]|Who|One|Every|Todos|Outr|Anoth)(\p{Lu}\p{Ll}+) (?:won|venceu|levou|arrematou|ganhou|comprou|bought|took|paid|pagou|deu o|placed|is the winner|é o vencedor|é a vencedora)\b/u
const ADDRESSED = /\b(?:[Ss]eu|[Dd]ona|[Ss]enhora?|Sra?\.?|Dra?\.?|Mr\.?|Mrs\.?|Ms\.?|Sir|Lady) (\p{Lu}\p{Ll}+)/u

/** @returns a name, or null. @param text without the title @param title whose words may be repeated */
export function nameIn (text: string, title: string): string | null {
  const named = NAMED.exec(text) ?? ADDRESSED.exec(text) ?? ACTS.exec(text)
  if (named) return (named[1] ?? named[2])!
  const ofTitle = new Set(fold(title).match(/[\p{L}']+/gu) ?? [])
  for (const { 0: word, index } of text.matchAll(/(?<![\p{L}\p{N}'’])\p{Lu}[\p{Ll}'’][\p{L}'’]*/gu)) {
    const folded = fold(word)
    const begins = /(?:^|[.!?:…—–"“”'‘(]\s*)$/.test(text.slice(0, index))
    if (begins ? FIRST_NAMES.has(folded) && !ofTitle.has(folded) : !CAPITALS.has(folded) && !ofTitle.has(folded)) return word
  }
  return null
}

/** Times, days, months and weekdays in a text: each must be one at which something happened in the auction. */
import type { Known, Moments } from './known.ts'
import { fold } from './words.ts'

const MONTHS = ['janeiro|january|jan', 'fevereiro|february|fev|feb', 'marco|march|mar', 'abril|april|abr|apr', 'maio|may', 'junho|june|jun', 'julho|july|jul', 'agosto|august|ago|aug', 'setembro|september|set|sept?', 'outubro|october|out|oct', 'novembro|november|nov', 'dezembro|december|dez|dec']
const MONTH = MONTHS.join('|')
const WEEKDAYS = ['domingos?|sundays?', 'segundas?-feiras?|mondays?', 'tercas?-feiras?|tuesdays?', 'quartas?-feiras?|wednesdays?', 'quintas?-feiras?|thursdays?', 'sextas?-feiras?|fridays?', 'sabados?|saturdays?']

/** `23 de novembro de 2026`, `November 23, 2026`, `23/11/2026`. */
const DATES = [
  new RegExp(`\\b(?<day>\\d{1,2})(?:o|st|nd|rd|th)? (?:de |of )?(?<month>${MONTH})\\b(?:,? (?:de )?(?<year>\\d{4}))?`, 'g'),
  new RegExp(`\\b(?<month>${MONTH}) (?<day>\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (?<year>\\d{4}))?`, 'g'),
  /\b(?<day>\d{1,2})\/(?<month>\d{1,2})(?:\/(?<year>\d{2,4}))?\b/g
]
const CLOCK = /\b(\d{1,2})(?:[:h](\d{2})(?:[:m]\d{2}s?)?|h\b|(?<=\bas \d{1,2}) horas\b|\s?(?=[ap]\.?m\b))(?:\s?([ap])\.?m\b\.?)?/g
/** Months whose names mean something else too count only where they must be months. */
const BARE_MONTH = new RegExp(`\\b(?:em|de|in|of|since|desde|ate|until) (${MONTHS.map((names) => names.split('|').slice(0, 2).join('|')).join('|')})\\b`, 'g')
/** What is said of the end must be true of the end, and not of another moment. */
const OF_THE_END = /\b(?:vendid|sold|termin|encerr|ended|closed|fechou|saiu|went for|arremat)(?:(?![.!?;]\s).)*$/
/** Days that move with the reader. */
const RELATIVE = /\b(?:amanha|depois de amanha|ontem|anteontem|tomorrow|yesterday|(?:semana|mes) que vem|proxim[oa]s? (?:semana|mes|dias|segunda|terca|quarta|quinta|sexta)|next (?:week|month|few days|monday|tuesday|wednesday|thursday|friday)|coming days|(?:ate|ainda) hoje|by today|by tonight)\b/
const SHORT_WEEKDAY = /\b(?:ate|na|nesta|n?essa|desta|dessa) (segunda|terca|quarta|quinta|sexta)\b(?!-feira| (?:vez|oferta|tentativa|rodada|edicao|posicao))/g

/**
 * @param advice may speak of days to come.
 * @returns what is no fact, or null; and the text without its dates, for the check of numbers.
 */
export function wrongDate (text: string, known: Known, advice: boolean): { wrong: string | null, rest: string } {
  let rest = fold(text)
  let wrong: string | null = null
  const take = (pattern: RegExp, isFact: (found: RegExpMatchArray, moments: Moments) => boolean) => {
    for (const found of rest.matchAll(pattern)) {
      if (!isFact(found, OF_THE_END.test(rest.slice(0, found.index)) ? known.end : known)) wrong ??= found[0].trim()
    }
    rest = rest.replace(pattern, ' ')
  }

  for (const pattern of DATES) {
    take(pattern, ({ groups = {} }, { dates }) => {
      const month = /^\d/.test(groups.month!) ? Number(groups.month) : monthOf(groups.month!)
      const year = groups.year === undefined ? '' : `/${groups.year.length === 2 ? '20' : ''}${groups.year}`
      return dates.has(`${Number(groups.day)}/${month}${year}`)
    })
  }
  take(CLOCK, ([, hour, minute = '00', half]) => known.clocks.has(`${Number(hour) % (half === undefined ? 24 : 12) + (half === 'p' ? 12 : 0)}:${minute}`) || (half === 'a' && known.clocks.has(`${Number(hour)}:${minute}`)))
  if (!advice) {
    take(BARE_MONTH, ([, name]) => known.months.has(monthOf(name!)))
    WEEKDAYS.forEach((names, day) => { take(new RegExp(`\\b(?:${names})\\b`, 'g'), (_, { weekdays }) => weekdays.has(day)) })
    take(SHORT_WEEKDAY, ([, name], { weekdays }) => weekdays.has(['segunda', 'terca', 'quarta', 'quinta', 'sexta'].indexOf(name!) + 1))
  }
  take(new RegExp(RELATIVE, 'g'), () => false)
  return { wrong, rest }
}

function monthOf (name: string): number {
  return MONTHS.findIndex((names) => names.split('|').some((each) => new RegExp(`^(?:${each})$`).test(name))) + 1
}

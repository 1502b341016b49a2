/** Good words without a model, in both languages. They use the facts that are known and pass over the others. */
import type { Facts } from '../facts.ts'
import { english } from './template-en.ts'
import { portuguese } from './template-pt.ts'
import type { Words } from './texts.ts'

export function templateWords (facts: Facts): Words {
  return facts.event.locale === 'en' ? english(facts) : portuguese(facts)
}

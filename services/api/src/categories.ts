/** The categories an auction may stand in: built in, or from a file of the operator's. */
import { readFileSync } from 'node:fs'
import { SettingsError } from '@martelo/service-runtime'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

const Name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' })

export const CategoryResource = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z0-9-]+$' }),
  name: Type.Object({ 'pt-BR': Name, en: Name }, { additionalProperties: false })
}, { additionalProperties: false })
export type Category = Static<typeof CategoryResource>

const CategoriesFile = Type.Array(CategoryResource, { minItems: 1, maxItems: 200 })

export interface Categories {
  list: readonly Category[]
  has: (id: string) => boolean
}

const BUILT_IN: readonly Category[] = [
  { id: 'antiques', name: { 'pt-BR': 'Antiguidades', en: 'Antiques' } },
  { id: 'art', name: { 'pt-BR': 'Arte', en: 'Art' } },
  { id: 'books', name: { 'pt-BR': 'Livros', en: 'Books' } },
  { id: 'clothing', name: { 'pt-BR': 'Roupas e acessórios', en: 'Clothing and accessories' } },
  { id: 'collectibles', name: { 'pt-BR': 'Colecionáveis', en: 'Collectibles' } },
  { id: 'electronics', name: { 'pt-BR': 'Eletrônicos', en: 'Electronics' } },
  { id: 'experiences', name: { 'pt-BR': 'Experiências e serviços', en: 'Experiences and services' } },
  { id: 'games', name: { 'pt-BR': 'Jogos e brinquedos', en: 'Games and toys' } },
  { id: 'home', name: { 'pt-BR': 'Casa e jardim', en: 'Home and garden' } },
  { id: 'music', name: { 'pt-BR': 'Música e instrumentos', en: 'Music and instruments' } },
  { id: 'sports', name: { 'pt-BR': 'Esportes', en: 'Sports' } },
  { id: 'other', name: { 'pt-BR': 'Outros', en: 'Other' } }
]

/**
 * An auction keeps the category that it has, also when a new file leaves it out.
 * @param file path of a JSON list; null for what is built in.
 * @throws SettingsError, one line for each mistake
 */
export function readCategories (file: string | null): Categories {
  const list = file === null ? BUILT_IN : fromFile(file)
  const ids = new Set(list.map(({ id }) => id))
  return { list, has: (id) => ids.has(id) }
}

function fromFile (file: string): Category[] {
  const refuse = (...why: string[]) => new SettingsError(why.map((each) => `CATEGORIES_FILE: ${JSON.stringify(file)} ${each}; allowed is a JSON list such as [{"id": "art", "name": {"pt-BR": "Arte", "en": "Art"}}]`).join('\n'))
  let list: unknown
  try {
    list = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? 'is no JSON' : `cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  if (!Value.Check(CategoriesFile, list)) throw refuse(...new Set(Value.Errors(CategoriesFile, list).map(({ instancePath, message }) => `is wrong at ${instancePath || '/'}: ${message}`)))
  const twice = list.find(({ id }, i) => list.findIndex((other) => other.id === id) < i)
  if (twice) throw refuse(`has the id ${JSON.stringify(twice.id)} twice`)
  return list
}

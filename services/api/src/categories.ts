/** The categories an auction may stand in. */

export interface Category { id: string, name: { 'pt-BR': string, en: string } }

export const CATEGORIES: readonly Category[] = [
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

const ids = new Set(CATEGORIES.map((category) => category.id))

export function isCategory (id: string): boolean {
  return ids.has(id)
}

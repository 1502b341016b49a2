/** Demo people and auctions, for an empty store. The people's tokens stay the same from one start to the next. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAccounts } from '@martelo/accounts'
import type { Redis } from 'ioredis'
import { say } from './show.ts'

export interface DemoPerson { name: string, email: string, token: string, admin: boolean }

export const ADMIN_EMAIL = 'admin@martelo.example'

const PEOPLE = [
  { name: 'Ana Souza', email: 'ana@martelo.example', admin: false },
  { name: 'Bruno Lima', email: 'bruno@martelo.example', admin: false },
  { name: 'Carla Nunes', email: 'carla@martelo.example', admin: false },
  { name: 'Administração', email: ADMIN_EMAIL, admin: true }
]

/** The people with tokens that work on this store. */
export async function demoPeople (redis: Redis, data: string): Promise<DemoPerson[]> {
  const file = join(data, 'demo.json')
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as DemoPerson[] : []
  const people = PEOPLE.map((person) => ({ ...person, token: known.find(({ email }) => email === person.email)?.token ?? `mt_${randomBytes(32).toString('base64url')}` }))
  writeFileSync(file, JSON.stringify(people, null, 2), { mode: 0o600 })
  const accounts = createAccounts(redis)
  for (const { name, email, token } of people) {
    const account = await accounts.create({ name, email })
    await accounts.putToken(account.id, { token, label: 'npm start' })
  }
  return people
}

interface DemoAuction {
  seller: number
  body: Record<string, unknown>
  bids?: Array<[bidder: number, bid: Record<string, string>]>
  /** By name in photographs/, and what each shows. */
  photographs: Array<[name: string, shows: string]>
}

const MINUTE = 60
const HOUR = 3600
const DAY = 24 * HOUR

const AUCTIONS: DemoAuction[] = [
  {
    seller: 0,
    photographs: [['clock-1', 'Relógio de parede em caixa de imbuia, com pêndulo e três pesos de latão'], ['clock-2', 'O mostrador branco, com aro de latão']],
    body: { title: 'Relógio de parede carrilhão, anos 1950', description: 'Herança de família, em imbuia, com as três melodias funcionando. Revisado em 2025.\n\nRetirada em Campinas ou envio por conta do comprador.', category: 'antiques', starting_price: '120.00', duration_seconds: 75, soft_close: null },
    bids: [[1, { amount: '120.00' }], [2, { max_amount: '210.00' }], [1, { max_amount: '185.00' }]]
  },
  {
    seller: 2,
    photographs: [['basket-1', 'Cesta de vime com pães, geleia, laranjas e uma xícara de café'], ['basket-2', 'Os pães e a geleia, de perto']],
    body: { title: 'Cesta de café da manhã da padaria do bairro', description: 'Doada pela Padaria Central. A renda vai para a reforma da quadra da escola.', category: 'experiences', starting_price: '40.00', duration_seconds: 25 * MINUTE },
    bids: [[0, { max_amount: '75.00' }]]
  },
  {
    seller: 1,
    photographs: [['guitar-1', 'Violão de tampo claro sobre um pano escuro'], ['guitar-2', 'O cavalete e a boca do violão, de perto']],
    body: { title: 'Violão Giannini AWN-1, 1978', description: 'Tampo sem trincas, trastes com meia vida, acompanha estojo rígido.', category: 'music', starting_price: '250.00', reserve_price: '600.00', buy_now_price: '1200.00', duration_seconds: 6 * HOUR },
    bids: [[2, { amount: '300.00' }]]
  },
  {
    seller: 0,
    photographs: [['book-1', 'Livro de capa creme com uma faixa vermelha, sobre a mesa'], ['book-2', 'A lombada arredondada do livro']],
    body: { title: 'Primeira edição de “Grande Sertão: Veredas”', description: 'José Olympio, 1956. Lombada com desgaste, miolo limpo, sem anotações.', category: 'books', starting_price: '800.00', duration_seconds: 2 * DAY },
    bids: [[1, { max_amount: '1500.00' }], [2, { max_amount: '1350.00' }]]
  },
  {
    seller: 2,
    photographs: [['chess-1', 'Tabuleiro de xadrez de madeira no meio de uma partida']],
    body: { title: 'Aula de xadrez com a campeã estadual', description: 'Duas horas, presencial em Belo Horizonte ou por vídeo.', category: 'experiences', starting_price: '30.00', increment: { type: 'fixed', amount: '5.00' }, duration_seconds: 20 * HOUR }
  },
  {
    seller: 1,
    photographs: [['shirt-1', 'Camisa listrada de verde e branco, com assinaturas à caneta']],
    body: { title: 'Camisa autografada do time da cidade', description: 'Autografada por todo o elenco de 2026. Tamanho G, nunca usada.', category: 'sports', starting_price: '60.00', buy_now_price: '400.00', duration_seconds: 3 * DAY }
  },
  {
    seller: 0,
    photographs: [['woodcut-1', 'Xilogravura de um sertão com sol, mandacarus e barracas de feira, ao lado de uma goiva']],
    body: { title: 'Xilogravura “Feira de Caruaru”', description: 'Tiragem 12/50, assinada, 40 × 60 cm, sem moldura.', category: 'art', starting_price: '90.00', starts_at: new Date(Date.now() + 2 * HOUR * 1000).toISOString(), duration_seconds: DAY }
  }
]

/** Creates the demo auctions and their bids through the API, as any program would. */
export async function demoAuctions (api: string, people: readonly DemoPerson[]): Promise<void> {
  const post = async (person: number, path: string, body: unknown) => {
    const response = await fetch(`${api}/api${path}`, { method: 'POST', headers: { authorization: `Bearer ${people[person]!.token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`demo data: ${path} answered ${response.status}: ${await response.text()}`)
    return await response.json() as { id: string }
  }
  for (const { seller, body, bids = [], photographs } of [...AUCTIONS].reverse()) {
    const { id } = await post(seller, '/auctions', body)
    for (const [name, shows] of photographs) await photograph(people[seller]!, `${api}/api/auctions/${id}/images`, name, shows)
    for (const [bidder, bid] of bids) await post(bidder, `/auctions/${id}/bids`, bid)
  }
}

async function photograph (seller: DemoPerson, to: string, name: string, shows: string): Promise<void> {
  const form = new FormData()
  form.append('alt', shows)
  form.append('file', new Blob([readFileSync(new URL(`../photographs/${name}.webp`, import.meta.url))], { type: 'image/webp' }), `${name}.webp`)
  const response = await fetch(to, { method: 'POST', headers: { authorization: `Bearer ${seller.token}` }, body: form })
  // An auction without its picture is still an auction.
  if (!response.ok) say(`The demo picture ${name} was not taken: ${response.status}`)
}

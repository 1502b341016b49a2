/**
 * Lists of auctions, from indexes alone. A page continues after a place in the order, which need not exist any more, so that a cursor stays
 * good while auctions move.
 */
import { STATUSES, type Auction, type Status } from '@martelo/auction'
import { fieldsOf } from './codec.ts'
import { partitionKeys, type Sort } from './keys.ts'
import type { RunScript } from './scripts.ts'

export interface ListQuery {
  sort: Sort
  status?: Status
  category?: string
  seller?: string
  /** Beginnings of words of the title, as `wordsOf` writes them: all of them must be there. */
  words?: readonly string[]
  limit: number
  after?: Place
}

/** In the order of a list. */
export interface Place { score: number, id: string }

export interface ListPage {
  /** In order. */
  items: Auction[]
  /** Where the next page begins; null when there is nothing after this page. A page with words may hold less than asked for, even nothing, and go on. */
  next: Place | null
  now: number
}

export interface Lists {
  list: (query: ListQuery) => Promise<ListPage>
  /** Auctions that a person bid on or watches, the latest first. */
  of: (account: string, which: 'bidder' | 'watching', page: { limit: number, after?: Place }) => Promise<ListPage>
}

/**
 * How much one search looks at: so many auctions that the rarest of its words leads to or, where that word leads to more, so many of each
 * list in their order. Some ten milliseconds of Redis at most.
 */
export const SEARCH_BOUND = 2000

type ReadMany = (ids: readonly string[]) => Promise<{ auctions: Map<string, Auction>, now: number }>
type Direction = 'ascending' | 'descending'

export function createLists (run: RunScript, readMany: ReadMany): Lists {
  /** Merges the pages of lists in one order. @param stop where a search of one of them ended early: what lies after it is for the next page. */
  async function merged (pages: Place[][], direction: Direction, limit: number, stop: Place | null): Promise<ListPage> {
    const sign = direction === 'ascending' ? 1 : -1
    const order = (a: Place, b: Place) => sign * (a.score - b.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    const places = pages.flat().sort(order).filter((place, i, all) => (i === 0 || place.id !== all[i - 1]!.id) && (stop === null || order(place, stop) <= 0))
    const shown = places.slice(0, limit)
    const { auctions, now } = await readMany(shown.map((place) => place.id))
    return {
      items: shown.flatMap(({ id }) => auctions.get(id) ?? []),
      next: places.length > limit ? shown.at(-1)! : stop,
      now
    }
  }

  async function page (keys: string[], direction: Direction, limit: number, after?: Place): Promise<ListPage> {
    const lists = await run('list-auctions', keys, [direction, limit + 1, after?.score ?? '', after?.id ?? '']) as string[][]
    return await merged(lists.map(placesOf), direction, limit, null)
  }

  async function search (lists: string[], narrowing: string[], words: readonly string[], direction: Direction, limit: number, after?: Place): Promise<ListPage> {
    const keys = partitionKeys(0)
    const replies = await run('search-auctions', [keys.words, ...lists, ...narrowing], [keys.prefix, direction, limit + 1, after?.score ?? '', after?.id ?? '', lists.length, SEARCH_BOUND, ...words]) as Array<[string[], string, string]>
    const stops = replies.flatMap(([, score, id]) => id === '' ? [] : [{ score: Number(score), id }])
    const sign = direction === 'ascending' ? 1 : -1
    const [stop = null] = stops.sort((a, b) => sign * (a.score - b.score || (a.id < b.id ? -1 : 1)))
    return await merged(replies.map(([flat]) => placesOf(flat)), direction, limit, stop)
  }

  return {
    async list ({ sort, status, category, seller, words = [], limit, after }) {
      const keys = partitionKeys(0)
      const facets = [...(seller === undefined ? [] : [`seller:${seller}`]), ...(category === undefined ? [] : [`category:${category}`])]
      const [lists, narrowing] = [facets[0] ?? 'all', facets[1]].map((facet) => facet === undefined ? [] : (status === undefined ? STATUSES : [status]).map((each) => keys.list(facet, each, sort)))
      const direction = sort === 'ending_soon' ? 'ascending' : 'descending'
      return words.length === 0 && narrowing!.length === 0 ? await page(lists!, direction, limit, after) : await search(lists!, narrowing!, words, direction, limit, after)
    },

    async of (account, which, { limit, after }) {
      return await page([partitionKeys(0)[which](account)], 'descending', limit, after)
    }
  }
}

function placesOf (flat: string[]): Place[] {
  return Object.entries(fieldsOf(flat)).map(([id, score]) => ({ id, score: Number(score) }))
}

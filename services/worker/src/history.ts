/** What an auction's log tells of how it went: counted while it is read, so that a long log takes no more memory than a short one. */
import { isAuctionId, type Bid } from '@martelo/auction'
import type { AuctionStore } from '@martelo/auction-store'

export type LogReader = Pick<AuctionStore, 'logAfter'>

/** How many bids a report lists. */
export const REPORTED_BIDS = 100
/** A log that is longer is not read to its end: nothing is said of how such an auction went. */
const MOST_ENTRIES = 100_000
const ENTRIES_AT_ONCE = 1000
/** The price is drawn with at most so many steps. */
const MOST_STEPS = 400
/** The final stretch is the last tenth of an auction, and at most ten minutes. */
const LATE_SHARE = 0.1
const LATE_MS = 600_000

/** A step of the price, in minor units, at a time in epoch milliseconds. */
export type PriceStep = [at: number, amount: number]

/** What decided an auction. Amounts in minor units, people by account id. */
export type Moment = { at: number, bidder: string, amount: number } & (
  | { kind: 'first_bid' | 'last_lead' | 'extended' | 'bought' }
  | { kind: 'biggest_raise', from: number }
)

export interface History {
  /** The newest, oldest first. */
  bids: Bid[]
  more_bids: boolean
  bidders: number
  /** How often another person took the lead. */
  lead_changes: number
  extensions: number
  original_ends_at: number | null
  /** Mean of the steps by which bids raised the price, minor units. Null when none did. */
  average_raise: number | null
  /** Bids that people placed in the final stretch. */
  late_bids: number
  late_ms: number
  steps: PriceStep[]
  /** The path of the first photo, from the root of the site. */
  photo: string | null
  /** In the order of time. */
  moments: Moment[]
}

/**
 * @param ends_at when the auction ended, epoch milliseconds.
 * @returns null where there is no log, or too long a one.
 */
export async function readHistory (id: string, starts_at: number, ends_at: number, store: LogReader): Promise<History | null> {
  if (!isAuctionId(id)) return null
  const history = startHistory(starts_at, ends_at)
  let after = '0-0'
  for (let read = 0; read < MOST_ENTRIES; read += ENTRIES_AT_ONCE) {
    const entries = await store.logAfter(id, after, ENTRIES_AT_ONCE)
    for (const entry of entries) history.add(entry)
    if (entries.length < ENTRIES_AT_ONCE) return history.result()
    after = entries.at(-1)!.id
  }
  return null
}

type Entry = Awaited<ReturnType<LogReader['logAfter']>>[number]

function startHistory (starts_at: number, ends_at: number) {
  const late_ms = Math.max(1000, Math.min(LATE_MS, Math.round((ends_at - starts_at) * LATE_SHARE)))
  const bidders = new Set<string>()
  const steps: PriceStep[] = []
  let bids: Bid[] = []
  let [count, late_bids, lead_changes, extensions] = [0, 0, 0, 0]
  let leader: string | null = null
  let original_ends_at: number | null = null
  let photo: string | null = null
  let first: Moment | null = null
  let raise: Moment & { kind: 'biggest_raise' } | null = null
  let lead: Moment | null = null
  let extended: Moment | null = null
  let bought: Moment | null = null

  function addBid (bid: Bid, stands: string | null): void {
    const { bidder, amount, created_at: at } = bid
    count++
    bids.push(bid)
    if (bids.length > 2 * REPORTED_BIDS) bids = bids.slice(-REPORTED_BIDS)
    bidders.add(bidder)
    if (!bid.automatic && at >= ends_at - late_ms) late_bids++
    first ??= { kind: 'first_bid', at, bidder, amount }
    if (bid.buy_now) bought = { kind: 'bought', at, bidder, amount }
    const before = steps.at(-1)?.[1]
    if (before !== undefined && amount > before && amount - before > (raise === null ? 0 : raise.amount - raise.from)) raise = { kind: 'biggest_raise', at, bidder, amount, from: before }
    if (before === undefined || amount > before) steps.push([at, amount])
    if (stands !== null && stands !== leader) {
      if (leader !== null) {
        lead_changes++
        lead = { kind: 'last_lead', at, bidder: stands, amount }
      }
      leader = stands
    }
  }

  return {
    add ({ id, kind, bid, auction }: Entry): void {
      original_ends_at = auction.original_ends_at
      const image = auction.images[0]
      photo = image === undefined ? null : `/images/${auction.id}/${image.id}/${image.sizes.at(-1)!.width}.webp`
      if (bid !== null) addBid(bid, auction.standing.leader)
      if (kind === 'extended') {
        extensions++
        const last = bids.at(-1)
        if (last) extended = { kind: 'extended', at: Number(id.slice(0, id.indexOf('-'))), bidder: last.bidder, amount: last.amount }
      }
    },
    result (): History {
      const [low, high] = [steps[0]?.[1] ?? 0, steps.at(-1)?.[1] ?? 0]
      return {
        bids: bids.slice(-REPORTED_BIDS),
        more_bids: count > REPORTED_BIDS,
        bidders: bidders.size,
        lead_changes,
        extensions,
        original_ends_at,
        average_raise: steps.length > 1 ? Math.round((high - low) / (steps.length - 1)) : null,
        late_bids,
        late_ms,
        steps: thinned(steps),
        photo,
        // Of a single raise it says nothing that it was the biggest.
        moments: [first, steps.length > 2 ? raise : null, lead, extended, bought].filter((moment) => moment !== null).sort((a, b) => a.at - b.at)
      }
    }
  }
}

/** As many steps as can be seen, always with the first and the last. */
function thinned (steps: PriceStep[]): PriceStep[] {
  if (steps.length <= MOST_STEPS) return steps
  const every = (steps.length - 1) / (MOST_STEPS - 1)
  return Array.from({ length: MOST_STEPS }, (_, i) => steps[Math.round(i * every)]!)
}

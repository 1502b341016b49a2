/** The truth about auctions. The only room that runs commands on them. */
export { timeOfEntry, type AuctionContent, type LogEntry, type LogKind } from './codec.ts'
export { partitionKeys, type Sort } from './keys.ts'
export { SEARCH_BOUND, type ListPage, type ListQuery, type Place } from './lists.ts'
export type { Change, Due, ReadAuction } from './reads.ts'
export { createAuctionStore, type AuctionStore } from './store.ts'
export { newAuctionId } from './transitions.ts'
export type { BidAccepted, Changed, Changes, Closing, CloseReply, Operation, Refused, Schedule } from './transitions.ts'

#!lua flags=allow-oom
-- Closes an auction whose end has passed: its outcome, its event and its announcement, in one step, once.
--
-- KEYS  1 the auction's hash   2 its log   3 the stream of finalized auctions
-- ARGV  1 prefix   2 auction id   3 the version that event and announcement were built from   4 outcome
--       5 event id   6 event type   7 event version   8 payload, JSON   9 channel   10 announcement, JSON   11 traceparent, ''
-- Reply {'closed', closed_at}
--       {'already_closed'}, {'cancelled'}, {'not_found'}
--       {'not_yet', now, ends_at}
--       {'moved'}   the version is another by now: build again
-- include: clock auction

local auction_key, log_key, stream_key = KEYS[1], KEYS[2], KEYS[3]
local prefix, id, version, outcome = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local event_id, event_type, event_version, payload = ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local channel, announcement, traceparent = ARGV[9], ARGV[10], ARGV[11]
local now = now_ms()

local auction = read(auction_key)
if not auction or is_over(auction) then
  redis.call('ZREM', prefix .. 'closing', id)
  if not auction then return { 'not_found' } end
  return { auction.status == 'closed' and 'already_closed' or 'cancelled' }
end
if now < tonumber(auction.ends_at) then return { 'not_yet', int(now), auction.ends_at } end
if auction.version ~= version then return { 'moved' } end
local denied = require_commands({
  { 'XADD', log_key, '*', 'a', 'b' }, { 'XADD', stream_key, '*', 'a', 'b' },
  { 'SPUBLISH', prefix .. 'wake', id }, { 'PUBLISH', channel, '' }
})
if denied then return denied end

unlist(prefix, id, auction)
auction.status = 'closed'
auction.version = int(tonumber(auction.version) + 1)
auction.updated_at = int(now)
list(prefix, id, auction)
save(auction_key, auction)
redis.call('HSET', auction_key, 'outcome', outcome, 'closed_at', int(now))
redis.call('ZREM', prefix .. 'closing', id)
redis.call('ZREM', prefix .. 'opening', id)
log(prefix, id, log_key, 'closed', auction, { 'outcome', outcome, 'closed_at', int(now) })
local entry = { 'event_id', event_id, 'type', event_type, 'version', event_version, 'payload', payload }
if traceparent ~= '' then
  entry[#entry + 1] = 'traceparent'
  entry[#entry + 1] = traceparent
end
redis.call('XADD', stream_key, '*', unpack(entry))
wake(prefix, id)
-- Last, and caught: were it refused after all, everything else has been written.
redis.pcall('PUBLISH', channel, announcement)
return { 'closed', int(now) }

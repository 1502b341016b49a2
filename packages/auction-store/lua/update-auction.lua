#!lua
-- Changes an auction: anything before the first bid, only an addendum after it.
--
-- KEYS  1 the auction's hash   2 its log
-- ARGV  1 prefix   2 auction id   3 who asks   4 the version that the change was built from
--       5 starts_at in epoch ms, ''   6 ends_at in epoch ms, ''   7 duration in ms, ''   8 the longest time from now to the end, in ms
--       9 the addenda as JSON with the new one, ''   10… field, value, … of the hash
-- Reply {'updated', now, {field, value, …}}
--       {'moved'}   the version is another by now: read again and build again
--       {'rejected', code}   auction_not_found, not_owner, auction_not_open, auction_ended, has_bids
--       {'rejected', 'invalid_request', path, message}
-- include: clock auction words

local auction_key, log_key = KEYS[1], KEYS[2]
local prefix, id, actor, version = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local starts_at, ends_at, duration, longest = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local addenda = ARGV[9]
local now = now_ms()

local auction = read(auction_key)
if not auction then return { 'rejected', 'auction_not_found' } end
if auction.seller ~= actor then return { 'rejected', 'not_owner' } end
if auction.status == 'cancelled' then return { 'rejected', 'auction_not_open' } end
if auction.status == 'closed' or now >= tonumber(auction.ends_at) then return { 'rejected', 'auction_ended' } end
if auction.version ~= version then return { 'moved' } end

local terms_change = #ARGV > 9 or starts_at or ends_at or duration
if terms_change and auction.leader ~= '' then return { 'rejected', 'has_bids' } end
local scheduled = tonumber(auction.starts_at) > now
if starts_at then
  if not scheduled then return { 'rejected', 'invalid_request', '/starts_at', 'the auction has started' } end
  if starts_at < now then starts_at = now end
end
local begin = starts_at or tonumber(auction.starts_at)
local ending = ends_at or tonumber(auction.ends_at)
if duration then ending = math.max(begin, now) + duration end
local path = duration and '/duration_seconds' or (ends_at and '/ends_at' or '/starts_at')
if ending <= now then return { 'rejected', 'invalid_request', path, 'must be in the future' } end
if ending <= begin then return { 'rejected', 'invalid_request', path, starts_at and 'the end must be after the start' or 'must be after starts_at' } end
if ending > now + longest then return { 'rejected', 'invalid_request', path, 'must be within a year' } end

local denied = require_commands({ { 'XADD', log_key, '*', 'a', 'b' }, { 'SPUBLISH', prefix .. 'wake', id } })
if denied then return denied end

if auction.status == 'scheduled' and not scheduled then open(prefix, id, log_key, auction) end
unlist(prefix, id, auction)
local words_before = auction.words or ''
for i = 10, #ARGV, 2 do auction[ARGV[i]] = ARGV[i + 1] end
if auction.words and auction.words ~= words_before then
  unindex_words(prefix, id, words_before)
  index_words(prefix, id, auction.words)
end
if addenda ~= '' then auction.addenda = addenda end
auction.starts_at = int(begin)
if ending ~= tonumber(auction.ends_at) then
  auction.ends_at = int(ending)
  auction.original_ends_at = auction.ends_at
end
auction.version = int(tonumber(auction.version) + 1)
auction.updated_at = int(now)
local flat = flatten(auction)
redis.call('HSET', auction_key, unpack(flat))
list(prefix, id, auction)
redis.call('ZADD', prefix .. 'closing', auction.ends_at, id)
if auction.status == 'scheduled' then redis.call('ZADD', prefix .. 'opening', auction.starts_at, id) end
log(prefix, id, log_key, 'updated', auction)
wake(prefix, id)
return { 'updated', int(now), flat }

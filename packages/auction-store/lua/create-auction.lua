#!lua
-- Creates an auction, open at once or scheduled.
--
-- KEYS  1 the auction's hash   2 its log   3 the idempotency record
-- ARGV  1 prefix   2 auction id   3 fingerprint of the request, '' for an internal operation id   4 how long to remember, ms
--       5 starts_at in epoch ms, '' for now   6 ends_at in epoch ms, '' when a duration is given   7 duration in ms, ''
--       8 the longest time from now to the end, in ms   9… field, value, … of the hash, as the codec writes them
-- Reply {'created', now, {field, value, …}}    also for a request that was seen before
--       {'rejected', 'invalid_request', path, message}
--       {'rejected', 'idempotency_key_reused'}
-- include: clock auction words remember

local auction_key, log_key, record_key = KEYS[1], KEYS[2], KEYS[3]
local prefix, id, fingerprint, ttl_ms = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local starts_at, ends_at, duration, longest = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local now = now_ms()

local known = recall(record_key, fingerprint)
if known == 'reused' then return { 'rejected', 'idempotency_key_reused' } end
if known then return { 'created', known[1], known[2] } end

-- A start that has passed, by a slow request or on purpose, is now.
if not starts_at or starts_at < now then starts_at = now end
if duration then ends_at = starts_at + duration end
local path = duration and '/duration_seconds' or '/ends_at'
if ends_at <= now then return { 'rejected', 'invalid_request', path, 'must be in the future' } end
if ends_at <= starts_at then return { 'rejected', 'invalid_request', path, 'must be after starts_at' } end
if ends_at > now + longest then return { 'rejected', 'invalid_request', path, 'must be within a year' } end

local denied = require_commands({ { 'XADD', log_key, '*', 'a', 'b' }, { 'SPUBLISH', prefix .. 'wake', id } })
if denied then return denied end

local auction = {
  price = '', leader = '', maximum = '', bid_count = '0', addenda = '', images = '', ending = '',
  status = starts_at > now and 'scheduled' or 'open',
  starts_at = int(starts_at), ends_at = int(ends_at), original_ends_at = int(ends_at),
  version = '1', created_at = int(now), updated_at = int(now)
}
for i = 9, #ARGV, 2 do auction[ARGV[i]] = ARGV[i + 1] end

local flat = flatten(auction)
redis.call('HSET', auction_key, unpack(flat))
list(prefix, id, auction)
index_words(prefix, id, auction.words)
redis.call('ZADD', prefix .. 'closing', auction.ends_at, id)
if auction.status == 'scheduled' then
  redis.call('ZADD', prefix .. 'opening', auction.starts_at, id)
  log(prefix, id, log_key, 'created', auction)
else
  log(prefix, id, log_key, 'opened', auction)
end
remember(record_key, fingerprint, ttl_ms, { int(now), flat })
wake(prefix, id)
return { 'created', int(now), flat }

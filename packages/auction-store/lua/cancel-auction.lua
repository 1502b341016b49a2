#!lua flags=allow-oom
-- Cancels an auction: its seller while nobody has bid, an administrator always until its end. Nothing is announced.
--
-- KEYS  1 the auction's hash   2 its log
-- ARGV  1 prefix   2 auction id   3 who asks   4 'owner' or 'administrator': by which right   5 reason
-- Reply {'cancelled', now, {field, value, …}}   also when it was cancelled before
--       {'rejected', code}   auction_not_found, not_owner, auction_ended, has_bids
-- include: clock auction

local auction_key, log_key = KEYS[1], KEYS[2]
local prefix, id, actor, right, reason = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local now = now_ms()

local auction = read(auction_key)
if not auction then return { 'rejected', 'auction_not_found' } end
if right ~= 'administrator' and auction.seller ~= actor then return { 'rejected', 'not_owner' } end
if auction.status == 'cancelled' then return { 'cancelled', int(now), flatten(auction) } end
if auction.status == 'closed' or now >= tonumber(auction.ends_at) then return { 'rejected', 'auction_ended' } end
if right ~= 'administrator' and auction.leader ~= '' then return { 'rejected', 'has_bids' } end

local denied = require_commands({ { 'XADD', log_key, '*', 'a', 'b' }, { 'SPUBLISH', prefix .. 'wake', id } })
if denied then return denied end

unlist(prefix, id, auction)
auction.status = 'cancelled'
auction.outcome = 'cancelled'
auction.closed_at = int(now)
auction.reason = reason
auction.version = int(tonumber(auction.version) + 1)
auction.updated_at = int(now)
list(prefix, id, auction)
local flat = flatten(auction)
redis.call('HSET', auction_key, unpack(flat))
redis.call('ZREM', prefix .. 'closing', id)
redis.call('ZREM', prefix .. 'opening', id)
log(prefix, id, log_key, 'cancelled', auction, { 'outcome', 'cancelled', 'closed_at', int(now) })
wake(prefix, id)
return { 'cancelled', int(now), flat }

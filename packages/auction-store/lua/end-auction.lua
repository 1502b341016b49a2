#!lua flags=allow-oom
-- Ends an auction now: an early close, or a buy-now, which also records buyer and price.
-- From here on bids and edits are refused and the version stands still; close-auction follows, by whoever comes first.
--
-- KEYS  1 the auction's hash   2 its log   3 the idempotency record (buy-now)
-- ARGV  1 prefix   2 auction id   3 who asks   4 'closed_early', 'closed_by_administrator' or 'bought_now'
--       5 fingerprint of the request, '' for an internal operation id   6 how long to remember, ms
-- Reply {'ended'}   also when it was asked before, or an early close finds the end passed
--       {'rejected', code}   auction_not_found, not_owner, own_auction, auction_not_open, auction_ended, buy_now_unavailable, idempotency_key_reused
-- include: clock auction terms remember

local auction_key, log_key, record_key = KEYS[1], KEYS[2], KEYS[3]
local prefix, id, actor, mode = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local fingerprint, ttl_ms = ARGV[5], ARGV[6]
local buying = mode == 'bought_now'
local now = now_ms()

local auction = read(auction_key)
if buying then
  local known = recall(record_key, fingerprint)
  if known == 'reused' then return { 'rejected', 'idempotency_key_reused' } end
  if known then return known end
end
local function reject (code)
  local reply = { 'rejected', code }
  if buying and fingerprint ~= '' then remember(record_key, fingerprint, ttl_ms, reply) end
  return reply
end

if not auction then return { 'rejected', 'auction_not_found' } end
if buying then
  if auction.seller == actor then return { 'rejected', 'own_auction' } end
  if auction.status == 'cancelled' or now < tonumber(auction.starts_at) then return reject('auction_not_open') end
  if auction.status == 'closed' or now >= tonumber(auction.ends_at) then return reject('auction_ended') end
  if not buy_now_available(auction) then return reject('buy_now_unavailable') end
else
  if mode ~= 'closed_by_administrator' and auction.seller ~= actor then return { 'rejected', 'not_owner' } end
  if auction.status == 'cancelled' then return { 'rejected', 'auction_not_open' } end
  if auction.status == 'closed' or now >= tonumber(auction.ends_at) then return { 'ended' } end
end

local denied = require_commands({ { 'XADD', log_key, '*', 'a', 'b' }, { 'SPUBLISH', prefix .. 'wake', id } })
if denied then return denied end

if auction.status == 'scheduled' then
  -- An auction that is closed before its start was open for no time at all.
  auction.starts_at = int(math.min(now, tonumber(auction.starts_at)))
  open(prefix, id, log_key, auction)
end
auction.ends_at = int(now)
auction.version = int(tonumber(auction.version) + 1)
auction.updated_at = int(now)
if buying then
  auction.leader, auction.price, auction.maximum = actor, auction.buy_now_price, auction.buy_now_price
  auction.bid_count = int(tonumber(auction.bid_count) + 1)
  log_bid(prefix, id, log_key, auction, actor, tonumber(auction.price), '0', '1')
  redis.call('ZADD', prefix .. 'bidder:' .. actor, int(now), id)
  remember(record_key, fingerprint, ttl_ms, { 'ended' })
end
save(auction_key, auction)
redis.call('HSET', auction_key, 'ending', buying and 'bought_now' or 'closed_early')
list(prefix, id, auction)
redis.call('ZADD', prefix .. 'closing', auction.ends_at, id)
wake(prefix, id)
return { 'ended' }

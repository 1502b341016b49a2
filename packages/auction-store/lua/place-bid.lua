#!lua
-- Places a bid by the rules of bidding.
--
-- KEYS  1 the auction's hash   2 its log   3 the idempotency record
-- ARGV  1 prefix   2 auction id   3 bidder   4 'plain' or 'automatic'   5 amount or maximum, minor units
--       6 fingerprint of the request, '' for an internal operation id   7 how long to remember, ms
-- Reply {'accepted', now, bid id, amount logged, {field, value, …}}   bid id and amount are '' for a silent raise;
--                                                                    a request that was seen before gets its first reply
--       {'rejected', code}   auction_not_found, own_auction, auction_not_open, auction_ended, already_leading, use_buy_now, idempotency_key_reused
--       {'rejected', 'bid_too_low', minimum bid}
-- include: clock auction terms remember

local auction_key, log_key, record_key = KEYS[1], KEYS[2], KEYS[3]
local prefix, id, bidder, plain, asked = ARGV[1], ARGV[2], ARGV[3], ARGV[4] == 'plain', tonumber(ARGV[5])
local fingerprint, ttl_ms = ARGV[6], ARGV[7]
local now = now_ms()

local auction = read(auction_key)
local known = recall(record_key, fingerprint)
if known == 'reused' then return { 'rejected', 'idempotency_key_reused' } end
if known then
  if known[1] == 'rejected' then return known end
  -- What cannot change once there is a bid is read from the auction; the rest is as it was.
  for i = 1, #known[5], 2 do auction[known[5][i]] = known[5][i + 1] end
  return { known[1], known[2], known[3], known[4], flatten(auction) }
end

-- Refusals of the rules are remembered with a client's key; an internal operation has no use for them.
local function reject (...)
  local reply = { 'rejected', ... }
  if fingerprint ~= '' then remember(record_key, fingerprint, ttl_ms, reply) end
  return reply
end

if not auction then return { 'rejected', 'auction_not_found' } end
if auction.seller == bidder then return { 'rejected', 'own_auction' } end
if auction.status == 'cancelled' or now < tonumber(auction.starts_at) then return reject('auction_not_open') end
if auction.status == 'closed' or now >= tonumber(auction.ends_at) then return reject('auction_ended') end
local raise = auction.leader == bidder
if raise and plain then return reject('already_leading') end
if buy_now_available(auction) and asked >= tonumber(auction.buy_now_price) then return reject('use_buy_now') end

local price, maximum = tonumber(auction.price), tonumber(auction.maximum)
local floor
if raise then
  floor = maximum + 1
elseif auction.leader == '' then
  floor = tonumber(auction.starting_price)
else
  floor = price + increment_at(auction.increment, price)
end
if asked < floor then return reject('bid_too_low', int(floor)) end

local denied = require_commands({ { 'XADD', log_key, '*', 'a', 'b' }, { 'SPUBLISH', prefix .. 'wake', id } })
if denied then return denied end

local leader, new_price, new_maximum = bidder, nil, asked
if auction.leader == '' then
  new_price = plain and asked or tonumber(auction.starting_price)
elseif raise then
  new_price = price
elseif asked > maximum then
  new_price = plain and asked or math.min(asked, maximum + increment_at(auction.increment, maximum))
else
  leader, new_maximum = auction.leader, maximum
  new_price = math.min(maximum, asked + increment_at(auction.increment, asked))
end
if auction.reserve_price ~= '' then
  local reserve = tonumber(auction.reserve_price)
  new_price = new_maximum >= reserve and math.max(new_price, reserve) or new_maximum
end

local silent = raise and new_price == price
local bid_id, bid_amount = '', ''
auction.maximum = int(new_maximum)
if not silent then
  if auction.status == 'scheduled' then open(prefix, id, log_key, auction) end
  local ends_before = auction.ends_at
  auction.ends_at = int(soft_close(auction, now))
  auction.price, auction.leader = int(new_price), leader
  auction.bid_count = int(tonumber(auction.bid_count) + 1)
  auction.version = int(tonumber(auction.version) + 1)
  auction.updated_at = int(now)
  local amount = leader == bidder and new_price or asked
  bid_id, bid_amount = log_bid(prefix, id, log_key, auction, bidder, amount, '0', '0'), int(amount)
  if leader ~= bidder then log_bid(prefix, id, log_key, auction, leader, new_price, '1', '0') end
  if auction.ends_at ~= ends_before then log(prefix, id, log_key, 'extended', auction) end
  list(prefix, id, auction)
  redis.call('ZADD', prefix .. 'closing', auction.ends_at, id)
  redis.call('ZADD', prefix .. 'bidder:' .. bidder, int(now), id)
end
save(auction_key, auction)

local moved = {}
for _, field in ipairs({ 'status', 'price', 'leader', 'maximum', 'bid_count', 'ends_at', 'version', 'updated_at', 'addenda', 'ending', 'images' }) do
  moved[#moved + 1] = field
  moved[#moved + 1] = auction[field] or ''
end
remember(record_key, fingerprint, ttl_ms, { 'accepted', int(now), bid_id, bid_amount, moved })
if not silent then wake(prefix, id) end
return { 'accepted', int(now), bid_id, bid_amount, flatten(auction) }

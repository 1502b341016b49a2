#!lua
-- Opens a scheduled auction whose start has passed. Bids need not wait for it: place-bid opens by itself.
--
-- KEYS  1 the auction's hash   2 its log
-- ARGV  1 prefix   2 auction id
-- Reply {'opened'}, {'not_yet'}, {'not_scheduled'}
-- include: clock auction

local auction_key, log_key = KEYS[1], KEYS[2]
local prefix, id = ARGV[1], ARGV[2]
local now = now_ms()

local auction = read(auction_key)
if not auction or auction.status ~= 'scheduled' then
  redis.call('ZREM', prefix .. 'opening', id)
  return { 'not_scheduled' }
end
if now < tonumber(auction.starts_at) then return { 'not_yet' } end
local denied = require_commands({ { 'XADD', log_key, '*', 'a', 'b' }, { 'SPUBLISH', prefix .. 'wake', id } })
if denied then return denied end
auction.updated_at = int(now)
open(prefix, id, log_key, auction)
save(auction_key, auction)
wake(prefix, id)
return { 'opened' }

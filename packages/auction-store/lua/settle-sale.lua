#!lua
-- Marks a sale as paid or delivered: its seller or its winner, with the time on Redis' clock. Nobody else sees it, so no version moves.
--
-- KEYS  1 the auction's hash
-- ARGV  1 who asks   2 paid: 'set', 'clear' or '' to leave it   3 delivered: the same
-- Reply {'settled', now, {field, value, …}}   a mark that stands already stays as it was made
--       {'rejected', 'auction_not_found'}
--       {'not_sold'}, {'not_party'}   only seller and winner may
--       {'not_yours'}   only who made a mark takes it back
-- include: clock auction

local auction_key = KEYS[1]
local actor = ARGV[1]
local wanted = { paid = ARGV[2], delivered = ARGV[3] }
local now = now_ms()

local auction = read(auction_key)
if not auction then return { 'rejected', 'auction_not_found' } end
if auction.outcome ~= 'sold' and auction.outcome ~= 'bought_now' then return { 'not_sold' } end
if actor ~= auction.seller and actor ~= auction.leader then return { 'not_party' } end
for mark, change in pairs(wanted) do
  local by = string.match(auction[mark] or '', '^%d+ (.*)$')
  if change == 'clear' and by and by ~= actor then return { 'not_yours' } end
end

for mark, change in pairs(wanted) do
  if change == 'set' and (auction[mark] or '') == '' then auction[mark] = int(now) .. ' ' .. actor end
  if change == 'clear' then auction[mark] = '' end
  if change ~= '' then redis.call('HSET', auction_key, mark, auction[mark]) end
end
return { 'settled', int(now), flatten(auction) }

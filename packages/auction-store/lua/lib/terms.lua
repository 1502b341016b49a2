-- The arithmetic of the rules of bidding. The same rules stand in TypeScript in auction/src/bidding.ts; property tests hold the two together.

local increment_table = {
  { 1, 5 }, { 100, 25 }, { 500, 50 }, { 2500, 100 }, { 10000, 250 },
  { 25000, 500 }, { 50000, 1000 }, { 100000, 2500 }, { 250000, 5000 }, { 500000, 10000 }
}

-- inc(x): the minimum increment at a price, in minor units.
local function increment_at (increment, price)
  local kind, value = string.match(increment, '^(%a+):?(%d*)$')
  if kind == 'fixed' then return tonumber(value) end
  if kind == 'percent' then return math.max(1, math.floor((price * tonumber(value) + 99) / 100)) end
  local step = increment_table[1][2]
  for _, row in ipairs(increment_table) do
    if price >= row[1] then step = row[2] end
  end
  return step
end

-- Available until the first bid; with a reserve, until the reserve is met.
local function buy_now_available (auction)
  if auction.buy_now_price == '' then return false end
  if auction.reserve_price == '' then return auction.leader == '' end
  return auction.leader == '' or tonumber(auction.maximum) < tonumber(auction.reserve_price)
end

-- The end after a bid that moved price or leader. It never shrinks.
local function soft_close (auction, now)
  local ends_at = tonumber(auction.ends_at)
  local window, extension, total = string.match(auction.soft_close, '^(%d+):(%d+):(%d+)$')
  if not window or ends_at - now > tonumber(window) * 1000 then return ends_at end
  local latest = tonumber(auction.original_ends_at) + tonumber(total) * 1000
  return math.max(ends_at, math.min(now + tonumber(extension) * 1000, latest))
end

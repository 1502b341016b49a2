#!lua flags=no-writes
-- One page of each of some lists, from a place in their order on. The place need not exist any more:
-- a cursor stays good while auctions move.
--
-- KEYS  the lists (sorted sets), all in the same order
-- ARGV  1 'ascending' or 'descending'   2 how many of each   3 score to continue after, ''   4 member to continue after
-- Reply {{member, score, …}, …}   one for each list

local ascending, limit = ARGV[1] == 'ascending', tonumber(ARGV[2])
local score, member = tonumber(ARGV[3]), ARGV[4]

-- How many members stand before (score, member). A binary search over ranks: sorted sets order ties by member.
local function rank_of (key)
  local low, high = 0, redis.call('ZCARD', key)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local found = redis.call('ZRANGE', key, middle, middle, 'WITHSCORES')
    local found_score = tonumber(found[2])
    if found_score < score or (found_score == score and found[1] < member) then low = middle + 1 else high = middle end
  end
  return low
end

local pages = {}
for i, key in ipairs(KEYS) do
  local first, last
  if not score then
    first, last = ascending and 0 or -limit, ascending and limit - 1 or -1
  else
    local rank = rank_of(key)
    if ascending then
      local at = redis.call('ZRANGE', key, rank, rank, 'WITHSCORES')
      if at[1] == member and tonumber(at[2]) == score then rank = rank + 1 end
      first, last = rank, rank + limit - 1
    else
      first, last = math.max(0, rank - limit), rank - 1
    end
  end
  pages[i] = (score and not ascending and last < 0) and {} or redis.call('ZRANGE', key, first, last, 'WITHSCORES')
  if not ascending then
    local reversed = {}
    for at = #pages[i] - 1, 1, -2 do
      reversed[#reversed + 1] = pages[i][at]
      reversed[#reversed + 1] = pages[i][at + 1]
    end
    pages[i] = reversed
  end
end
return pages

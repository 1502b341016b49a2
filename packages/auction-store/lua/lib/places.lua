-- Places in the order of a sorted set. A place need not exist any more: a cursor stays good while auctions move.

-- How many members stand before (score, member). A binary search over ranks: sorted sets order ties by member.
local function rank_of (key, score, member)
  local low, high = 0, redis.call('ZCARD', key)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local found = redis.call('ZRANGE', key, middle, middle, 'WITHSCORES')
    local found_score = tonumber(found[2])
    if found_score < score or (found_score == score and found[1] < member) then low = middle + 1 else high = middle end
  end
  return low
end

-- Up to `most` members that follow (score, member) in a direction, from the start without a score: {member, score, …}
local function following (key, ascending, most, score, member)
  local first, last
  if not score then
    first, last = ascending and 0 or -most, ascending and most - 1 or -1
  else
    local rank = rank_of(key, score, member)
    if ascending then
      local at = redis.call('ZRANGE', key, rank, rank, 'WITHSCORES')
      if at[1] == member and tonumber(at[2]) == score then rank = rank + 1 end
      first, last = rank, rank + most - 1
    else
      first, last = math.max(0, rank - most), rank - 1
      if last < 0 then return {} end
    end
  end
  local found = redis.call('ZRANGE', key, first, last, 'WITHSCORES')
  if ascending then return found end
  local reversed = {}
  for at = #found - 1, 1, -2 do
    reversed[#reversed + 1] = found[at]
    reversed[#reversed + 1] = found[at + 1]
  end
  return reversed
end

-- What happened in each minute, for rates and latencies. A hash, read by src/rates.ts and kept for an hour:
--   <effect>:<state>            attempts by what they came to; with '*' for the effect, events by the state that they settled in
--   <effect>:<state>|<step>     those of them that took so long: a histogram with steps of a quarter, the first being 0 ms

local MINUTE, KEPT = 60000, 3600000

-- Counts one of a name, and how long it took, ms, or nil.
local function tally (prefix, now, name, duration)
  local key = prefix .. 'minute:' .. int(math.floor(now / MINUTE))
  if redis.call('HINCRBY', key, name, 1) == 1 then redis.call('PEXPIRE', key, int(KEPT)) end
  if duration then redis.call('HINCRBY', key, name .. '|' .. int(math.ceil(math.log(math.max(duration, 0) + 1) / math.log(1.25))), 1) end
end

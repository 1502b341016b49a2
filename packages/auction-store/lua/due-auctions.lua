#!lua flags=no-writes
-- What is due on Redis' clock: starts and ends that have passed, and the next that have not.
--
-- KEYS  1 the index of closing times   2 the index of opening times
-- ARGV  1 how many of each at most
-- Reply {now, {ids to close}, {ids to open}, next time in epoch ms or ''}
-- include: clock auction

local closing_key, opening_key, most = KEYS[1], KEYS[2], ARGV[1]
local now = now_ms()

local function due (key)
  return redis.call('ZRANGE', key, '-inf', int(now), 'BYSCORE', 'LIMIT', '0', most)
end
local function next_after (key)
  return tonumber(redis.call('ZRANGE', key, '(' .. int(now), '+inf', 'BYSCORE', 'LIMIT', '0', '1', 'WITHSCORES')[2])
end
local next_close, next_open = next_after(closing_key), next_after(opening_key)
local next_time = next_close and next_open and math.min(next_close, next_open) or next_close or next_open
return { int(now), due(closing_key), due(opening_key), next_time and int(next_time) or '' }

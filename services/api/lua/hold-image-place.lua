#!lua
-- Notes that a process keeps its pictures in a place, unless another that lives keeps them elsewhere: what one of them stored the
-- other would not find.
--
-- KEYS  1 who keeps pictures where (hash)
-- ARGV  1 process   2 the place, '' to leave   3 how long this holds, ms
-- Reply {'held'}, {'elsewhere', the other place}

local processes_key = KEYS[1]
local process, place, lasts = ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

if place == '' then
  redis.call('HDEL', processes_key, process)
  return { 'held' }
end
local flat = redis.call('HGETALL', processes_key)
for i = 1, #flat, 2 do
  local ends, other = string.match(flat[i + 1], '^(%d+) (.*)$')
  if not ends or tonumber(ends) <= now then
    redis.call('HDEL', processes_key, flat[i])
  elseif flat[i] ~= process and other ~= place then
    return { 'elsewhere', other }
  end
end
redis.call('HSET', processes_key, process, string.format('%.0f %s', now + lasts, place))
return { 'held' }

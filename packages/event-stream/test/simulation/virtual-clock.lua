-- lua/lib/clock.lua for the simulation: the same functions on the simulation's clock, which comes as one more argument. Redis counts idle
-- times on its own clock, so here they are kept in a hash, by entry.

local given = string.match(KEYS[1], '^{[^}]*}:') .. 'given'

local function now_ms ()
  return tonumber(ARGV[#ARGV])
end

local function int (number)
  return string.format('%.0f', number)
end

local function claim (stream, group, entry, consumer, idle)
  redis.call('XCLAIM', stream, group, consumer, '0', entry, 'JUSTID')
  redis.call('HSET', given, stream .. ' ' .. entry, int(now_ms() - idle))
end

local function claim_idle (stream, group, consumer, lease, cursor, most)
  local claimed = {}
  for _, each in ipairs(redis.call('XPENDING', stream, group, '-', '+', '10000')) do
    local since = redis.call('HGET', given, stream .. ' ' .. each[1])
    if #claimed < tonumber(most) and now_ms() - tonumber(since or '0') >= lease then
      claim(stream, group, each[1], consumer, 0)
      claimed[#claimed + 1] = redis.call('XRANGE', stream, each[1], each[1])[1]
    end
  end
  return { '0-0', claimed }
end

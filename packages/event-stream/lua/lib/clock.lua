-- Time, as the scripts see it: Redis' own, never a caller's. All that depends on its passing goes through here, so that a test can run
-- the same scripts on a clock of its own.

local function now_ms ()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- A whole number as text: Lua's own form of a large one is 1e+14.
local function int (number)
  return string.format('%.0f', number)
end

-- Gives the entry to the consumer, as one that had its last heartbeat so long ago, ms.
local function claim (stream, group, entry, consumer, idle)
  redis.call('XCLAIM', stream, group, consumer, '0', entry, 'IDLE', int(idle), 'JUSTID')
end

-- Gives the consumer entries that had no heartbeat for a lease: the reply of XAUTOCLAIM.
local function claim_idle (stream, group, consumer, lease, cursor, most)
  return redis.call('XAUTOCLAIM', stream, group, consumer, int(lease), cursor, 'COUNT', most)
end

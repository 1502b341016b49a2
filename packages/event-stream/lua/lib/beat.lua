-- Idle times grow while Redis is away, so live workers look dead on its return. Redis itself sees that it was: every worker beats
-- each third of a lease, so half a lease without any beat means that nobody could, and nobody is taken for dead for one lease.

-- Notes a beat. Returns the time before which nothing may be reclaimed, epoch ms.
local function note_beat (key, now, lease)
  local last, reclaim_from = unpack(redis.call('HMGET', key, 'at', 'reclaim_from'))
  last, reclaim_from = tonumber(last), tonumber(reclaim_from)
  -- A clock that was set back must not stretch the wait.
  if not last or math.abs(now - last) > lease / 2 or not reclaim_from or reclaim_from > now + lease then reclaim_from = now + lease end
  redis.call('HSET', key, 'at', string.format('%.0f', now), 'reclaim_from', string.format('%.0f', reclaim_from))
  return reclaim_from
end

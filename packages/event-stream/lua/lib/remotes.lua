-- Which remotes are away, so that one that is down is tried by few and not by every event. A hash of the whole group, by effect:
--   <effect>:failures   attempts in a row, of any events, that say that the remote is away
--   <effect>:since      when the first of them ended
--   <effect>:error      what the last one said
--   <effect>:next       when one attempt may find out whether it is back
--   <effect>:probes     how many have tried to

local AWAY = 5
local FIRST_PROBE, LAST_PROBE = 2000, 60000
-- An event that has to wait looks again after a quarter of the time that the remote has been away, and up to twice that.
local LEAST_WAIT, MOST_WAIT = 1000, 300000

-- An attempt has ended: is its remote 'away', 'there', or '' when it says nothing about that? `patience` is how long the remote asked for.
local function heard (prefix, effect, now, word, err, patience)
  local key = prefix .. 'remotes'
  if word == 'there' then
    redis.call('HDEL', key, effect .. ':failures', effect .. ':since', effect .. ':error', effect .. ':next', effect .. ':probes')
  elseif word == 'away' then
    local failures = redis.call('HINCRBY', key, effect .. ':failures', 1)
    if failures == 1 then redis.call('HSET', key, effect .. ':since', int(now)) end
    redis.call('HSET', key, effect .. ':error', err)
    local next = math.max(tonumber(redis.call('HGET', key, effect .. ':next') or '0'), now + math.max(patience, failures == AWAY and FIRST_PROBE or 0))
    redis.call('HSET', key, effect .. ':next', int(next))
  end
end

-- May an attempt begin? Returns nil, or how long the event should wait, ms, and why. The one that may, while the remote is away, is
-- the only one for a while. `chance` is between 0 and 1.
local function must_wait (prefix, effect, now, chance)
  local key = prefix .. 'remotes'
  local failures, since, err, next, probes = unpack(redis.call('HMGET', key, effect .. ':failures', effect .. ':since', effect .. ':error', effect .. ':next', effect .. ':probes'))
  if tonumber(failures or '0') < AWAY then return nil end
  next, probes = tonumber(next), tonumber(probes or '0')
  if now >= next then
    redis.call('HSET', key, effect .. ':probes', int(probes + 1), effect .. ':next', int(now + math.min(FIRST_PROBE * 2 ^ probes, LAST_PROBE)))
    return nil
  end
  local wait = math.max(LEAST_WAIT, math.min((now - tonumber(since)) / 4, MOST_WAIT))
  return math.max(wait * (1 + chance), math.min(next - now, MOST_WAIT)), err
end

-- What the scripts on a ledger do the same way. A ledger is the hash of one event:
--   type, version, payload, traceparent   the event, so that it can return without its stream entry
--   state, reason                         of the event as a whole
--   owner, stream, entry, take            who works on it, by which entry; `take` names the taking
--   starts                                handlings that began since one last came to a result
--   effects                               the names of its effects, by spaces
--   <effect>:state :attempts :attempt :receipt :error :at :retry_at

local function now_ms ()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function int (number)
  return string.format('%.0f', number)
end

-- Does the consumer still own the entry? Acknowledging never asks, so every script that records asks first.
local function owns (stream, group, entry, consumer)
  local pending = redis.pcall('XPENDING', stream, group, entry, entry, '1')
  return pending[1] ~= nil and pending.err == nil and pending[1][2] == consumer
end

local function set_state (prefix, ledger, event_id, state, now)
  local before = redis.call('HGET', ledger, 'state')
  if before and before ~= state then redis.call('ZREM', prefix .. 'deliveries:' .. before, event_id) end
  redis.call('HSET', ledger, 'state', state)
  redis.call('ZADD', prefix .. 'deliveries:' .. state, int(now), event_id)
end

-- The state that the effects add up to, and the earliest time of a retry: nil while something is still to be done now.
local function add_up (ledger)
  local unknown, failed, retry_at = false, false, nil
  for effect in string.gmatch(redis.call('HGET', ledger, 'effects') or '', '%S+') do
    local state = redis.call('HGET', ledger, effect .. ':state')
    if state == 'retry' then
      local at = tonumber(redis.call('HGET', ledger, effect .. ':retry_at'))
      if not retry_at or at < retry_at then retry_at = at end
    elseif state == 'unknown' then
      unknown = true
    elseif state == 'failed' then
      failed = true
    elseif state ~= 'done' and state ~= 'skipped' then
      return nil
    end
  end
  if retry_at then return 'parked', retry_at end
  return unknown and 'unknown' or failed and 'dead' or 'done', nil
end

-- Acknowledges the entry and writes down how the event stands now that nothing can be done at once. Returns its state, or nil.
local function settle (prefix, ledger, event_id, now)
  local state, retry_at = add_up(ledger)
  if not state then return nil end
  if state == 'parked' then redis.call('ZADD', prefix .. 'parked', int(retry_at), event_id) else redis.call('ZREM', prefix .. 'parked', event_id) end
  if state == 'dead' then redis.call('HSET', ledger, 'reason', 'an effect failed for good') else redis.call('HDEL', ledger, 'reason') end
  -- Names that an event brought along go when nothing needs them any more.
  if state == 'done' then redis.call('DEL', prefix .. 'attachment:' .. event_id) end
  redis.call('HDEL', ledger, 'owner', 'take')
  set_state(prefix, ledger, event_id, state, now)
  return state
end

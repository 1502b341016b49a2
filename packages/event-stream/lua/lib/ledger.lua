-- What the scripts on a ledger do the same way. A ledger is the hash of one event:
--   type, version, payload, traceparent   the event, so that it can return without its stream entry
--   state, reason                         of the event as a whole
--   owner, stream, entry, take            who works on it, by which entry; `take` names the taking
--   starts                                handlings that began and came to no orderly end since an attempt last gave a result
--   effects                               the names of its effects, by spaces; fixed by the first worker that takes it
--   appended                              when its first entry was appended, epoch ms
--   keep_notes                            '1': its notes outlive the ledger
--   <effect>:state :attempts :attempt :until :committed :receipt :error :at :retry_at
--     `attempt` names the newest one, which is over at `until` whatever became of it; `committed` names the newest that may have reached
--     its remote, where the effect's attempts commit
--   <effect>:forgiven                     attempts before an operator's last resend: they no longer count towards the limit
--   <effect>:marked_by                    the operator who said that it is done

-- Does the consumer still own the entry? Neither XACK nor XCLAIM asks, so every script that records or renews asks first.
local function owns (stream, group, entry, consumer)
  local pending = redis.pcall('XPENDING', stream, group, entry, entry, '1')
  return pending.err == nil and pending[1] ~= nil and pending[1][2] == consumer
end

-- The words of a list, as the keys of a table.
local function words (list)
  local found = {}
  for word in string.gmatch(list or '', '%S+') do found[word] = true end
  return found
end

-- Nobody has been told yet of an effect that is unknown.
local function tell (prefix, event_id, effect, now)
  redis.call('ZADD', prefix .. 'untold', int(now), effect .. ' ' .. event_id)
end

local function set_state (prefix, ledger, event_id, state, now)
  local before = redis.call('HGET', ledger, 'state')
  if before and before ~= state then redis.call('ZREM', prefix .. 'deliveries:' .. before, event_id) end
  redis.call('HSET', ledger, 'state', state)
  redis.call('ZADD', prefix .. 'deliveries:' .. state, int(now), event_id)
end

-- The state that the effects add up to, and the earliest time of a retry or what failed: nil while something is still to be done now.
local function add_up (ledger)
  local unknown, failed, retry_at = false, nil, nil
  for effect in string.gmatch(redis.call('HGET', ledger, 'effects') or '', '%S+') do
    local state = redis.call('HGET', ledger, effect .. ':state')
    if state == 'retry' then
      local at = tonumber(redis.call('HGET', ledger, effect .. ':retry_at'))
      if not retry_at or at < retry_at then retry_at = at end
    elseif state == 'unknown' then
      unknown = true
    elseif state == 'failed' then
      failed = failed or effect
    elseif state ~= 'done' and state ~= 'skipped' then
      return nil
    end
  end
  if retry_at then return 'parked', retry_at end
  if unknown then return 'unknown' end
  if failed then return 'dead', failed end
  return 'done'
end

-- Writes down how the event stands when nothing can be done at once. Returns its state, or nil.
local function settle (prefix, ledger, event_id, now)
  local state, about = add_up(ledger)
  if not state then return nil end
  if state == 'parked' then
    redis.call('ZADD', prefix .. 'parked', int(about), event_id)
  else
    redis.call('ZREM', prefix .. 'parked', event_id)
  end
  if state == 'dead' then
    redis.call('HSET', ledger, 'reason', about .. ' failed: ' .. (redis.call('HGET', ledger, about .. ':error') or ''))
  else
    redis.call('HDEL', ledger, 'reason')
  end
  -- What an event brought along goes when nothing can need it any more: an operator may still resend what is unknown or dead.
  if state == 'done' then redis.call('DEL', prefix .. 'attachment:' .. event_id) end
  local appended = state == 'done' and tonumber(redis.call('HGET', ledger, 'appended'))
  tally(prefix, now, '*:' .. state, appended and now - appended)
  set_state(prefix, ledger, event_id, state, now)
  return state
end

-- The orderly end of a handling, with the entry acknowledged or left to others.
local function leave (ledger)
  redis.call('HDEL', ledger, 'owner', 'stream', 'entry', 'take')
  if tonumber(redis.call('HGET', ledger, 'starts') or '0') > 0 then redis.call('HINCRBY', ledger, 'starts', -1) end
end

#!lua flags=allow-oom
-- Lets parked events return whose time has come, by the stream of retries: other groups on the first stream never see an event twice.
--
-- KEYS  1 the schedule of parked events   2 the stream of retries
-- ARGV  1 prefix   2 how many at most
-- Reply {number of events that were due}
-- include: clock
-- include: minute
-- include: ledger

local parked, retries = KEYS[1], KEYS[2]
local prefix, most = ARGV[1], ARGV[2]
local now = now_ms()

local due = redis.call('ZRANGE', parked, '-inf', int(now), 'BYSCORE', 'LIMIT', '0', most)
for _, event_id in ipairs(due) do
  local ledger = prefix .. 'ledger:' .. event_id
  local type, version, payload, traceparent, state = unpack(redis.call('HMGET', ledger, 'type', 'version', 'payload', 'traceparent', 'state'))
  if state == 'parked' then
    redis.call('XADD', retries, '*', 'event_id', event_id, 'type', type or '', 'version', version or '', 'payload', payload or '', 'traceparent', traceparent or '')
    set_state(prefix, ledger, event_id, 'pending', now)
  end
  redis.call('ZREM', parked, event_id)
end
return { int(#due) }

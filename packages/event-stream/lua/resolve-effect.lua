#!lua
-- An operator decides about an effect that is unknown or failed.
--
-- KEYS  1 the ledger
-- ARGV  1 prefix   2 event id   3 effect   4 'resend' or 'mark-done'   5 receipt, JSON, of a mark
-- Reply {'scheduled'}, {'marked'}, {'not_resolvable'}, {'not_found'}
-- include: ledger

local ledger = KEYS[1]
local prefix, event_id, effect, decision, receipt = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local now = now_ms()

local event_state, state = unpack(redis.call('HMGET', ledger, 'state', effect .. ':state'))
if not event_state or not state then return { 'not_found' } end
local resolvable = state == 'unknown' or state == 'failed' or (event_state == 'dead' and state ~= 'done' and state ~= 'skipped')
if not resolvable then return { 'not_resolvable' } end

if decision == 'mark-done' then
  redis.call('HSET', ledger, effect .. ':state', 'done', effect .. ':receipt', receipt, effect .. ':at', int(now))
else
  redis.call('HSET', ledger, effect .. ':state', 'retry', effect .. ':retry_at', int(now), effect .. ':at', int(now), 'starts', '0')
end
-- A worker that has the event in hand adds up by itself when it is done.
if event_state ~= 'processing' and event_state ~= 'pending' then
  local settled = settle(prefix, ledger, event_id, now)
  if not settled then
    -- Dead before its effects began: it returns as a whole.
    redis.call('ZADD', prefix .. 'parked', int(now), event_id)
    set_state(prefix, ledger, event_id, 'parked', now)
  end
end
return { decision == 'mark-done' and 'marked' or 'scheduled' }

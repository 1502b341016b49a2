#!lua flags=allow-oom
-- An operator decides about an effect that is unknown or failed, or about an event that is dead.
--
-- KEYS  1 the ledger
-- ARGV  1 prefix   2 event id   3 effect   4 'resend' or 'mark-done'   5 who marks it, ''
-- Reply {'scheduled'}, {'marked'}, {'not_resolvable'}, {'not_found'}
-- include: clock
-- include: minute
-- include: ledger

local ledger = KEYS[1]
local prefix, event_id, effect, decision, by = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local now = now_ms()

local event_state, effects, state = unpack(redis.call('HMGET', ledger, 'state', 'effects', effect .. ':state'))
-- A malformed event died before it had effects; the one that is named stands for it as a whole.
local whole = event_state == 'dead' and not effects and string.find(effect, '^[%w_-]+$') ~= nil
if not event_state or not (state or whole) then return { 'not_found' } end
local resolvable = whole or state == 'unknown' or state == 'failed' or (event_state == 'dead' and state ~= 'done' and state ~= 'skipped')
if not resolvable then return { 'not_resolvable' } end
redis.call('ZREM', prefix .. 'untold', effect .. ' ' .. event_id)

if decision == 'mark-done' then
  if whole then redis.call('HSET', ledger, 'effects', effect) end
  redis.call('HSET', ledger, effect .. ':state', 'done', effect .. ':marked_by', by, effect .. ':at', int(now))
elseif not whole then
  redis.call('HSET', ledger, effect .. ':state', 'retry', effect .. ':retry_at', int(now), effect .. ':at', int(now),
    effect .. ':forgiven', redis.call('HGET', ledger, effect .. ':attempts') or '0', 'starts', '0')
end

-- A worker that has the event in hand, or soon will, adds up by itself.
if event_state == 'unknown' or event_state == 'dead' or event_state == 'parked' then
  local settled = not (whole and decision == 'resend') and settle(prefix, ledger, event_id, now)
  if not settled and decision == 'resend' then
    -- Dead before its effects began or ended: it returns as a whole.
    redis.call('HDEL', ledger, 'reason')
    redis.call('ZADD', prefix .. 'parked', int(now), event_id)
    set_state(prefix, ledger, event_id, 'parked', now)
  end
end
return { decision == 'mark-done' and 'marked' or 'scheduled' }

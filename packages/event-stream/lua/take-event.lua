#!lua flags=allow-oom
-- A worker that was given an entry takes its event.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 prefix   2 group   3 entry id   4 consumer   5 name of this taking   6 event id   7 type   8 version   9 payload   10 traceparent, ''
--       11 names of the effects, by spaces   12 handlings that may begin without an orderly end
-- Reply {'taken', effect, state, attempts that count, ms until its retry, ms until its last attempt is surely over, …}
--                       also when the same taking asks again
--       {'settled'}     nothing is left to do, or its return is scheduled: the entry is acknowledged
--       {'duplicate'}   the event is in hand by another entry: this one is acknowledged
--       {'buried'}      too many handlings ended without a result: dead, acknowledged
--       {'lost'}        the entry belongs to another worker by now
-- include: ledger

local ledger, stream = KEYS[1], KEYS[2]
local prefix, group, entry, consumer, take = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local event_id, type, version, payload, traceparent = ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10]
local effects, most_starts = ARGV[11], tonumber(ARGV[12])
local now = now_ms()

if not owns(stream, group, entry, consumer) then return { 'lost' } end
local state, owner, own_stream, own_entry, own_take = unpack(redis.call('HMGET', ledger, 'state', 'owner', 'stream', 'entry', 'take'))

if state == 'done' or state == 'unknown' or state == 'dead' or state == 'parked' then
  redis.call('XACK', stream, group, entry)
  return { 'settled' }
end
if owner and (own_stream ~= stream or own_entry ~= entry) and owns(own_stream, group, own_entry, owner) then
  redis.call('XACK', stream, group, entry)
  return { 'duplicate' }
end

if redis.call('HSETNX', ledger, 'effects', effects) == 1 then
  redis.call('HSET', ledger, 'type', type, 'version', version, 'payload', payload, 'traceparent', traceparent)
end
effects = redis.call('HGET', ledger, 'effects')
for effect in string.gmatch(effects, '%S+') do
  if redis.call('HSETNX', ledger, effect .. ':state', 'pending') == 1 then redis.call('HSET', ledger, effect .. ':at', int(now)) end
end

if own_take ~= take and redis.call('HINCRBY', ledger, 'starts', 1) > most_starts then
  redis.call('HDEL', ledger, 'owner', 'stream', 'entry', 'take')
  redis.call('HSET', ledger, 'reason', 'its handling ended without a result ' .. int(most_starts) .. ' times')
  set_state(prefix, ledger, event_id, 'dead', now)
  redis.call('XACK', stream, group, entry)
  return { 'buried' }
end
redis.call('HSET', ledger, 'owner', consumer, 'stream', stream, 'entry', entry, 'take', take)
set_state(prefix, ledger, event_id, 'processing', now)

local reply = { 'taken' }
for effect in string.gmatch(effects, '%S+') do
  local own_state, attempts, forgiven, retry_at, over_at = unpack(redis.call('HMGET', ledger,
    effect .. ':state', effect .. ':attempts', effect .. ':forgiven', effect .. ':retry_at', effect .. ':until'))
  reply[#reply + 1] = effect
  reply[#reply + 1] = own_state
  reply[#reply + 1] = int(tonumber(attempts or '0') - tonumber(forgiven or '0'))
  reply[#reply + 1] = int(math.max(0, tonumber(retry_at or '0') - now))
  reply[#reply + 1] = int(math.max(0, tonumber(over_at or '0') - now))
end
return reply

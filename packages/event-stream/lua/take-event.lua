#!lua flags=allow-oom
-- A worker that was given an entry takes its event.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 prefix   2 group   3 entry id   4 consumer   5 name of this taking   6 event id   7 type   8 version   9 payload   10 traceparent, ''
--       11 names of the effects, by spaces   12 handlings that may begin without a result
-- Reply {'taken', effect, state, attempts, …}
--       {'settled'}     nothing is left to do: the entry is acknowledged
--       {'duplicate'}   the event is handled by another entry: this one is acknowledged
--       {'buried'}      too many handlings began without a result: dead, acknowledged
--       {'lost'}        the entry belongs to another worker by now
-- include: ledger

local ledger, stream = KEYS[1], KEYS[2]
local prefix, group, entry, consumer, take = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local event_id, effects, most_starts = ARGV[6], ARGV[11], tonumber(ARGV[12])
local now = now_ms()

if not owns(stream, group, entry, consumer) then return { 'lost' } end
local state, owner, own_stream, own_entry, own_take = unpack(redis.call('HMGET', ledger, 'state', 'owner', 'stream', 'entry', 'take'))

if state == 'done' or state == 'unknown' or state == 'dead' or state == 'parked' then
  redis.call('XACK', stream, group, entry)
  return { 'settled' }
end
if state == 'processing' and owner and (own_stream ~= stream or own_entry ~= entry) and owns(own_stream, group, own_entry, owner) then
  redis.call('XACK', stream, group, entry)
  return { 'duplicate' }
end

if own_take ~= take then
  if redis.call('HINCRBY', ledger, 'starts', 1) > most_starts then
    redis.call('HSET', ledger, 'type', ARGV[7], 'version', ARGV[8], 'payload', ARGV[9], 'traceparent', ARGV[10], 'effects', effects, 'reason', 'its handling ended without a result too often')
    set_state(prefix, ledger, event_id, 'dead', now)
    redis.call('XACK', stream, group, entry)
    return { 'buried' }
  end
end
redis.call('HSET', ledger,
  'type', ARGV[7], 'version', ARGV[8], 'payload', ARGV[9], 'traceparent', ARGV[10], 'effects', effects,
  'owner', consumer, 'stream', stream, 'entry', entry, 'take', take)
set_state(prefix, ledger, event_id, 'processing', now)

local reply = { 'taken' }
for effect in string.gmatch(effects, '%S+') do
  redis.call('HSETNX', ledger, effect .. ':state', 'pending')
  redis.call('HSETNX', ledger, effect .. ':at', int(now))
  reply[#reply + 1] = effect
  reply[#reply + 1] = redis.call('HGET', ledger, effect .. ':state')
  reply[#reply + 1] = redis.call('HGET', ledger, effect .. ':attempts') or '0'
  reply[#reply + 1] = redis.call('HGET', ledger, effect .. ':retry_at') or '0'
end
reply[#reply + 1] = int(now)
return reply

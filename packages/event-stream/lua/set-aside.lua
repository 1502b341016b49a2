#!lua flags=allow-oom
-- Sets an entry aside that this release cannot handle: dead, or parked for a newer worker.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 prefix   2 group   3 entry id   4 consumer   5 event id   6 'dead' or 'parked'   7 reason   8 delay until it returns, ms
--       9 type   10 version   11 payload   12 traceparent; each '' when the entry has none
-- Reply {'aside'}
--       {'settled'}   its event is settled, parked or in hand by another entry: this one is acknowledged
--       {'stray'}     a malformed entry under the name of a good event: nothing is done, it wants a name of its own
--       {'lost'}      the entry belongs to another worker by now
-- include: clock
-- include: minute
-- include: ledger

local ledger, stream = KEYS[1], KEYS[2]
local prefix, group, entry, consumer, event_id, state, reason, delay = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], tonumber(ARGV[8])
local now = now_ms()

if not owns(stream, group, entry, consumer) then return { 'lost' } end
local known, payload, owner, own_stream, own_entry = unpack(redis.call('HMGET', ledger, 'state', 'payload', 'owner', 'stream', 'entry'))

if known and state == 'dead' and payload ~= ARGV[11] then return { 'stray' } end
local in_hand = owner and (own_stream ~= stream or own_entry ~= entry) and owns(own_stream, group, own_entry, owner)
if known == 'done' or known == 'unknown' or known == 'dead' or known == 'parked' or in_hand then
  redis.call('XACK', stream, group, entry)
  return { 'settled' }
end

if not known then redis.call('HSET', ledger, 'type', ARGV[9], 'version', ARGV[10], 'payload', ARGV[11], 'traceparent', ARGV[12], 'appended', string.match(entry, '^%d+')) end
redis.call('HSET', ledger, 'reason', reason)
leave(ledger)
set_state(prefix, ledger, event_id, state, now)
tally(prefix, now, '*:' .. state)
if state == 'parked' then redis.call('ZADD', prefix .. 'parked', int(now + delay), event_id) end
redis.call('XACK', stream, group, entry)
return { 'aside' }

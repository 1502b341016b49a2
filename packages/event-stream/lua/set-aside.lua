#!lua flags=allow-oom
-- Sets an entry aside that this release cannot handle: dead, or parked for a newer worker.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 prefix   2 group   3 entry id   4 consumer   5 event id   6 'dead' or 'parked'   7 reason   8 delay until it returns, ms
--       9… field, value, … of the entry
-- Reply {'aside'}, {'lost'}
-- include: ledger

local ledger, stream = KEYS[1], KEYS[2]
local prefix, group, entry, consumer, event_id, state, reason = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local now = now_ms()

if not owns(stream, group, entry, consumer) then return { 'lost' } end
local known = redis.call('HGET', ledger, 'state')
if known ~= 'done' and known ~= 'unknown' then
  for i = 9, #ARGV, 2 do redis.call('HSET', ledger, ARGV[i], ARGV[i + 1]) end
  redis.call('HSET', ledger, 'reason', reason)
  set_state(prefix, ledger, event_id, state, now)
  if state == 'parked' then redis.call('ZADD', prefix .. 'parked', int(now + tonumber(ARGV[8])), event_id) end
end
redis.call('XACK', stream, group, entry)
return { 'aside' }

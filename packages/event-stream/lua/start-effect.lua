#!lua flags=allow-oom
-- Records that an attempt at an effect begins, before its remote is called, and renews the lease, so that an attempt which ends
-- within one lease ends before anybody else can take the entry.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 group   2 entry id   3 consumer   4 effect   5 name of the attempt   6 lease, ms
-- Reply {'started', attempts ever, attempts that count}   also when the same attempt asks again
--       {'lost'}      the entry belongs to another worker by now
--       {'settled'}   the effect needs no attempt
-- include: ledger

local ledger, stream = KEYS[1], KEYS[2]
local group, entry, consumer, effect, attempt, lease = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], tonumber(ARGV[6])
local now = now_ms()

if not owns(stream, group, entry, consumer) then return { 'lost' } end
local state, newest, attempts, forgiven = unpack(redis.call('HMGET', ledger, effect .. ':state', effect .. ':attempt', effect .. ':attempts', effect .. ':forgiven'))
attempts, forgiven = tonumber(attempts or '0'), tonumber(forgiven or '0')
if newest ~= attempt then
  if state ~= 'pending' and state ~= 'retry' then return { 'settled' } end
  attempts = attempts + 1
elseif state ~= 'attempting' then
  return { 'settled' }
end
redis.call('HSET', ledger, effect .. ':state', 'attempting', effect .. ':attempt', attempt, effect .. ':attempts', int(attempts),
  effect .. ':until', int(now + lease), effect .. ':at', int(now))
renew(stream, group, entry, consumer)
return { 'started', int(attempts), int(attempts - forgiven) }

#!lua
-- Records that an attempt at an effect begins, before its remote is called, and renews the lease, so that an attempt which ends
-- within one lease ends before anybody else can take the entry. While the remote is away only one attempt now and then may begin.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 prefix   2 group   3 entry id   4 consumer   5 effect   6 name of the attempt   7 lease, ms   8 chance, from 0 to 1
-- Reply {'started', attempts ever, attempts that count}   also when the same attempt asks again
--       {'away'}      the remote is away: the effect waits for another time
--       {'lost'}      the entry belongs to another worker by now
--       {'settled'}   the effect needs no attempt
-- include: clock
-- include: minute
-- include: ledger
-- include: remotes

local ledger, stream = KEYS[1], KEYS[2]
local prefix, group, entry, consumer, effect, attempt, lease, chance = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])
local now = now_ms()

if not owns(stream, group, entry, consumer) then return { 'lost' } end
local state, newest, attempts, forgiven = unpack(redis.call('HMGET', ledger, effect .. ':state', effect .. ':attempt', effect .. ':attempts', effect .. ':forgiven'))
attempts, forgiven = tonumber(attempts or '0'), tonumber(forgiven or '0')
if newest ~= attempt then
  if state ~= 'pending' and state ~= 'retry' then return { 'settled' } end
  local wait, err = must_wait(prefix, effect, now, chance)
  if wait then
    redis.call('HSET', ledger, effect .. ':state', 'retry', effect .. ':retry_at', int(now + wait), effect .. ':error', 'not tried, the remote is away: ' .. err, effect .. ':at', int(now))
    return { 'away' }
  end
  attempts = attempts + 1
elseif state ~= 'attempting' then
  return { 'settled' }
end
redis.call('HSET', ledger, effect .. ':state', 'attempting', effect .. ':attempt', attempt, effect .. ':attempts', int(attempts),
  effect .. ':until', int(now + lease), effect .. ':at', int(now))
claim(stream, group, entry, consumer, 0)
return { 'started', int(attempts), int(attempts - forgiven) }

#!lua flags=allow-oom
-- Records that an attempt is about to call its remote: from here on it may have happened. Refused to a worker that does not own the
-- entry any more, so that one which was stopped for too long begins nothing.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 group   2 entry id   3 consumer   4 effect   5 name of the attempt
-- Reply {'committed'}   also when the same attempt asks again
--       {'lost'}
-- include: clock
-- include: minute
-- include: ledger

local ledger, stream = KEYS[1], KEYS[2]
local group, entry, consumer, effect, attempt = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local state, newest = unpack(redis.call('HMGET', ledger, effect .. ':state', effect .. ':attempt'))
if state ~= 'attempting' or newest ~= attempt or not owns(stream, group, entry, consumer) then return { 'lost' } end
redis.call('HSET', ledger, effect .. ':committed', attempt)
return { 'committed' }

#!lua flags=allow-oom
-- Records that an attempt at an effect begins, before its remote is called.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 group   2 entry id   3 consumer   4 effect   5 name of the attempt
-- Reply {'started', attempts}   also when the same attempt asks again
--       {'lost'}      the entry belongs to another worker by now
--       {'settled'}   the effect needs no attempt
-- include: ledger

local ledger, stream = KEYS[1], KEYS[2]
local group, entry, consumer, effect, attempt = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

if not owns(stream, group, entry, consumer) then return { 'lost' } end
if redis.call('HGET', ledger, effect .. ':attempt') == attempt then return { 'started', redis.call('HGET', ledger, effect .. ':attempts') } end
local state = redis.call('HGET', ledger, effect .. ':state')
if state ~= 'pending' and state ~= 'retry' then return { 'settled' } end
redis.call('HSET', ledger, effect .. ':state', 'attempting', effect .. ':attempt', attempt, effect .. ':at', int(now_ms()))
return { 'started', int(redis.call('HINCRBY', ledger, effect .. ':attempts', 1)) }

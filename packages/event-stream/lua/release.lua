#!lua flags=allow-oom
-- An orderly stop leaves entries to others: the handling that it breaks off is no failure of the event.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 group   2 entry id   3 consumer
-- Reply {'released'}, {'lost'}
-- include: ledger

local ledger, stream = KEYS[1], KEYS[2]
if not owns(stream, ARGV[1], ARGV[2], ARGV[3]) then return { 'lost' } end
if tonumber(redis.call('HGET', ledger, 'starts') or '0') > 0 then redis.call('HINCRBY', ledger, 'starts', -1) end
return { 'released' }

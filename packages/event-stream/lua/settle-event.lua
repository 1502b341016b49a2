#!lua flags=allow-oom
-- Settles an event of which nothing can be done now: all its effects have a result, or wait.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 prefix   2 group   3 entry id   4 consumer   5 event id
-- Reply {'settled', state of the event}, {'open'}, {'lost'}
-- include: clock
-- include: minute
-- include: ledger

local ledger, stream = KEYS[1], KEYS[2]
local prefix, group, entry, consumer, event_id = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

if not owns(stream, group, entry, consumer) then return { 'lost' } end
local settled = settle(prefix, ledger, event_id, now_ms())
if not settled then return { 'open' } end
leave(ledger)
redis.call('XACK', stream, group, entry)
return { 'settled', settled }

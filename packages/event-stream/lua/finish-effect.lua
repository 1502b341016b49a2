#!lua flags=allow-oom
-- Records what an attempt came to. When nothing is left that could be done now, the event is settled or parked and its entry is
-- acknowledged, in the same step.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 prefix   2 group   3 entry id   4 consumer   5 event id   6 effect   7 name of the attempt, '' for an orphan's
--       8 new state   9 receipt, JSON, ''   10 error, ''   11 delay before a retry, ms, ''
-- Reply {'recorded'}, {'settled', state of the event}
--       {'lost'}   the entry or the attempt is not this worker's any more: nothing is recorded
-- include: ledger

local ledger, stream = KEYS[1], KEYS[2]
local prefix, group, entry, consumer, event_id = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local effect, attempt, state, receipt, err, delay = ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10], tonumber(ARGV[11])
local now = now_ms()

if not owns(stream, group, entry, consumer) then return { 'lost' } end
if redis.call('HGET', ledger, effect .. ':state') ~= 'attempting' then return { 'lost' } end
if attempt ~= '' and redis.call('HGET', ledger, effect .. ':attempt') ~= attempt then return { 'lost' } end

redis.call('HSET', ledger, effect .. ':state', state, effect .. ':at', int(now), effect .. ':error', err, 'starts', '0')
if receipt ~= '' then redis.call('HSET', ledger, effect .. ':receipt', receipt) end
if state == 'retry' then redis.call('HSET', ledger, effect .. ':retry_at', int(now + delay)) end

local settled = settle(prefix, ledger, event_id, now)
if not settled then return { 'recorded' } end
redis.call('XACK', stream, group, entry)
return { 'settled', settled }

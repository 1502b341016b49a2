#!lua flags=allow-oom
-- Records what an attempt came to. When nothing is left that could be done now, the event is settled or parked and its entry is
-- acknowledged, in the same step.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 prefix   2 group   3 entry id   4 consumer   5 event id   6 effect   7 name of the attempt, '' for one whose owner is gone
--       8 new state   9 receipt, JSON, ''   10 error, ''   11 delay before a retry, ms   12 the remote: 'away', 'there', ''
--       13 how long the remote asked to be left alone, ms   14 '1' when somebody is to be told if it is unknown
-- Reply {'recorded'}   also when the same attempt reports again, and for a retry after an owner that is gone: the caller makes it at once
--       {'settled', state of the event}
--       {'lost'}   the entry or the attempt is not this worker's any more: nothing is recorded
-- include: clock
-- include: minute
-- include: ledger
-- include: remotes

local ledger, stream = KEYS[1], KEYS[2]
local prefix, group, entry, consumer, event_id = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local effect, attempt, state, receipt, err, delay = ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10], tonumber(ARGV[11])
local remote, patience, telling = ARGV[12], tonumber(ARGV[13]), ARGV[14] == '1'
local orphan = attempt == ''
local now = now_ms()

if not owns(stream, group, entry, consumer) then return { 'lost' } end
local known, newest, began = unpack(redis.call('HMGET', ledger, effect .. ':state', effect .. ':attempt', effect .. ':at'))
if not orphan and newest ~= attempt then return { 'lost' } end
if known ~= 'attempting' then return { orphan and 'lost' or 'recorded' } end

redis.call('HSET', ledger, effect .. ':state', state, effect .. ':at', int(now), effect .. ':error', err)
if receipt ~= '' then redis.call('HSET', ledger, effect .. ':receipt', receipt) end
if state == 'retry' then redis.call('HSET', ledger, effect .. ':retry_at', int(now + delay)) end
if state == 'unknown' and telling then tell(prefix, event_id, effect, now) end
tally(prefix, now, effect .. ':' .. state, not orphan and now - tonumber(began))
-- Only a result shows that the handling gets somewhere: what is said about a worker that is gone does not.
if not orphan then
  redis.call('HSET', ledger, 'starts', '0')
  heard(prefix, effect, now, remote, err, patience)
end
if orphan and state == 'retry' then return { 'recorded' } end

local settled = settle(prefix, ledger, event_id, now)
if not settled then return { 'recorded' } end
leave(ledger)
redis.call('XACK', stream, group, entry)
return { 'settled', settled }

#!lua
-- Appends an event unless one of its name was appended lately.
--
-- KEYS  1 the mark of the event   2 the stream   3 the event's attachment
-- ARGV  1 how long to remember, ms   2 attachment, ''   3 event id   4 type   5 version   6 payload
-- Reply {'appended'}, {'duplicate'}

local mark, stream, attachment_key = KEYS[1], KEYS[2], KEYS[3]
local dedupe_ms, attachment, event_id = ARGV[1], ARGV[2], ARGV[3]

if not redis.call('SET', mark, '1', 'NX', 'PX', dedupe_ms) then return { 'duplicate' } end
if attachment ~= '' then redis.call('SET', attachment_key, attachment, 'PX', dedupe_ms) end
redis.call('XADD', stream, '*', 'event_id', event_id, 'type', ARGV[4], 'version', ARGV[5], 'payload', ARGV[6])
return { 'appended' }

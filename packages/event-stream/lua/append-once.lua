#!lua
-- Appends an event unless one of its name was appended lately, or is still remembered by its ledger.
--
-- KEYS  1 the mark of the event   2 the stream   3 the event's attachment   4 its ledger
-- ARGV  1 how long to remember, ms   2 attachment, ''   3 event id   4 type   5 version   6 payload
-- Reply {'appended'}, {'duplicate'}

local mark, stream, attachment_key, ledger = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local dedupe_ms, attachment, event_id, type, version, payload = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]

if redis.call('EXISTS', mark, ledger) > 0 then return { 'duplicate' } end
-- First what could be refused: a mark without its entry would be an event that never comes.
redis.call('XADD', stream, '*', 'event_id', event_id, 'type', type, 'version', version, 'payload', payload)
redis.call('SET', mark, '1', 'PX', dedupe_ms)
if attachment ~= '' then redis.call('SET', attachment_key, attachment, 'PX', dedupe_ms) end
return { 'appended' }

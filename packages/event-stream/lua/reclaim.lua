#!lua flags=allow-oom
-- Takes over entries that had no heartbeat for a lease, a part of them each call. Being a script, it cannot slip past the wait
-- after an outage when a client sends it again.
--
-- KEYS  1 the group's beat   2 the stream
-- ARGV  1 group   2 consumer   3 lease, ms   4 cursor, '0-0' at first   5 how many at most
-- Reply {'claimed', next cursor, {{entry id, {field, value, …}}, …}}   the round ends at '0-0', not at an empty list
--       {'waiting'}   Redis was away: idle times prove nothing yet
-- include: clock
-- include: beat

local beat_key, stream = KEYS[1], KEYS[2]
local group, consumer, lease, cursor, most = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
local now = now_ms()

if note_beat(beat_key, now, lease) > now then return { 'waiting' } end
local claimed = claim_idle(stream, group, consumer, lease, cursor, most)
return { 'claimed', claimed[1], claimed[2] }

#!lua flags=allow-oom
-- Renews the lease of entries that the consumer still owns. XCLAIM alone would steal: it never asks who the owner is.
-- Shows the consumer to be there, too: on some servers its idle time goes on while it waits for entries, and who is idle is forgotten.
--
-- KEYS  1 the group's beat   2 the stream   3 the stream of retries   4… the streams of the entries, in order
-- ARGV  1 group   2 consumer   3 lease, ms   4… entry ids
-- Reply {position, …}   of the entries that belong to others by now, from 1
-- include: clock
-- include: minute
-- include: ledger
-- include: beat

local beat_key = KEYS[1]
local group, consumer, lease = ARGV[1], ARGV[2], tonumber(ARGV[3])

note_beat(beat_key, now_ms(), lease)
-- What it holds beyond all real ids: nothing, so that this renews no lease. The very last id means new entries.
for i = 2, 3 do redis.pcall('XREADGROUP', 'GROUP', group, consumer, 'COUNT', '1', 'STREAMS', KEYS[i], '18446744073709551614-0') end

local lost = {}
for i = 4, #KEYS do
  local stream, entry = KEYS[i], ARGV[i]
  if owns(stream, group, entry, consumer) then
    claim(stream, group, entry, consumer, 0)
  else
    lost[#lost + 1] = int(i - 3)
  end
end
return lost

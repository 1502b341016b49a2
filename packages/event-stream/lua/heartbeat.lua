#!lua flags=allow-oom
-- Renews the lease of entries that the consumer still owns. XCLAIM alone would steal: it never asks who the owner is.
--
-- KEYS  1 the group's beat   2… the streams of the entries, in order
-- ARGV  1 group   2 consumer   3 lease, ms   4… entry ids
-- Reply {position, …}   of the entries that belong to others by now, from 1
-- include: clock
-- include: minute
-- include: ledger
-- include: beat

local beat_key = KEYS[1]
local group, consumer, lease = ARGV[1], ARGV[2], tonumber(ARGV[3])

note_beat(beat_key, now_ms(), lease)
local lost = {}
for i = 2, #KEYS do
  local stream, entry = KEYS[i], ARGV[i + 2]
  if owns(stream, group, entry, consumer) then
    claim(stream, group, entry, consumer, 0)
  else
    lost[#lost + 1] = int(i - 1)
  end
end
return lost

#!lua flags=allow-oom
-- Renews the lease of entries that the consumer still owns. XCLAIM alone would steal: it never asks who the owner is.
--
-- KEYS  1… the streams of the entries, in order
-- ARGV  1 group   2 consumer   3… entry ids
-- Reply {position, …}   of the entries that belong to others by now, from 1
-- include: ledger

local group, consumer = ARGV[1], ARGV[2]
local lost = {}
for i, stream in ipairs(KEYS) do
  local entry = ARGV[i + 2]
  if owns(stream, group, entry, consumer) then
    redis.call('XCLAIM', stream, group, consumer, '0', entry, 'JUSTID')
  else
    lost[#lost + 1] = int(i)
  end
end
return lost

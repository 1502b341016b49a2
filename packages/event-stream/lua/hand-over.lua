#!lua flags=allow-oom
-- An orderly stop leaves what a consumer holds to others, at once. The handling that it breaks off is no failure of the event.
-- An attempt that is still recorded as running keeps its time: whoever takes the event waits for its end.
--
-- KEYS  1… streams
-- ARGV  1 prefix   2 group   3 consumer   4 lease, ms
-- Reply {number of entries}
-- include: clock
-- include: minute
-- include: ledger

local prefix, group, consumer, lease = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local count = 0
for _, stream in ipairs(KEYS) do
  local pending = redis.pcall('XPENDING', stream, group, '-', '+', '10000', consumer)
  for _, each in ipairs(pending.err and {} or pending) do
    local entry = each[1]
    local found = redis.call('XRANGE', stream, entry, entry)[1]
    for i = 1, found and #found[2] or 0, 2 do
      local ledger = prefix .. 'ledger:' .. found[2][i + 1]
      if found[2][i] == 'event_id' and redis.call('HGET', ledger, 'owner') == consumer and redis.call('HGET', ledger, 'entry') == entry then leave(ledger) end
    end
    claim(stream, group, entry, consumer, tonumber(lease))
    count = count + 1
  end
end
return { int(count) }

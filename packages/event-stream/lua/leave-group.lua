#!lua flags=allow-oom
-- Removes consumers that hold nothing. Removing one that holds entries would lose them for good.
--
-- KEYS  1… streams
-- ARGV  1 group   2 consumer, '' for everybody   3 least idle time, ms
-- Reply {number removed}

local group, consumer, idle = ARGV[1], ARGV[2], tonumber(ARGV[3])
local removed = 0
for _, stream in ipairs(KEYS) do
  local consumers = redis.pcall('XINFO', 'CONSUMERS', stream, group)
  for _, flat in ipairs(consumers.err and {} or consumers) do
    local info = {}
    for i = 1, #flat, 2 do info[flat[i]] = flat[i + 1] end
    if (consumer == '' or info.name == consumer) and info.pending == 0 and info.idle >= idle then
      redis.call('XGROUP', 'DELCONSUMER', stream, group, info.name)
      removed = removed + 1
    end
  end
end
return { string.format('%.0f', removed) }

#!lua flags=allow-oom
-- Forgets events that settled long ago: ledger, attachment, notes, place in the list. An event is remembered at least as long as its
-- stream entries are there, so that a group which is made anew repeats nothing.
--
-- KEYS  1 the list of events in one state   2… streams
-- ARGV  1 prefix   2 the state   3 how long they are remembered, ms   4 how many at most
-- Reply {number of events}
-- include: clock

local list = KEYS[1]
local prefix, state, kept, most = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]

local before = now_ms() - kept
for i = 2, #KEYS do
  local first = redis.call('XRANGE', KEYS[i], '-', '+', 'COUNT', '1')[1]
  -- An event settles after its entries were appended.
  if first then before = math.min(before, tonumber(string.match(first[1], '^%d+'))) end
end

local old = redis.call('ZRANGE', list, '-inf', '(' .. int(before), 'BYSCORE', 'LIMIT', '0', most)
for _, event_id in ipairs(old) do
  local ledger = prefix .. 'ledger:' .. event_id
  local now_in, keep_notes, effects = unpack(redis.call('HMGET', ledger, 'state', 'keep_notes', 'effects'))
  if now_in == state then
    for effect in string.gmatch(effects or '', '%S+') do redis.call('ZREM', prefix .. 'untold', effect .. ' ' .. event_id) end
    redis.call('UNLINK', ledger, prefix .. 'attachment:' .. event_id)
    if keep_notes ~= '1' then redis.call('UNLINK', prefix .. 'notes:' .. event_id) end
  end
  redis.call('ZREM', list, event_id)
end
return { int(#old) }

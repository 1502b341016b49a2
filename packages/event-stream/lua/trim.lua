#!lua flags=allow-oom
-- Trims streams below the smallest id that any of their groups still needs. Other groups are waited for so long and no longer; what
-- this group needs is never trimmed. One worker at a time does it: the others find it done.
--
-- KEYS  1 the group's beat   2… streams
-- ARGV  1 group   2 how long other groups are waited for, ms   3 how often this is done, ms
-- Reply {'trimmed', number of entries}
--       {'fresh'}   it was done a moment ago
-- include: clock

local beat_key = KEYS[1]
local own_group, max_age, interval = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local now = now_ms()
-- Entries in one step, as far as whole nodes of the stream go: a trim must not hold up everybody else.
local MOST = '10000'

local function before (a, b)
  local a_ms, a_seq = string.match(a, '^(%d+)-(%d+)$')
  local b_ms, b_seq = string.match(b, '^(%d+)-(%d+)$')
  a_ms, a_seq, b_ms, b_seq = tonumber(a_ms), tonumber(a_seq), tonumber(b_ms), tonumber(b_seq)
  return a_ms < b_ms or (a_ms == b_ms and a_seq < b_seq)
end

-- The smallest id that a group still needs. The last one that it was given is kept too, for nothing but simplicity.
local function needed_by (stream, group, last_delivered)
  local smallest = redis.call('XPENDING', stream, group)[2]
  return smallest and before(smallest, last_delivered) and smallest or last_delivered
end

local last = tonumber(redis.call('HGET', beat_key, 'trimmed_at') or '0')
if math.abs(now - last) < interval then return { 'fresh' } end
redis.call('HSET', beat_key, 'trimmed_at', int(now))

local count = 0
for i = 2, #KEYS do
  local stream = KEYS[i]
  local groups = redis.pcall('XINFO', 'GROUPS', stream)
  local own, others
  for _, flat in ipairs(groups.err and {} or groups) do
    local info = {}
    for j = 1, #flat, 2 do info[flat[j]] = flat[j + 1] end
    local needed = needed_by(stream, info.name, info['last-delivered-id'])
    if info.name == own_group then
      own = needed
    elseif not others or before(needed, others) then
      others = needed
    end
  end
  -- Without its group nothing is known about what has been handled.
  if own then
    local oldest_waited_for = int(math.max(0, now - max_age)) .. '-0'
    if others and before(others, oldest_waited_for) then others = oldest_waited_for end
    local from = others and before(others, own) and others or own
    local removed = redis.call('XTRIM', stream, 'MINID', '~', from, 'LIMIT', MOST)
    if removed == 0 then removed = redis.call('XTRIM', stream, 'MINID', from) end
    count = count + removed
  end
end
return { 'trimmed', int(count) }

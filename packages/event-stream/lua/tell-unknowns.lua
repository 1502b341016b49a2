#!lua
-- Makes one event of the effects that became unknown and that nobody was told of, when the first of them has waited so long. It comes by
-- the stream of retries, which no other group reads; its own effect is recorded like any other, so that it is told once.
--
-- KEYS  1 effects that nobody was told of   2 the stream of retries   3 the group's beat
-- ARGV  1 how long they are gathered, ms   2 type of the event   3 how many are named
-- Reply {'told', number of effects}
--       {'nothing'}   there are none, or they have not waited long enough
-- include: clock

local untold, retries, beat_key = KEYS[1], KEYS[2], KEYS[3]
local gathered, type, most = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
local now = now_ms()

local first = redis.call('ZRANGE', untold, '0', '0', 'WITHSCORES')
if not first[1] or now - tonumber(first[2]) < gathered then return { 'nothing' } end

local count = redis.call('ZCARD', untold)
local named = {}
for i, member in ipairs(redis.call('ZRANGE', untold, '0', int(most - 1))) do
  local effect, event_id = string.match(member, '^(%S+) (.*)$')
  named[i] = { event_id = event_id, effect = effect }
end
local payload = cjson.encode({ count = count, effects = named })
local number = redis.call('HINCRBY', beat_key, 'told', 1)
redis.call('XADD', retries, '*', 'event_id', 'unknowns_' .. int(now) .. '_' .. int(number), 'type', type, 'version', '1', 'payload', payload, 'traceparent', '')
redis.call('DEL', untold)
return { 'told', int(count) }

#!lua
-- Keeps a new sign-in code of an address, which voids the old one, unless the address was sent too many lately.
--
-- KEYS  1 the code of the address   2 when it was sent codes
-- ARGV  1 the hash of the code   2 the name that was given, or ''   3 ms that the code is good for
--       4… limits, shortest first, in pairs: so many codes, in so many ms; none to send any number
-- Reply {'kept'}, {'too_many'}: the old code, if any, stays good.

local code_key, sent_key = KEYS[1], KEYS[2]
local hash, name, valid_ms = ARGV[1], ARGV[2], tonumber(ARGV[3])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local most, longest = 0, 0
for i = 4, #ARGV, 2 do
  most, longest = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
  local nth = redis.call('LINDEX', sent_key, most - 1)
  if nth and tonumber(nth) > now - longest then return { 'too_many' } end
end

if most > 0 then
  redis.call('LPUSH', sent_key, string.format('%d', now))
  redis.call('LTRIM', sent_key, 0, most - 1)
  redis.call('PEXPIRE', sent_key, longest)
end
redis.call('DEL', code_key)
redis.call('HSET', code_key, 'hash', hash, 'tries', 0, 'name', name)
redis.call('PEXPIRE', code_key, valid_ms)
return { 'kept' }

#!lua
-- Changes fields of an account that exists: nothing is ever written to one that is gone.
--
-- KEYS  1 the account
-- ARGV  1 a field that gets the time of the change, or ''   2… field and value, in pairs
-- Reply {'changed'}, {'gone'}

local account_key = KEYS[1]
local stamp = ARGV[1]

if redis.call('HEXISTS', account_key, 'email') == 0 then return { 'gone' } end
if stamp ~= '' then
  local time = redis.call('TIME')
  redis.call('HSET', account_key, stamp, string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000)))
end
for i = 2, #ARGV, 2 do redis.call('HSET', account_key, ARGV[i], ARGV[i + 1]) end
return { 'changed' }

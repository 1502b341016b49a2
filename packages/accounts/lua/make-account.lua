#!lua
-- Makes an account of an id that an address was given to, unless it is made already.
--
-- KEYS  1 the account
-- ARGV  1 name   2 address
-- Reply {'made'}, {'exists'}, {'gone'}: the person was erased; the id is never used again.

local account_key = KEYS[1]
local name, email = ARGV[1], ARGV[2]

local known = redis.call('HMGET', account_key, 'email', 'erased_at')
if known[2] then return { 'gone' } end
if known[1] then return { 'exists' } end

local time = redis.call('TIME')
redis.call('HSET', account_key, 'name', name, 'email', email, 'created_at', string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000)))
return { 'made' }

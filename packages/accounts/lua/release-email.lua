#!lua
-- Frees an address, if it still is this account's: the next sign-in with it makes a new one.
--
-- KEYS  1 the address
-- ARGV  1 the id of the account
-- Reply {'released'}, {'not_its'}

local email_key = KEYS[1]
local id = ARGV[1]

if redis.call('GET', email_key) ~= id then return { 'not_its' } end
redis.call('DEL', email_key)
return { 'released' }

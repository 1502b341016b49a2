#!lua
-- Lists a token with its account, before it works: one that nobody could revoke must not exist.
--
-- KEYS  1 the account   2 its tokens
-- ARGV  1 the token's id   2 its hash
-- Reply {'listed', how many the account has now}, {'gone'}: there is no such account.

local account_key, tokens_key = KEYS[1], KEYS[2]
local id, hash = ARGV[1], ARGV[2]

if redis.call('HEXISTS', account_key, 'email') == 0 then return { 'gone' } end
redis.call('HSET', tokens_key, id, hash)
return { 'listed', tostring(redis.call('HLEN', tokens_key)) }

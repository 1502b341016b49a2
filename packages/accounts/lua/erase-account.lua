#!lua
-- Erases all that an account holds. Its id stays as a tombstone, so that nothing is written under it again.
--
-- KEYS  1 the account   2 its tokens
-- Reply the hashes of the tokens that it still had: their keys are on other slots, and the caller's to delete.

local account_key, tokens_key = KEYS[1], KEYS[2]

local hashes = redis.call('HVALS', tokens_key)
local time = redis.call('TIME')
redis.call('DEL', account_key, tokens_key)
redis.call('HSET', account_key, 'erased_at', string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000)))
return hashes

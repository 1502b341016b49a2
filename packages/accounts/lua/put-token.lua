#!lua
-- Makes a token work. Redis itself ends it: at its end, or earlier when it is not used.
--
-- KEYS  1 the token
-- ARGV  1 account   2 id   3 kind   4 label   5 ms that it lives, or '' for ever   6 ms after which it ends unused, or ''
-- Reply {created_at, expires_at or ''}, epoch ms

local token_key = KEYS[1]
local account, id, kind, label, lives_ms, idle_ms = unpack(ARGV)

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local created_at = string.format('%d', now)
local expires_at = lives_ms ~= '' and string.format('%d', now + lives_ms) or ''

redis.call('DEL', token_key)
redis.call('HSET', token_key, 'account', account, 'id', id, 'kind', kind, 'label', label,
  'created_at', created_at, 'used_at', created_at, 'expires_at', expires_at)
if lives_ms ~= '' then
  redis.call('PEXPIRE', token_key, idle_ms ~= '' and math.min(tonumber(lives_ms), tonumber(idle_ms)) or lives_ms)
end
return { created_at, expires_at }

#!lua
-- Reads a token that was shown, and puts the end of an idle session off.
--
-- KEYS  1 the token
-- ARGV  1 ms after which a session ends unused   2 ms that must have passed before its end is put off: not every request should write
--         ('' to leave it as it is)
-- Reply {account, id, kind, label, created_at, expires_at or ''}; {} when there is none

local token_key = KEYS[1]
local idle_ms, touch_ms = tonumber(ARGV[1]), ARGV[2]

local token = redis.call('HMGET', token_key, 'account', 'id', 'kind', 'label', 'created_at', 'expires_at', 'used_at')
if not token[1] then return {} end

if token[3] == 'session' and touch_ms ~= '' then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  if now - token[7] >= tonumber(touch_ms) then
    redis.call('HSET', token_key, 'used_at', string.format('%d', now))
    redis.call('PEXPIREAT', token_key, string.format('%d', math.min(now + idle_ms, tonumber(token[6]))))
  end
end
return { token[1], token[2], token[3], token[4], token[5], token[6] }

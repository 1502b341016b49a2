#!lua
-- Uses up a sign-in code. A code is good once, for five tries, until it expires.
--
-- KEYS  1 the code of an address
-- ARGV  1 the hash of what was typed   2 tries at most
-- Reply {'right', name given at sign-in}, {'wrong'}
-- A missing code takes the same way as a wrong one.

local code_key, typed, most = KEYS[1], ARGV[1], tonumber(ARGV[2])

local code = redis.call('HMGET', code_key, 'hash', 'tries', 'name')
if not code[1] then return { 'wrong' } end
if code[1] ~= typed then
  if tonumber(code[2]) + 1 >= most then
    redis.call('DEL', code_key)
  else
    redis.call('HINCRBY', code_key, 'tries', 1)
  end
  return { 'wrong' }
end
redis.call('DEL', code_key)
return { 'right', code[3] }

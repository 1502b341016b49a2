#!lua
-- Which of the commands that the scripts use is this user denied? A script that is refused half-way does not roll back, so a worker
-- asks before it starts.
--
-- KEYS  1 a ledger   2 a sorted set, such as the schedule of parked events   3… streams
-- ARGV  1 group
-- Reply {command, …}

local ledger, parked, group = KEYS[1], KEYS[2], ARGV[1]
local denied = {}
local function try (...)
  if not redis.acl_check_cmd(...) then denied[#denied + 1] = (...) end
end
try('HMGET', ledger, 'a')
try('HGET', ledger, 'a')
try('HGETALL', ledger)
try('HSET', ledger, 'a', 'b')
try('HSETNX', ledger, 'a', 'b')
try('HDEL', ledger, 'a')
try('HINCRBY', ledger, 'a', '1')
try('EXISTS', ledger)
try('DEL', ledger)
try('UNLINK', ledger)
try('PEXPIRE', ledger, '1')
try('ZADD', parked, '1', 'a')
try('ZREM', parked, 'a')
try('ZRANGE', parked, '0', '1')
try('ZCARD', parked)
for i = 3, #KEYS do
  local stream = KEYS[i]
  try('XADD', stream, '*', 'a', 'b')
  try('XACK', stream, group, '0-1')
  try('XRANGE', stream, '-', '+')
  try('XPENDING', stream, group)
  try('XCLAIM', stream, group, 'a', '0', '0-1')
  try('XAUTOCLAIM', stream, group, 'a', '0', '0-0')
  try('XREADGROUP', 'GROUP', group, 'a', 'STREAMS', stream, '>')
  try('XGROUP', 'CREATE', stream, group, '0')
  try('XINFO', 'CONSUMERS', stream, group)
  try('XINFO', 'GROUPS', stream)
  try('XTRIM', stream, 'MINID', '0')
end
return denied

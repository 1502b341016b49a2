#!lua flags=allow-oom
-- Records a text once. The first one wins.
--
-- KEYS  1 the event's notes
-- ARGV  1 name   2 text
-- Reply {the recorded text}

local notes, name, text = KEYS[1], ARGV[1], ARGV[2]
redis.call('HSETNX', notes, name, text)
return { redis.call('HGET', notes, name) }

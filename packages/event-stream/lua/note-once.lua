#!lua flags=allow-oom
-- Records a text once. The first one wins. An empty text only asks.
--
-- KEYS  1 the event's notes
-- ARGV  1 name   2 text, '' to ask
-- Reply the recorded text, '' for none

local notes, name, text = KEYS[1], ARGV[1], ARGV[2]
if text ~= '' then redis.call('HSETNX', notes, name, text) end
return redis.call('HGET', notes, name) or ''

#!lua
-- Puts the title of an auction that an older release wrote into the index of words, unless it is another by now.
--
-- KEYS  1 the auction's hash
-- ARGV  1 prefix   2 auction id   3 title   4 its words
-- Reply {'indexed'}, {'nothing_to_do'}
-- include: words

local auction_key, prefix, id, title, words = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local found = redis.call('HMGET', auction_key, 'title', 'words')
if found[1] ~= title or found[2] == words then return { 'nothing_to_do' } end
unindex_words(prefix, id, found[2] or '')
index_words(prefix, id, words)
redis.call('HSET', auction_key, 'words', words)
return { 'indexed' }

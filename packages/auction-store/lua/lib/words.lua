-- The index of words: one sorted set, all scores 0, members '<word> <auction id>', so that a beginning of a word is a range.
-- Bids never touch it: only a title moves an auction in it.

local function index_words (prefix, id, words)
  for word in string.gmatch(words, '%S+') do redis.call('ZADD', prefix .. 'words', 0, word .. ' ' .. id) end
end

local function unindex_words (prefix, id, words)
  for word in string.gmatch(words, '%S+') do redis.call('ZREM', prefix .. 'words', word .. ' ' .. id) end
end

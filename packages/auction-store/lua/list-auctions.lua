#!lua flags=no-writes
-- One page of each of some lists, from a place in their order on.
--
-- KEYS  the lists (sorted sets), all in the same order
-- ARGV  1 'ascending' or 'descending'   2 how many of each   3 score to continue after, ''   4 member to continue after
-- Reply {{member, score, …}, …}   one for each list
-- include: places

local ascending, limit = ARGV[1] == 'ascending', tonumber(ARGV[2])
local score, member = tonumber(ARGV[3]), ARGV[4]

local pages = {}
for i, key in ipairs(KEYS) do pages[i] = following(key, ascending, limit, score, member) end
return pages

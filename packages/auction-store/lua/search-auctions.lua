#!lua flags=no-writes
-- One page of each of some lists, narrowed to auctions that also stand in other lists and whose titles have words that begin as asked.
--
-- Where the rarest word leads to few auctions, those are looked up in the lists. Where every word is common, the lists are walked in their
-- order, which soon meets enough that match. Either way the work is bounded: a walk that reaches the bound says where it stopped.
--
-- KEYS  1 the index of words   2… the lists, all in the same order, then for each the list to be narrowed by, or none at all
-- ARGV  1 prefix   2 'ascending' or 'descending'   3 how many of each   4 score to continue after, ''   5 member to continue after
--       6 how many lists   7 the bound: entries of the index, or auctions of a list   8… beginnings of words
-- Reply {{{member, score, …}, score and member where the walk stopped, or ''}, …}   one for each list
-- include: places

local words_key, prefix, ascending, limit = KEYS[1], ARGV[1], ARGV[2] == 'ascending', tonumber(ARGV[3])
local score, member, lists, bound = tonumber(ARGV[4]), ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7])
local BLOCK = 200

local rarest, fewest = nil, math.huge
for i = 8, #ARGV do
  local count = redis.call('ZLEXCOUNT', words_key, '[' .. ARGV[i], '(' .. ARGV[i] .. '\255')
  if count < fewest then rarest, fewest = ARGV[i], count end
end

local function has_words (id)
  if not rarest then return true end
  local words = redis.call('HGET', prefix .. 'auction:' .. id, 'words')
  if not words then return false end
  for i = 8, #ARGV do
    if not string.find(' ' .. words, ' ' .. ARGV[i], 1, true) then return false end
  end
  return true
end

local function before (a_score, a_member, b_score, b_member)
  if a_score == b_score then
    if ascending then return a_member < b_member end
    return a_member > b_member
  end
  if ascending then return a_score < b_score end
  return a_score > b_score
end

-- Few: the auctions that the rarest word leads to, as far as they stand in the list, in its order.
local candidates = {}
if rarest and fewest <= bound then
  local seen = {}
  for _, entry in ipairs(redis.call('ZRANGE', words_key, '[' .. rarest, '(' .. rarest .. '\255', 'BYLEX')) do
    local id = string.match(entry, ' (%S+)$')
    if not seen[id] then
      seen[id] = true
      candidates[#candidates + 1] = id
    end
  end
end
local function look_up (list, narrowing)
  if #candidates == 0 then return { {}, '', '' } end
  local scores = redis.call('ZMSCORE', list, unpack(candidates))
  local within = narrowing and redis.call('ZMSCORE', narrowing, unpack(candidates))
  local places = {}
  for i, id in ipairs(candidates) do
    local at = tonumber(scores[i] or nil)
    if at and (not within or within[i]) and (not score or before(score, member, at, id)) then places[#places + 1] = { id, scores[i], at } end
  end
  table.sort(places, function (a, b) return before(a[3], a[1], b[3], b[1]) end)
  local page = {}
  for _, place in ipairs(places) do
    if #page == 2 * limit then break end
    if has_words(place[1]) then
      page[#page + 1] = place[1]
      page[#page + 1] = place[2]
    end
  end
  return { page, '', '' }
end

-- Many: the list itself, until the page is full, the list ends, or the bound is reached.
local function walk (list, narrowing)
  local page, at_score, at_member, looked = {}, score, member, 0
  while looked < bound do
    local block = following(list, ascending, BLOCK, at_score, at_member)
    for i = 1, #block, 2 do
      looked = looked + 1
      at_member, at_score = block[i], tonumber(block[i + 1])
      if (not narrowing or redis.call('ZSCORE', narrowing, at_member)) and has_words(at_member) then
        page[#page + 1] = block[i]
        page[#page + 1] = block[i + 1]
        if #page == 2 * limit then return { page, '', '' } end
      end
      if looked == bound then return { page, block[i + 1], at_member } end
    end
    if #block < 2 * BLOCK then break end
  end
  return { page, '', '' }
end

local pages = {}
for i = 1, lists do
  local find = (rarest and fewest <= bound) and look_up or walk
  pages[i] = find(KEYS[1 + i], KEYS[1 + lists + i])
end
return pages

-- What every transition does the same way. Included by the loader below a script's header.
-- Keys that a script builds itself start with the partition's prefix, so they share the slot of its KEYS.

-- An integer as text. tostring() would write 1e+14.
local function int (number)
  return string.format('%.0f', number)
end

-- The auction's fields as a table of strings, or nil.
local function read (auction_key)
  local flat = redis.call('HGETALL', auction_key)
  if #flat == 0 then return nil end
  local auction = {}
  for i = 1, #flat, 2 do auction[flat[i]] = flat[i + 1] end
  return auction
end

local function is_over (auction)
  return auction.status == 'closed' or auction.status == 'cancelled'
end

-- A user whom the ACL denies a later command must fail before the first write: scripts do not roll back.
local function require_commands (commands)
  for _, command in ipairs(commands) do
    if not redis.acl_check_cmd(unpack(command)) then
      return redis.error_reply('NOPERM this user may not run ' .. command[1] .. ' on ' .. command[2])
    end
  end
  return nil
end

-- The lists an auction stands in: three orders for everybody, for its category and for its seller.
local function list_keys (prefix, auction, status)
  local facets = { 'all', 'seller:' .. auction.seller }
  if auction.category ~= '' then facets[#facets + 1] = 'category:' .. auction.category end
  local keys = {}
  for _, facet in ipairs(facets) do
    keys[#keys + 1] = { prefix .. 'list:' .. facet .. ':' .. status .. ':', facet }
  end
  return keys
end

local function unlist (prefix, id, auction)
  for _, key in ipairs(list_keys(prefix, auction, auction.status)) do
    redis.call('ZREM', key[1] .. 'ending_soon', id)
    redis.call('ZREM', key[1] .. 'newest', id)
    redis.call('ZREM', key[1] .. 'most_bids', id)
  end
end

local function list (prefix, id, auction)
  for _, key in ipairs(list_keys(prefix, auction, auction.status)) do
    redis.call('ZADD', key[1] .. 'ending_soon', auction.ends_at, id)
    redis.call('ZADD', key[1] .. 'newest', auction.created_at, id)
    redis.call('ZADD', key[1] .. 'most_bids', auction.bid_count, id)
  end
end

-- Writes one line of the auction's log and of the change log for list pages. Returns the entry's id.
-- Every entry carries how the auction stands after its transition, so that a viewer can catch up from any of them.
local function log (prefix, id, log_key, kind, auction, extra)
  local entry = {
    'kind', kind,
    'price', auction.price, 'leader', auction.leader, 'maximum', auction.maximum,
    'bid_count', auction.bid_count, 'ends_at', auction.ends_at, 'version', auction.version
  }
  if extra then
    for _, value in ipairs(extra) do entry[#entry + 1] = value end
  end
  local entry_id = redis.call('XADD', log_key, '*', unpack(entry))
  redis.call('XADD', prefix .. 'changes', 'MAXLEN', '~', '10000', '*', 'auction', id, 'kind', kind, 'entry', entry_id)
  return entry_id
end

local function log_bid (prefix, id, log_key, auction, bidder, amount, automatic, buy_now)
  return log(prefix, id, log_key, 'bid', auction, { 'bidder', bidder, 'amount', int(amount), 'automatic', automatic, 'buy_now', buy_now })
end

-- Tells the readers of live pages that there is something to read. Losing it costs latency, never data.
local function wake (prefix, id)
  redis.call('SPUBLISH', prefix .. 'wake', id)
end

-- Scheduled → open, when the start has passed on Redis' clock. The caller saves the auction.
local function open (prefix, id, log_key, auction)
  unlist(prefix, id, auction)
  auction.status = 'open'
  auction.version = int(tonumber(auction.version) + 1)
  list(prefix, id, auction)
  redis.call('ZREM', prefix .. 'opening', id)
  log(prefix, id, log_key, 'opened', auction)
end

-- Stores the fields that a transition may have moved.
local function save (auction_key, auction)
  redis.call('HSET', auction_key,
    'status', auction.status, 'price', auction.price, 'leader', auction.leader, 'maximum', auction.maximum,
    'bid_count', auction.bid_count, 'starts_at', auction.starts_at, 'ends_at', auction.ends_at,
    'version', auction.version, 'updated_at', auction.updated_at)
end

local function flatten (auction)
  local flat = {}
  for field, value in pairs(auction) do
    flat[#flat + 1] = field
    flat[#flat + 1] = value
  end
  return flat
end

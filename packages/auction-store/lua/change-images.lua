#!lua
-- Adds or removes an image of an auction. Until the end its owner may add; removing is for before the first bid, because bidders have
-- seen what they bid on.
--
-- KEYS  1 the auction's hash   2 its log
-- ARGV  1 prefix   2 auction id   3 who asks   4 'add' or 'remove'   5 the images that the change was built from, as they are stored
--       6 the images with the change, JSON   7 the version that the client has seen, ''
-- Reply {'updated', now, {field, value, …}}
--       {'moved'}   the images are others by now: read again and build again
--       {'rejected', code}   auction_not_found, not_owner, auction_not_open, auction_ended, has_bids, version_mismatch
-- include: clock auction

local auction_key, log_key = KEYS[1], KEYS[2]
local prefix, id, actor, change, built, images, seen = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local now = now_ms()

local auction = read(auction_key)
if not auction then return { 'rejected', 'auction_not_found' } end
if auction.seller ~= actor then return { 'rejected', 'not_owner' } end
if auction.status == 'cancelled' then return { 'rejected', 'auction_not_open' } end
if auction.status == 'closed' or now >= tonumber(auction.ends_at) then return { 'rejected', 'auction_ended' } end
if seen ~= '' and auction.version ~= seen then return { 'rejected', 'version_mismatch' } end
if change == 'remove' and auction.leader ~= '' then return { 'rejected', 'has_bids' } end
-- Not the version: bids move it, and must not keep an owner from adding a picture.
if (auction.images or '') ~= built then return { 'moved' } end

local denied = require_commands({ { 'XADD', log_key, '*', 'a', 'b' }, { 'SPUBLISH', prefix .. 'wake', id } })
if denied then return denied end

if auction.status == 'scheduled' and tonumber(auction.starts_at) <= now then open(prefix, id, log_key, auction) end
auction.images = images
auction.version = int(tonumber(auction.version) + 1)
auction.updated_at = int(now)
save(auction_key, auction)
redis.call('HSET', auction_key, 'images', images)
log(prefix, id, log_key, 'updated', auction)
wake(prefix, id)
return { 'updated', int(now), flatten(auction) }

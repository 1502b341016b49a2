#!lua
-- A worker that was given an entry takes its event.
--
-- KEYS  1 the ledger   2 the entry's stream
-- ARGV  1 prefix   2 group   3 entry id   4 consumer   5 name of this taking   6 event id   7 type   8 version   9 payload   10 traceparent, ''
--       11 names of the effects, by spaces   12 those of them whose attempts commit   13 those that somebody is told of when unknown
--       14 '1' when its notes outlive the ledger   15 handlings that may begin without an orderly end   16 '1' when nothing else is in hand
-- Reply {'taken', effect, state, attempts that count, ms until its retry, ms until its last attempt is surely over, committed '1' or '0', …}
--                       also when the same taking asks again
--       {'suspect'}     its handlings have ended without a result so often that it must be handled alone: nothing is changed
--       {'settled'}     nothing is left to do, or its return is scheduled: the entry is acknowledged
--       {'duplicate'}   the event is in hand by another entry: this one is acknowledged
--       {'buried'}      too many handlings ended without a result: dead, acknowledged
--       {'lost'}        the entry belongs to another worker by now
-- include: clock
-- include: minute
-- include: ledger

local ledger, stream = KEYS[1], KEYS[2]
local prefix, group, entry, consumer, take = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local event_id, type, version, payload, traceparent = ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10]
local effects, commit, tellable, keep_notes, most_starts, alone = ARGV[11], words(ARGV[12]), words(ARGV[13]), ARGV[14], tonumber(ARGV[15]), ARGV[16] == '1'
local now = now_ms()

-- What the effects of an event come to that is given up: an attempt that may have reached its remote has proven nothing.
local function give_up (reason)
  for effect in string.gmatch(effects, '%S+') do
    local state, newest, committed = unpack(redis.call('HMGET', ledger, effect .. ':state', effect .. ':attempt', effect .. ':committed'))
    local given_up
    if state == 'attempting' and not (commit[effect] and committed ~= newest) then
      given_up = 'unknown'
      if tellable[effect] then tell(prefix, event_id, effect, now) end
    elseif state == 'attempting' or state == 'pending' or state == 'retry' then
      given_up = 'failed'
    end
    if given_up then redis.call('HSET', ledger, effect .. ':state', given_up, effect .. ':error', reason, effect .. ':at', int(now)) end
  end
  redis.call('HDEL', ledger, 'owner', 'stream', 'entry', 'take')
  redis.call('HSET', ledger, 'reason', reason)
  set_state(prefix, ledger, event_id, 'dead', now)
  tally(prefix, now, '*:dead')
end

if not owns(stream, group, entry, consumer) then return { 'lost' } end
local state, owner, own_stream, own_entry, own_take, starts = unpack(redis.call('HMGET', ledger, 'state', 'owner', 'stream', 'entry', 'take', 'starts'))

if state == 'done' or state == 'unknown' or state == 'dead' or state == 'parked' then
  redis.call('XACK', stream, group, entry)
  return { 'settled' }
end
if owner and (own_stream ~= stream or own_entry ~= entry) and owns(own_stream, group, own_entry, owner) then
  redis.call('XACK', stream, group, entry)
  return { 'duplicate' }
end
if own_take ~= take and not alone and tonumber(starts or '0') == most_starts - 1 then return { 'suspect' } end

if redis.call('HSETNX', ledger, 'effects', effects) == 1 then
  redis.call('HSET', ledger, 'type', type, 'version', version, 'payload', payload, 'traceparent', traceparent, 'keep_notes', keep_notes)
  redis.call('HSETNX', ledger, 'appended', string.match(entry, '^%d+'))
end
effects = redis.call('HGET', ledger, 'effects')
for effect in string.gmatch(effects, '%S+') do
  if redis.call('HSETNX', ledger, effect .. ':state', 'pending') == 1 then redis.call('HSET', ledger, effect .. ':at', int(now)) end
end

if own_take ~= take and redis.call('HINCRBY', ledger, 'starts', 1) > most_starts then
  give_up('its handling ended without a result ' .. int(most_starts) .. ' times')
  redis.call('XACK', stream, group, entry)
  return { 'buried' }
end
redis.call('HSET', ledger, 'owner', consumer, 'stream', stream, 'entry', entry, 'take', take)
set_state(prefix, ledger, event_id, 'processing', now)

local reply = { 'taken' }
for effect in string.gmatch(effects, '%S+') do
  local own_state, attempts, forgiven, retry_at, over_at, newest, committed = unpack(redis.call('HMGET', ledger,
    effect .. ':state', effect .. ':attempts', effect .. ':forgiven', effect .. ':retry_at', effect .. ':until', effect .. ':attempt', effect .. ':committed'))
  reply[#reply + 1] = effect
  reply[#reply + 1] = own_state
  reply[#reply + 1] = int(tonumber(attempts or '0') - tonumber(forgiven or '0'))
  reply[#reply + 1] = int(math.max(0, tonumber(retry_at or '0') - now))
  reply[#reply + 1] = int(math.max(0, tonumber(over_at or '0') - now))
  reply[#reply + 1] = (newest and newest == committed) and '1' or '0'
end
return reply

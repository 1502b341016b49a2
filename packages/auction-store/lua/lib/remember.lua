-- Idempotency: what a request came to is kept under its key, in the step that did it.
-- A record is packed: { fingerprint, field, value, … }. An empty fingerprint is an internal operation id,
-- which a client library's resend after a broken connection carries unchanged.

-- Returns the remembered reply, or 'reused' when the key stands for another request, or nil.
local function recall (record_key, fingerprint)
  local packed = redis.call('GET', record_key)
  if not packed then return nil end
  local record = cmsgpack.unpack(packed)
  if record.fingerprint ~= fingerprint then return 'reused' end
  return record.reply
end

local function remember (record_key, fingerprint, ttl_ms, reply)
  redis.call('SET', record_key, cmsgpack.pack({ fingerprint = fingerprint, reply = reply }), 'PX', ttl_ms)
end

-- wrk's part of the leak check: MIX says what is asked for, one after the other.
local mix = os.getenv('MIX')
local asset, tag = os.getenv('ASSET'), os.getenv('TAG')
local texts = {}

local function add(method, path, headers, body)
  headers = headers or {}
  texts[#texts + 1] = function() return wrk.format(method, path, headers, body) end
end

local function chunked(body)
  local text = {}
  for at = 1, #body, 20 do
    local piece = body:sub(at, at + 19)
    text[#text + 1] = string.format('%x;a="b"\r\n%s\r\n', #piece, piece)
  end
  return table.concat(text) .. '0\r\nX-Trailer: y\r\n\r\n'
end

local function post(path, body, key)
  local json = {['Content-Type'] = 'application/json', ['Idempotency-Key'] = key}
  add('POST', path, json, body)
  -- wrk.format adds a length to every body, so what is chunked is written out here.
  local head = string.format(
    'POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%sTransfer-Encoding: chunked\r\n\r\n', path,
    key and 'Idempotency-Key: ' .. key .. '\r\n' or '')
  texts[#texts + 1] = function() return head .. chunked(body) end
end

local mixes = {
  ['keep-alive'] = function() add('GET', '/livez') end,
  pipelined = function()
    texts[1] = function() return string.rep(wrk.format('GET', '/livez', {}), 15) .. wrk.format('GET', '/', {}) end
  end,
  close = function()
    add('GET', '/livez', {Connection = 'close'})
    add('GET', '/', {Connection = 'close', ['Accept-Encoding'] = 'gzip'})
  end,
  files = function()
    add('GET', '/')
    add('GET', asset, {['Accept-Encoding'] = 'gzip, br'})
    add('GET', '/', {['If-None-Match'] = tag})
    add('GET', asset, {Range = 'bytes=1-9,20-29'})
    add('GET', '/no/such/page')
    add('GET', '/api/v1/goals?limit=5&q=run%20far')
    add('DELETE', '/livez')
  end,
  bodies = function()
    -- The same answer again each time, so that the database does not grow.
    post('/api/v1/goals', '{"title":"Run far","measure":{"type":"done"}}', 'leak-check')
    post('/api/v1/goals', '{"title":"","measure":{"type":"none"}}')
    post('/api/v1/goals', '{"title":')
    post('/api/v1/nothing', '{"title":"Run far"}')
    post('/livez', '{}')
    local head = 'POST /api/v1/goals HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
    texts[#texts + 1] = function() return head .. 'Content-Length: 99999999\r\n\r\n' end
    texts[#texts + 1] = function() return head .. 'Transfer-Encoding: chunked\r\n\r\nx\r\n' end
    texts[#texts + 1] = function() return 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n' end
  end,
}

function init()
  mixes[mix]()
  for n = 1, #texts do texts[n] = texts[n]() end
end

local turn = 0

function request()
  turn = turn % #texts + 1
  return texts[turn]
end

-- wrk's part of the benchmark: says at the end what was answered. The environment changes what is asked:
--   GOALS=n      one of n goals at random; the ids are those of bench/seed.sql
--   POST=n       a body of n bytes
--   CHECK_IN=…   a check-in of that body on one of the goals
-- Requests are made beforehand, so that wrk itself takes little of the machine.
local goals = tonumber(os.getenv('GOALS') or '')
local post = tonumber(os.getenv('POST') or '')
local check_in = os.getenv('CHECK_IN')
local threads = 0

if post then
  wrk.method = 'POST'
  wrk.body = string.rep('x', post)
end

function setup(thread)
  threads = threads + 1
  thread:set('number', threads)
end

if goals then
  local requests = {}

  function init()
    math.randomseed(os.time() + 7919 * number)
    local prefix, first = os.getenv('ID_PREFIX'), tonumber(os.getenv('ID_FIRST'))
    for n = 1, goals do
      local path = string.format('/api/v1/goals/%s%.0f', prefix, first + n - 1)
      if check_in then
        requests[n] = wrk.format('POST', path .. '/checkins', { ['Content-Type'] = 'application/json' }, check_in)
      else
        requests[n] = wrk.format('GET', path)
      end
    end
  end

  function request()
    return requests[math.random(goals)]
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT %d %d %d %d %d %d\n', summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end

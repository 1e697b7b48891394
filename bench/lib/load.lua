-- Requests for wrk: wrk … -s load.lua URL -- METHOD BODY TAG
-- `__N__` in the body becomes a number never used before; the outcome is printed as one line of JSON.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  wrk.method, body, tag = args[1], args[2], args[3]
  count = 0
end

function request()
  if body == "" then return wrk.format() end
  count = count + 1
  return wrk.format(nil, nil, nil, (body:gsub("__N__", tag .. "x" .. number .. "x" .. count)))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('\n{"requests":%d,"seconds":%f,"bad":%d,"broken":%d,"p50_ms":%f,"p99_ms":%f}\n',
    summary.requests, summary.duration / 1e6, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end

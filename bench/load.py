"""Load: what is asked of a server, and what it cost the server."""

import os
import re
import statistics
import subprocess
import time
from pathlib import Path

from peers import CORES
from processes import BenchError, cpu_seconds, memory

HERE = Path(__file__).parent
RESULT = re.compile(r"^RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)$", re.MULTILINE)


def wrk(server, path, options, seconds, environment=None):
    """As fast as it goes: each connection asks again when it has its answer. `environment` is for wrk.lua."""
    command = ["wrk", "--latency", "-t", CORES, "-c", options.connections, "-d", f"{seconds}s", "-s", HERE / "wrk.lua", server.url + path]
    return _measure(server, command, seconds, environment or {})


def generate(server, path, options, seconds, mode):
    """What wrk cannot do; `mode` is for bench/load_generator.c."""
    command = [options.load_generator, server.port, path, options.connections, seconds, CORES, mode]
    return _measure(server, command, seconds, {})


def share_of_peak(servers, options, share):
    """A share of what the slowest of `servers` can do with tiny JSON: a load at which all of them should be at ease."""
    rates = {server: [] for server in servers}
    for _ in range(3):
        for server in servers:
            rates[server].append(wrk(server, "/livez", options, options.seconds)["rate"])
    return round(min(statistics.median(found) for found in rates.values()) * share)


def _measure(server, command, seconds, environment):
    """Requests a second, CPU microseconds of the server for each, p50 and p99 in microseconds, resident megabytes under this load."""
    before = cpu_seconds(server.pid)
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, **environment})
    try:
        time.sleep(seconds * 0.8)
        megabytes = memory(server.pid)
        output, _ = process.communicate(timeout=seconds + 30)
    finally:
        process.kill()
    cpu = cpu_seconds(server.pid) - before
    if not (match := RESULT.search(output)):
        raise BenchError(f"{server.name}: {command[0]} failed: {output[-1500:]}")
    requests, duration, p50, p99, refused, broken = map(int, match.groups())
    if refused or broken or requests == 0:
        raise BenchError(f"{server.name}: of {requests} requests {refused} had no 2xx answer and {broken} none\n{output}")
    return {"rate": requests / duration * 1e6, "cpu": cpu / requests * 1e6, "p50": p50, "p99": p99, "memory": megabytes}

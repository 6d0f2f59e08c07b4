"""The cases in which 10,000 further connections stand around: idle ones, and slow ones that mean no good."""

import contextlib
import functools
import subprocess
import time

from load import generate, share_of_peak, wrk
from peers import OURS, PLAIN
from processes import BenchError, descriptors, memory, real_time

CROWD = 10_000
AMONG_SLOW = ", with slow ones"
# The longest deadline of ours (a body's first 20 s), the lingering after it, and some patience.
GONE_WITHIN = 30
# Until a server has seen to what the kernel has done already.
PAUSE = 0.5


class Crowd:
    """10,000 connections of a process of its own (bench/crowd_client.c)."""

    def __init__(self, kind, server, options):
        command = [options.crowd_client, kind, server.port, CROWD]
        self.server = server
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != "ready\n":
            self.process.kill()
            raise BenchError(f"{server.name}: no {CROWD} {kind} connections: {self.process.communicate()[1].strip()[-300:]}")

    def leave(self):
        """Closes them all. How many the server had not closed before, and how many bytes a second each dripping one has sent."""
        held, dripped = self.process.communicate(timeout=60)[0].split()
        return int(held), float(dripped)


@contextlib.contextmanager
def crowd(kind, server, options):
    found = Crowd(kind, server, options)
    try:
        yield found
    finally:
        found.process.kill()
        found.process.communicate()


def settle(server, count, seconds):
    """Waits until the server has at most `count` descriptors open; how long it took, or None when it did not."""
    start = time.monotonic()
    while descriptors(server.pid) > count:
        if time.monotonic() - start > seconds:
            return None
        time.sleep(0.1)
    return time.monotonic() - start


def idle(bench):
    """Tiny JSON over the usual connections while 10,000 others are open."""
    def entry(server):
        # Before the crowd, but after some work.
        wrk(server, "/livez", bench.options, 1)
        time.sleep(PAUSE)
        memory_before, open_before = memory(server.pid), descriptors(server.pid)

        def measure(seconds):
            with crowd("idle", server, bench.options) as others:
                result = wrk(server, "/livez", bench.options, seconds)
                held, _ = others.leave()
            settle(server, open_before, 10)
            return result | {"growth": result["memory"] - memory_before, "held": held}

        return measure

    entries = [(server.name, entry(server)) for server in bench.servers(PLAIN, "/livez")]
    return {"entries": bench.rounds("idle", entries, bench.options.crowd_rounds, warm_up=0)}


def slow(bench):
    """Ordinary requests at a quarter of what could be, without and with 10,000 slow connections; then how long those can stay."""
    servers = bench.servers([OURS, "nginx"], "/livez")
    open_before = {server: descriptors(server.pid) for server in servers}
    latest = {}

    def alone(server, seconds):
        latest[server] = generate(server, "/livez", bench.options, seconds, f"rate={rate}")
        return latest[server]

    def among(server, seconds):
        with crowd("slow", server, bench.options) as others:
            time.sleep(PAUSE)
            result = generate(server, "/livez", bench.options, seconds, f"rate={rate}")
            held, dripped = others.leave()
        settle(server, open_before[server], 10)
        # Compared with the turn just before, which had the same machine.
        return result | {"slowdown": result["p99"] / latest[server]["p99"], "held": held, "dripped": dripped}

    entries = [
        (f"{server.name}{what}", functools.partial(measure, server))
        for server in servers for what, measure in [("", alone), (AMONG_SLOW, among)]
    ]
    with real_time(server.pid for server in servers) as is_real_time:
        rate = share_of_peak(servers, bench.options, 1 / 4)
        found = bench.rounds("slow", entries, bench.options.rounds)
    ours = servers[0]
    with crowd("slow", ours, bench.options):
        time.sleep(PAUSE)
        opened = descriptors(ours.pid) - open_before[ours]
        gone = settle(ours, open_before[ours], GONE_WITHIN)
    return {"rate": rate, "real_time": is_real_time, "opened": opened, "gone": gone, "entries": found}
